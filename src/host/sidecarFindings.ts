import { basename, dirname } from 'node:path';
import type { AnnotationDoc } from '../core/annotation/document';
import type { Finding } from '../core/checks/check';
import { runChecks } from '../core/checks/index';
import type { Problem } from '../core/problem';
import type { DataSets } from '../engine/dataset/dataSets';
import { imageHeaderOf } from '../engine/dataset/imageHeaderOf';
import { imageStatus } from '../engine/dataset/imageStatus';
import type { LabelDocument } from './editor/document';
import { readSidecar } from './editor/sidecarFile';

/** What is wrong with one sidecar: on reading (`problems`) and by the checks (`findings`). */
export interface SidecarFindings {
  readonly path: string;
  readonly doc: AnnotationDoc | undefined;
  readonly problems: readonly Problem[];
  readonly findings: readonly Finding[];
  /** 1-based line of an annotation. */
  readonly lineOf: (id: string) => number | undefined;
}

/** Checks a sidecar as it is on disk, or as it is open in the editor. Undefined when there is no such file. */
export async function findIn(
  path: string,
  dataSets: DataSets,
  open: LabelDocument | undefined,
): Promise<SidecarFindings | undefined> {
  const read = await readSidecar(path);
  if (read.kind === 'absent') return undefined;
  if (read.kind === 'broken')
    return { path, doc: undefined, problems: [read.problem], findings: [], lineOf: () => undefined };
  const shown = open && !open.labels.blocked ? open.doc : read.doc;
  const imagePath = open?.path ?? (await dataSets.sidecars.imageOf(path));
  const findings = await check(shown, imagePath, dataSets);
  const second = (await dataSets.sidecars.locate(imagePath)).problem;
  return {
    path,
    doc: shown,
    problems: second ? [...read.problems, second] : read.problems,
    findings,
    lineOf: read.lineOf,
  };
}

async function check(doc: AnnotationDoc, imagePath: string, dataSets: DataSets): Promise<readonly Finding[]> {
  const schemaFile = await dataSets.schemas.nearest(dirname(imagePath));
  const status = await imageStatus(imagePath);
  const header =
    status.state === 'present' ? await imageHeaderOf(imagePath).catch(() => undefined) : undefined;
  return runChecks({
    doc,
    schema: schemaFile?.schema,
    image: header,
    imageExists: status.state === 'present' || !status.isGone,
    imageName: basename(imagePath),
  });
}
