import { dirname, join } from 'node:path';
import type { Problem } from '../../core/problem';
import type { LabelSchema } from '../../core/schema/labelSchema';
import { parseSchema, unreadSchema } from '../../core/schema/parseSchema';
import { ExpiringCache } from './expiringCache';
import { DISK, type Files } from './files';
import { ancestors } from './findUp';

/** Names of the data set file, the first one preferred. */
export const SCHEMA_NAMES = ['relabel.yaml', 'relabel.yml'] as const;
/** How long a folder's answer holds without `forget`. */
const LOOKUP_LIFE_MS = 2_000;

/** A data set file as it is on disk. */
export interface SchemaFile {
  readonly path: string;
  /** The data set's root: globs and sidecar folders are relative to it. */
  readonly folder: string;
  readonly schema: LabelSchema;
  readonly problems: readonly Problem[];
}

export interface SchemaFiles {
  /** The data set file at or above the folder, up to the repository's root; undefined when there is none. */
  nearest(folder: string): Promise<SchemaFile | undefined>;
  /** Looks again next time, and not only after a moment. */
  forget(): void;
}

interface Parsed {
  readonly stamp: string;
  readonly file: SchemaFile;
}

/** Without a repository the search ends at `roots` (workspace folders), or at the top of the file system. */
export function schemaFiles(roots: () => readonly string[] = () => [], files: Files = DISK): SchemaFiles {
  const lookups = new ExpiringCache<string | undefined>(LOOKUP_LIFE_MS);
  const parsed = new Map<string, Parsed>();
  return {
    async nearest(folder) {
      const path = await lookups.get(folder, () => find(folder, roots(), files));
      return path === undefined ? undefined : readCached(path, parsed, files);
    },
    forget: () => {
      lookups.clear();
    },
  };
}

async function find(folder: string, roots: readonly string[], files: Files): Promise<string | undefined> {
  for (const at of ancestors(folder)) {
    for (const name of SCHEMA_NAMES) if (await files.isFile(join(at, name))) return join(at, name);
    if (roots.includes(at) || (await files.exists(join(at, '.git')))) return undefined;
  }
  return undefined;
}

async function readCached(
  path: string,
  parsed: Map<string, Parsed>,
  files: Files,
): Promise<SchemaFile | undefined> {
  const stamp = await files.stampOf(path);
  if (stamp === undefined) return undefined;
  const known = parsed.get(path);
  if (known?.stamp === stamp) return known.file;
  const file = await readSchemaFile(path, files);
  parsed.set(path, { stamp, file });
  return file;
}

/** Never rejects: a file that cannot be read is an empty schema with the reason as its problem. */
export async function readSchemaFile(path: string, files: Files = DISK): Promise<SchemaFile> {
  const folder = dirname(path);
  try {
    return { path, folder, ...parseSchema(await files.readText(path)) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const problem: Problem = { severity: 'error', code: 'unreadable', message };
    return { path, folder, schema: unreadSchema(problem), problems: [problem] };
  }
}
