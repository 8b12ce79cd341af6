import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ModelManifest } from '../core/heads/manifest';
import { parseManifest } from '../core/heads/manifest';
import type { ModelSource } from '../protocol/worker';
import { namesBeside } from './modelNames';

/** A model a `*.model.json` describes. */
export interface ModelEntry {
  readonly name: string;
  readonly title: string;
  readonly manifestPath: string;
  readonly onnxPath: string;
  readonly manifest: ModelManifest;
}

/** A file that could not be used, with the reason; for the log and the list of models. */
export interface ModelProblem {
  readonly path: string;
  readonly message: string;
}

export interface ModelList {
  readonly models: readonly ModelEntry[];
  readonly problems: readonly ModelProblem[];
}

/** A model ready to run. */
export interface ResolvedModel {
  readonly name: string;
  readonly title: string;
  /** What labels remember: the name and the first four digits of the file's hash, `parts-nano@3f2a`. */
  readonly id: string;
  readonly sha256: string;
  readonly source: ModelSource;
}

/** No such model, or its files cannot be used: says what was looked for and where. */
export class ModelNotFound extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ModelNotFound';
  }
}

const SUFFIX = '.model.json';

/** The models in these folders, the first folder's first; of two with one name the earlier wins. */
export async function listModels(folders: readonly string[]): Promise<ModelList> {
  const models = new Map<string, ModelEntry>();
  const problems: ModelProblem[] = [];
  for (const path of (await Promise.all(folders.map(manifestsIn))).flat()) {
    const read = await readEntry(path);
    if ('message' in read) problems.push(read);
    else if (!models.has(read.name)) models.set(read.name, read);
  }
  return { models: [...models.values()], problems };
}

async function manifestsIn(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => []);
  return files
    .filter((name) => name.endsWith(SUFFIX))
    .sort()
    .map((name) => join(folder, name));
}

async function readEntry(manifestPath: string): Promise<ModelEntry | ModelProblem> {
  const text = await readFile(manifestPath, 'utf8').catch(() => undefined);
  if (text === undefined) return { path: manifestPath, message: `${manifestPath} cannot be read.` };
  const result = parseManifest(text);
  if (!result.ok) return { path: manifestPath, message: describeProblems(manifestPath, result.problems) };
  const stem = basename(manifestPath, SUFFIX);
  const { manifest } = result;
  const onnxPath = resolve(dirname(manifestPath), manifest.file ?? `${stem}.onnx`);
  const name = manifest.name ?? stem;
  return { name, title: manifest.title ?? name, manifestPath, onnxPath, manifest };
}

const describeProblems = (path: string, problems: readonly { path: string; message: string }[]): string =>
  `The manifest ${path} cannot be used: ${problems.map((p) => `${p.path || 'the file'}: ${p.message}`).join('; ')}`;

/**
 * Finds a model by the path of an .onnx file or of a manifest, or by its name in `folders`. A relative path is
 * taken from `baseFolder`. Throws `ModelNotFound`.
 */
export async function resolveModel(
  nameOrPath: string,
  folders: readonly string[],
  baseFolder = process.cwd(),
): Promise<ResolvedModel> {
  if (nameOrPath.endsWith(SUFFIX)) return resolveEntry(await entryAt(absolute(nameOrPath, baseFolder)));
  if (extname(nameOrPath).toLowerCase() === '.onnx') return resolveFile(absolute(nameOrPath, baseFolder));
  const { models, problems } = await listModels(folders);
  const entry = models.find(({ name }) => name === nameOrPath);
  if (entry) return resolveEntry(entry);
  const known = models.map(({ name }) => name).join(', ') || 'none';
  const broken = problems.map(({ message }) => ` ${message}`).join('');
  throw new ModelNotFound(
    `There is no model '${nameOrPath}'. Known: ${known}; looked in ${folders.join(', ')}.${broken} ` +
      'Give a name, the path of an .onnx file, or that of a .model.json.',
  );
}

const absolute = (path: string, base: string): string => (isAbsolute(path) ? path : resolve(base, path));

async function entryAt(manifestPath: string): Promise<ModelEntry> {
  const read = await readEntry(manifestPath);
  if ('message' in read) throw new ModelNotFound(read.message);
  return read;
}

/** A manifest named after the file describes it. */
async function resolveFile(onnxPath: string): Promise<ResolvedModel> {
  const stem = basename(onnxPath).slice(0, -extname(onnxPath).length);
  const sibling = join(dirname(onnxPath), stem + SUFFIX);
  if (await exists(sibling)) {
    const entry = await entryAt(sibling);
    if (entry.onnxPath === onnxPath) return resolveEntry(entry);
  }
  const classes = await namesBeside(onnxPath);
  return resolved(stem, stem, { path: onnxPath, ...(classes ? { classes } : {}) });
}

async function resolveEntry({ name, title, onnxPath, manifest }: ModelEntry): Promise<ResolvedModel> {
  const classes = manifest.classes ? undefined : await namesBeside(onnxPath);
  return resolved(name, title, { path: onnxPath, manifest, ...(classes ? { classes } : {}) });
}

async function resolved(name: string, title: string, source: ModelSource): Promise<ResolvedModel> {
  if (!(await exists(source.path))) throw new ModelNotFound(`The model file ${source.path} does not exist.`);
  const sha256 = source.manifest?.sha256?.toLowerCase() ?? (await hashFile(source.path));
  return { name, title, id: `${name}@${sha256.slice(0, 4)}`, sha256, source };
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
