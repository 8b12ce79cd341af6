import type { LabelSummary } from '../../core/dataset/summary';
import type { ImageDiff, UnreadableLabels } from '../../core/diff/imageDiff';
import type { JsonObject } from '../../core/json/json';
import { diffEntry } from '../../core/report/diffEntry';
import { revisionTitle, type Revision } from '../../engine/versioning/revision';
import { printable, type Output } from '../output';
import { diffLines } from './diffLines';
import { summaryLines } from './summaryLines';

export type DiffForm = 'lines' | 'stat' | 'name-only' | 'json' | 'none';

/** Prints images as they come, and what is known at the end. */
export interface DiffPrinter {
  image(image: ImageDiff): void;
  end(summary: LabelSummary, unreadable: readonly UnreadableLabels[]): void;
}

interface Compared {
  readonly from: Revision;
  readonly to: Revision;
}

export function printerOf(form: DiffForm, compared: Compared, output: Output): DiffPrinter {
  const nothing = (): void => undefined;
  switch (form) {
    case 'json':
      return jsonPrinter(compared, output);
    case 'stat':
      return { image: nothing, end: (summary) => print(summaryLines(summary), output) };
    case 'name-only':
      return { image: ({ path }) => output.line(printable(path)), end: nothing };
    case 'lines':
      return { image: (image) => print(diffLines(image), output), end: nothing };
    case 'none':
      return { image: nothing, end: nothing };
  }
}

function print(lines: readonly string[], output: Output): void {
  for (const line of lines) output.line(line);
}

/** An image a line, so that none of them has to be kept; the summary stands last. */
function jsonPrinter({ from, to }: Compared, output: Output): DiffPrinter {
  let waiting: string | undefined;
  const head = JSON.stringify({ version: 1, from: revisionEntry(from), to: revisionEntry(to) });
  output.line(`${head.slice(0, -1)}, "images": [`);
  const flush = (end: string): void => {
    if (waiting !== undefined) output.line(`${waiting}${end}`);
  };
  return {
    image(image) {
      flush(',');
      waiting = JSON.stringify(diffEntry(image));
    },
    end(summary, unreadable) {
      flush('');
      output.line(`], "unreadable": ${JSON.stringify(unreadable.map(unreadableEntry))},`);
      output.line(`"summary": ${JSON.stringify(summary)}}`);
    },
  };
}

function unreadableEntry({ path, side, file, reason }: UnreadableLabels): JsonObject {
  return { path, side, file, reason };
}

/** `{"name": "v1", "commit": full hash}`; no commit for the working tree, the index and files. */
export function revisionEntry(revision: Revision): JsonObject {
  const name =
    revision.kind === 'worktree' || revision.kind === 'index' || revision.kind === 'empty'
      ? NAMES[revision.kind]
      : revisionTitle(revision);
  return { name, ...(revision.kind === 'commit' && { commit: revision.commit }) };
}

const NAMES = { worktree: 'WORKTREE', index: 'INDEX', empty: 'EMPTY' } as const;
