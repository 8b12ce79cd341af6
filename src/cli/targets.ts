import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { isImageName } from '../core/dataset/imageNames';
import type { DataSets } from '../engine/dataset/dataSets';
import { isSchemaFile, scanFolder } from '../engine/dataset/images';
import { readSchemaFile, type SchemaFile } from '../engine/dataset/schemaFile';
import { isSidecar } from '../engine/dataset/sidecars';
import { walk } from '../engine/dataset/walk';
import { UsageError } from './command';

/** What paths on a command line stand for; absolute paths, each once. */
export interface Targets {
  readonly images: Set<string>;
  readonly sidecars: Set<string>;
  readonly schemaFiles: Map<string, SchemaFile>;
}

interface Search {
  readonly cwd: string;
  readonly dataSets: DataSets;
  readonly signal: AbortSignal;
}

/** Folders, images, sidecars, `relabel.yaml` files and globs. Throws `UsageError` for what stands for nothing. */
export async function findTargets(paths: readonly string[], search: Search): Promise<Targets> {
  if (paths.length === 0) throw new UsageError('Which images? Give folders, files or globs.');
  const found: Targets = { images: new Set(), sidecars: new Set(), schemaFiles: new Map() };
  for (const path of paths) await addPath(path, search, found);
  return found;
}

async function addPath(path: string, search: Search, found: Targets): Promise<void> {
  const absolute = resolve(search.cwd, path);
  const stats = await stat(absolute).catch(() => undefined);
  if (stats?.isDirectory()) return addFolder(absolute, search, found);
  if (stats) return addFile(absolute, path, found);
  const glob = path.replaceAll(sep, '/');
  if (picomatch.scan(glob).isGlob) return addGlob(glob, search, found);
  // An image that is gone, or not pulled, may still have its labels.
  if (isImageName(path) && (await search.dataSets.sidecars.locate(absolute)).exists)
    found.images.add(absolute);
  else throw new UsageError(`${path} does not exist.`);
}

async function addFolder(folder: string, { dataSets, signal }: Search, found: Targets): Promise<void> {
  const scan = await scanFolder(folder, dataSets.schemas, signal);
  for (const image of scan.images) found.images.add(image);
  for (const sidecar of scan.sidecars) found.sidecars.add(sidecar);
  for (const file of scan.schemaFiles) found.schemaFiles.set(file.path, file);
}

async function addFile(absolute: string, path: string, found: Targets): Promise<void> {
  if (isSidecar(absolute)) found.sidecars.add(absolute);
  else if (isImageName(absolute)) found.images.add(absolute);
  else if (isSchemaFile(absolute)) found.schemaFiles.set(absolute, await readSchemaFile(absolute));
  else
    throw new UsageError(`${path} is neither an image, nor a sidecar (*.labels.json), nor a relabel.yaml.`);
}

async function addGlob(pattern: string, search: Search, found: Targets): Promise<void> {
  const { cwd, signal } = search;
  const matches = picomatch(pattern.replace(/^(?:\.\/)+/, ''), { nocase: true });
  const shown = (path: string): string => {
    const own = isAbsolute(pattern) ? path : relative(cwd, path);
    return sep === '/' ? own : own.replaceAll(sep, '/');
  };
  let count = 0;
  for await (const { files } of walk(resolve(cwd, picomatch.scan(pattern).base), signal))
    for (const file of files.filter((path) => matches(shown(path)))) {
      if (!isSidecar(file) && !isImageName(file) && !isSchemaFile(file)) continue;
      await addFile(file, file, found);
      count++;
    }
  if (count === 0) throw new UsageError(`No image or sidecar matches ${pattern}.`);
}

/** The data set files that govern the images, beside those named or found. */
export async function addGoverning(found: Targets, dataSets: DataSets): Promise<void> {
  const folders = new Set([...found.images].map((path) => dirname(path)));
  for (const folder of folders) {
    const file = await dataSets.schemas.nearest(folder);
    if (file && !found.schemaFiles.has(file.path)) found.schemaFiles.set(file.path, file);
  }
}
