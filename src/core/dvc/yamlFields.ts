import { parseDocument } from 'yaml';
import type { Problem } from '../problem';

/** A mapping of YAML whose scalars are text: a hash of digits is no number. */
export type Fields = ReadonlyMap<unknown, unknown>;

/** Of a small file this is plenty; aliases beyond it are refused. */
const MAX_ALIASES = 100;
/** Longer ones are no file of DVC that anybody wrote. */
const MAX_CHARS = 20_000_000;

/** The mapping that a file of DVC is; what cannot be understood is told. Never throws. */
export function readFields(text: string, problems: Problem[]): Fields | undefined {
  if (text.length > MAX_CHARS) {
    const message = `The file has ${text.length} characters; no more than ${MAX_CHARS} are read.`;
    problems.push(dvcProblem('too-large', message));
    return undefined;
  }
  try {
    const doc = parseDocument(text, { schema: 'failsafe', logLevel: 'silent', uniqueKeys: false });
    const [error] = doc.errors;
    if (error)
      problems.push(dvcProblem('yaml', error.message.split('\n')[0] ?? 'not YAML', error.linePos?.[0].line));
    const value: unknown = doc.toJS({ maxAliasCount: MAX_ALIASES, mapAsMap: true });
    if (value instanceof Map) return value as Fields;
    if (!error) problems.push(dvcProblem('no-map', 'The file holds no mapping (outs: …).'));
  } catch (error) {
    problems.push(dvcProblem('yaml', error instanceof Error ? error.message : String(error)));
  }
  return undefined;
}

export function dvcProblem(code: string, message: string, line?: number): Problem {
  return { severity: 'error', code: `dvc-${code}`, message, ...(line !== undefined && { line }) };
}

/** Undefined also when it is empty. */
export function textOf(fields: Fields, key: string): string | undefined {
  const value = fields.get(key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function listOf(fields: Fields, key: string): readonly unknown[] {
  const value = fields.get(key);
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** Empty when there is none. */
export function mapOf(fields: Fields, key: string): Fields {
  const value = fields.get(key);
  return value instanceof Map ? (value as Fields) : new Map();
}

/** The path in a folder, `/` between names; undefined when it leads out of the root, or is absolute. */
export function joinedPath(folder: string, path: string): string | undefined {
  const slashed = path.replaceAll('\\', '/');
  if (slashed.startsWith('/') || /^[a-z]:|^\w+:\/\//i.test(slashed)) return undefined;
  const names: string[] = folder === '' ? [] : folder.split('/');
  for (const name of slashed.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return undefined;
  }
  return names.join('/');
}
