import { createReadStream } from 'node:fs';
import { appendFile, mkdir, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { FileError } from '../../fileError';
import { readTextFile, sha256OfText, writeAtomic } from '../../fs';
import type { NotRestored } from './planRestore';

/** A line of the journal: what stood in a file before it was first written, or what stands there now. */
type Entry =
  | { readonly path: string; readonly before: string | null }
  | { readonly path: string; readonly after: string | null };

/** Remembers on disk what a restore replaces, before it does, so that it can be put back: also after a crash. */
export class RestoreJournal {
  readonly path: string;
  readonly #before = new Map<string, Promise<void>>();

  private constructor(path: string) {
    this.path = path;
  }

  /** Begins one in a file that is made with its folder. */
  static async create(path: string): Promise<RestoreJournal> {
    await mkdir(dirname(path), { recursive: true });
    const journal = new RestoreJournal(path);
    await appendFile(path, '');
    return journal;
  }

  /** Keeps what is in a file now, the first time it is asked to. Rejects when that cannot be kept. */
  keep(path: string): Promise<void> {
    const known = this.#before.get(path);
    if (known) return known;
    const kept = textAt(path).then((before) => this.#write({ path, before }));
    this.#before.set(path, kept);
    return kept;
  }

  /** The file was written: only this content may be taken back. */
  async written(path: string): Promise<void> {
    const text = await textAt(path);
    await this.#write({ path, after: text === null ? null : sha256OfText(text) });
  }

  async #write(entry: Entry): Promise<void> {
    await appendFile(this.path, `${JSON.stringify(entry)}\n`);
  }
}

export interface Undone {
  /** Files that have their former content again. */
  readonly files: number;
  readonly skipped: readonly NotRestored[];
}

/** How many files a journal knows; undefined when it is gone. */
export async function journalFiles(journalPath: string): Promise<number | undefined> {
  if ((await textAt(journalPath)) === null) return undefined;
  let files = 0;
  for await (const entry of entries(journalPath)) if ('before' in entry) files++;
  return files;
}

/** Puts back what a restore replaced. Files that were changed since then are left as they are, and named. */
export async function undoRestore(journalPath: string): Promise<Undone> {
  const after = new Map<string, string | null>();
  for await (const entry of entries(journalPath)) if ('after' in entry) after.set(entry.path, entry.after);
  const skipped: NotRestored[] = [];
  let files = 0;
  for await (const entry of entries(journalPath)) {
    if (!('before' in entry)) continue;
    const reason = await putBack(entry.path, entry.before, after.get(entry.path));
    if (reason === undefined) files++;
    else skipped.push({ path: entry.path, reason });
  }
  return { files, skipped };
}

/** Why it was not put back; undefined when it was. */
async function putBack(
  path: string,
  before: string | null,
  after: string | null | undefined,
): Promise<string | undefined> {
  try {
    const now = await textAt(path);
    if (now === before) return undefined;
    const hash = now === null ? null : sha256OfText(now);
    if (after === undefined || hash !== after) return `${path} was changed after it had been restored.`;
    if (before === null) await unlink(path);
    else await writeAtomic(path, before);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function* entries(path: string): AsyncGenerator<Entry> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
  for await (const line of lines) {
    const entry = parsed(line);
    if (entry) yield entry;
  }
}

/** The last line of a restore that was killed may be half of one. */
function parsed(line: string): Entry | undefined {
  try {
    const value = JSON.parse(line) as Partial<Record<'path' | 'before' | 'after', unknown>> | null;
    if (typeof value?.path !== 'string') return undefined;
    const { path, before, after } = value;
    if (typeof before === 'string' || before === null) return { path, before };
    return typeof after === 'string' || after === null ? { path, after } : undefined;
  } catch {
    return undefined;
  }
}

/** Null when there is no such file. */
async function textAt(path: string): Promise<string | null> {
  try {
    return await readTextFile(path);
  } catch (error) {
    if (error instanceof FileError && error.kind === 'missing') return null;
    throw error;
  }
}
