import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Report } from '../../core/formats/report';
import { addClass } from '../../core/schema/addClass';
import type { LabelSchema } from '../../core/schema/labelSchema';
import { printSchema } from '../../core/schema/printSchema';
import type { DataSets } from '../dataset/dataSets';
import { SCHEMA_NAMES } from '../dataset/schemaFile';
import { fileError } from '../fileError';
import { writeAtomic } from '../fs';

/** What became of the data set file. */
export interface SchemaOutcome {
  readonly path: string;
  readonly made: boolean;
  /** Names of classes that were added to one that was there. */
  readonly added: readonly string[];
}

/**
 * Lets the data set file at or above the folder know all classes of the source, used or not, and those of labels. One
 * that is there gets classes at its end; where there is none, the source's schema becomes it, ids and order included.
 */
export async function importSchema(
  schema: LabelSchema,
  labels: ReadonlySet<string>,
  { folder, dryRun }: { readonly folder: string; readonly dryRun: boolean },
  { schemas }: DataSets,
  report: Report,
): Promise<SchemaOutcome> {
  const known = new Set(schema.classes.map(({ name }) => name));
  const loose = [...labels].filter((name) => !known.has(name)).sort();
  const governing = await schemas.nearest(folder);
  if (!governing) return makeFile(schema, loose, folder, dryRun);
  const have = new Set(governing.schema.classes.map(({ name }) => name));
  const missing = [...known, ...loose].filter((name) => !have.has(name));
  const added = await extend(governing.path, missing, dryRun, report);
  return { path: governing.path, made: false, added };
}

async function makeFile(
  schema: LabelSchema,
  loose: readonly string[],
  folder: string,
  dryRun: boolean,
): Promise<SchemaOutcome> {
  const path = join(folder, SCHEMA_NAMES[0]);
  const classes = [...schema.classes, ...loose.map((name) => ({ name, attributes: [] }))];
  // Said, so that label files of other formats in the folder are not taken for the labels any more.
  const labels = { store: 'sidecars' } as const;
  const text = printSchema({ ...schema, name: schema.name ?? basename(folder), labels, classes });
  if (!dryRun) await writeAtomic(path, text);
  return { path, made: true, added: classes.map(({ name }) => name) };
}

async function extend(
  path: string,
  missing: readonly string[],
  dryRun: boolean,
  report: Report,
): Promise<readonly string[]> {
  if (missing.length === 0) return [];
  const before = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fileError('Could not read', path, error);
  });
  const added: string[] = [];
  let text = before;
  for (const name of missing) {
    const result = addClass(text, name);
    if (!result.ok) {
      report.problem({ ...result.problem, severity: 'error', path: basename(path) });
      continue;
    }
    text = result.text;
    added.push(name);
  }
  if (!dryRun && text !== before) await writeAtomic(path, text);
  return added;
}
