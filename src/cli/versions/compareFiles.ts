import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { AnnotationDoc } from '../../core/annotation/document';
import { isImageName } from '../../core/dataset/imageNames';
import { dataSets, type DataSets } from '../../engine/dataset/dataSets';
import { readLocated, readSidecar, type SidecarRead } from '../../engine/dataset/readSidecar';
import { isSidecar } from '../../engine/dataset/sidecars';
import { labelFileAt } from '../../engine/dataset/stores/labelFileAt';
import { readStore } from '../../engine/dataset/stores/readStore';
import type { LabelsAt } from '../../engine/versioning/labelVersions';
import { UsageError } from '../command';
import { compare, type ComparedImage } from '../../engine/report/diffImages';

/** Two files that are there: to be compared with each other, wherever they lie. */
export async function twoFiles(
  positionals: readonly string[],
  cwd: string,
): Promise<readonly [string, string] | undefined> {
  const [first, second, third] = positionals;
  if (first === undefined || second === undefined || third !== undefined) return undefined;
  const paths = [resolve(cwd, first), resolve(cwd, second)] as const;
  for (const path of paths) {
    const stats = await stat(path).catch(() => undefined);
    if (stats?.isFile() !== true) return undefined;
  }
  return paths;
}

/** Compares the labels in two files: sidecars, label files of other formats, or images, whose labels are meant. */
export async function compareFiles(
  [first, second]: readonly [string, string],
  shown: (path: string) => string,
): Promise<ComparedImage | undefined> {
  const sets = dataSets({ git: 'git' });
  const [before, after] = [await labelsIn(first, sets), await labelsIn(second, sets)];
  const compared = compare({ imagePath: second, fromImagePath: first, before, after }, shown);
  if (compared?.kind !== 'diff') return compared;
  const fromImagePath = await imageOf(first, compared.before, sets);
  return { ...compared, imagePath: await imageOf(second, compared.after, sets), fromImagePath };
}

/** Where a sidecar belongs; any other file says which image beside it is meant. */
async function imageOf(
  path: string,
  doc: AnnotationDoc | undefined,
  { sidecars }: DataSets,
): Promise<string> {
  if (isImageName(path)) return path;
  if (isSidecar(path)) return sidecars.imageOf(path);
  return doc ? join(dirname(path), basename(doc.image.file)) : path;
}

async function labelsIn(path: string, sets: DataSets): Promise<LabelsAt | undefined> {
  if (isImageName(path)) return labelsOf(await readLocated(await sets.sidecars.locate(path)));
  const file = isSidecar(path) ? undefined : await labelFileAt(path, sets);
  if (file?.kind === 'shared')
    throw new UsageError(`${path} holds the labels of many images: give the images themselves.`);
  if (file) return labelsOf((await readStore(file.store)).read);
  return labelsOf(await readSidecar(path));
}

function labelsOf(read: SidecarRead): LabelsAt | undefined {
  if (read.kind === 'absent') return undefined;
  if (read.kind === 'ok') return { kind: 'labels', doc: read.doc, path: read.path, problems: read.problems };
  const { line, message } = read.problem;
  return {
    kind: 'unreadable',
    path: read.path,
    reason: line === undefined ? message : `Line ${line}: ${message}`,
  };
}
