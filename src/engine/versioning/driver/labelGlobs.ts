import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { JsonSource } from '../../../core/formats/inPlace/merge/jsonSource';
import { ruleOf } from '../../../core/formats/inPlace/merge/rulesOfFormats';
import { numberOf, yoloLines } from '../../../core/formats/inPlace/yoloRows';
import { attributesPattern } from './attributesBlock';
import { git } from './repository';

const SAMPLES = 12;
const HEAD_BYTES = 64 * 1024;
const MAX_JSON_BYTES = 256 * 1024 * 1024;
/** JSON files that are looked into: repositories may hold any number of others. */
const MAX_JSON_FILES = 400;

/**
 * Patterns for `.gitattributes` of label files of other formats in a repository: folders of YOLO's rows and of Pascal
 * VOC's and LabelMe's files, and single COCO and Label Studio files. Only where what was looked into is of that format.
 */
export async function labelGlobs(root: string, signal?: AbortSignal): Promise<readonly string[]> {
  const listed = await git(root, ['ls-files', '-z', '--', '*.txt', '*.xml', '*.json'], signal);
  const files = listed.stdout.split('\0').filter((path) => path !== '' && !path.endsWith('.labels.json'));
  const rows = files.filter((path) => /(?:^|\/)labels\/.*\.txt$/i.test(path));
  const yolo = await folders(root, rows, (path) => path.slice(0, path.lastIndexOf('labels/') + 7), isYolo);
  const xml = files.filter((path) => /\.xml$/i.test(path));
  const voc = await folders(root, xml, folderOf, isVoc);
  const json = files.filter((path) => /\.json$/i.test(path)).slice(0, MAX_JSON_FILES);
  const { labelme, whole } = await jsonFiles(root, json);
  return [
    ...yolo.map((folder) => attributesPattern(folder, '**/*.txt')),
    ...voc.map((folder) => attributesPattern(folder, '*.xml')),
    ...labelme.map((folder) => attributesPattern(folder, '*.json')),
    ...whole.map((path) => attributesPattern(path)),
  ].sort();
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** Folders in which every file that was looked into is of the format. */
async function folders(
  root: string,
  paths: readonly string[],
  nameOf: (path: string) => string,
  is: (head: string) => boolean,
): Promise<readonly string[]> {
  const byFolder = new Map<string, string[]>();
  for (const path of paths) {
    const samples = byFolder.get(nameOf(path)) ?? [];
    byFolder.set(nameOf(path), samples);
    if (samples.length < SAMPLES) samples.push(path);
  }
  const found: string[] = [];
  for (const [folder, samples] of byFolder) {
    const heads = await Promise.all(samples.map((path) => headOf(join(root, path))));
    const said = heads.filter((head) => head.trim() !== '');
    if (said.length > 0 && said.every(is)) found.push(folder);
  }
  return found;
}

/** The beginning of a file; nothing when it cannot be read. */
async function headOf(path: string, bytes = HEAD_BYTES): Promise<string> {
  const handle = await open(path, 'r').catch(() => undefined);
  try {
    const { buffer, bytesRead } = (await handle?.read(Buffer.alloc(bytes), 0, bytes, 0)) ?? {};
    return buffer?.toString('utf8', 0, bytesRead) ?? '';
  } catch {
    return '';
  } finally {
    await handle?.close();
  }
}

function isYolo(head: string): boolean {
  const whole = head.length < HEAD_BYTES ? head : head.slice(0, head.lastIndexOf('\n'));
  return yoloLines(whole).every(
    ({ tokens }) => tokens.length >= 5 && tokens.every((token) => numberOf(token) !== undefined),
  );
}

function isVoc(head: string): boolean {
  return /<annotation[\s>]/.test(head) && /<filename>/.test(head);
}

async function jsonFiles(
  root: string,
  paths: readonly string[],
): Promise<{ readonly labelme: readonly string[]; readonly whole: readonly string[] }> {
  const [labelme, others] = [new Set<string>(), new Set<string>()];
  const whole: string[] = [];
  for (const path of paths) {
    const format = await formatOf(join(root, path));
    if (format === 'labelme') labelme.add(folderOf(path));
    else others.add(folderOf(path));
    if (format === 'coco' || format === 'label-studio') whole.push(path);
  }
  return { labelme: [...labelme].filter((folder) => !others.has(folder)), whole };
}

async function formatOf(path: string): Promise<string | undefined> {
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  const head = await headOf(path);
  if (size > MAX_JSON_BYTES || !/^\uFEFF?\s*[[{]/.test(head)) return undefined;
  if (!/"(?:images|annotations|categories|info|licenses|shapes|data|predictions)"\s*:/.test(head))
    return undefined;
  try {
    const text = (size <= HEAD_BYTES ? head : await headOf(path, size)).replace(/^\uFEFF/, ' ');
    JSON.parse(text);
    return ruleOf(new JsonSource(text))?.format;
  } catch {
    return undefined;
  }
}
