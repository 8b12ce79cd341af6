import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parse as parseYaml } from 'yaml';

/** Names files by convention, the most specific first. */
const candidates = (stem: string): readonly string[] => [`${stem}.names`, 'classes.txt', 'labels.txt'];

/**
 * Class names found beside an ONNX file: `x.names`, `classes.txt`, `labels.txt`, `names` in `data.yaml`, or the
 * only `*.names` or `*classes.txt` there. Undefined when there are none. Never throws for lack of a file.
 */
export async function namesBeside(onnxPath: string): Promise<readonly string[] | undefined> {
  const folder = dirname(onnxPath);
  const files = new Set(await readdir(folder).catch(() => []));
  const stem = basename(onnxPath, '.onnx');
  const list = candidates(stem).find((name) => files.has(name));
  if (list) return namesFromLines(await readText(join(folder, list)));
  const yaml = ['data.yaml', 'data.yml'].find((name) => files.has(name));
  const fromYaml = yaml && namesFromYaml(await readText(join(folder, yaml)));
  if (fromYaml) return fromYaml;
  const others = [...files].filter((name) => /(\.names|classes\.txt)$/i.test(name));
  return others.length === 1 ? namesFromLines(await readText(join(folder, others[0] ?? ''))) : undefined;
}

const readText = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

/** One name per line; LabelMe's `__ignore__` is no class. */
export function namesFromLines(text: string): readonly string[] | undefined {
  const names = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '__ignore__');
  return names.length > 0 ? names : undefined;
}

/** `names` as a list or as a map from index to name, as Ultralytics writes both. */
export function namesFromYaml(text: string): readonly string[] | undefined {
  let names: unknown;
  try {
    names = (parseYaml(text) as { names?: unknown } | null)?.names;
  } catch {
    return undefined;
  }
  if (Array.isArray(names)) return names.map(String);
  if (typeof names !== 'object' || names === null) return undefined;
  const entries = Object.entries(names).filter(([key]) => /^\d{1,5}$/.test(key));
  const list: string[] = [];
  for (const [key, name] of entries) list[Number(key)] = String(name);
  return entries.length > 0 ? Array.from(list, (name, index) => name ?? `class ${index}`) : undefined;
}
