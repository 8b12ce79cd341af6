import * as v from 'valibot';
import { STEPS, type VersionRun } from './plan';

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/));
const step = v.picklist(STEPS);
const path = v.pipe(
  v.string(),
  v.check((text) => text !== '' && !text.startsWith('/') && !text.split('/').includes('..')),
);

const files = v.array(v.object({ path, text: v.nullable(v.string()) }));

const schema = v.object({
  plan: v.object({
    data: v.array(
      v.object({
        targets: v.array(path),
        how: v.picklist(['add', 'commit']),
        writes: v.array(path),
        title: v.string(),
      }),
    ),
    labels: v.array(path),
    message: v.string(),
    tag: v.exactOptional(v.object({ name: v.string(), notes: v.string() })),
    pushGit: v.exactOptional(v.object({ remote: v.string(), branch: v.string(), to: v.string() })),
    pushData: v.boolean(),
  }),
  before: v.object({
    head: v.nullable(hash),
    branch: v.nullable(v.string()),
    index: v.array(v.string()),
    files,
  }),
  done: v.array(step),
  recorded: v.exactOptional(files),
  commit: v.exactOptional(hash),
  tagObject: v.exactOptional(hash),
  failed: v.exactOptional(v.object({ step, why: v.string() })),
});

/** A version that is under way, as text for a file. */
export function printRun(run: VersionRun): string {
  return `${JSON.stringify({ relabelVersion: 1, ...run }, null, 2)}\n`;
}

/** Reads it back; undefined when the text is none. Never throws. */
export function parseRun(text: string): VersionRun | undefined {
  try {
    const parsed = v.safeParse(schema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
