import type { DocChange } from '../../core/dataset/summary';
import { summarise } from '../../core/dataset/summarise';
import { summaryBody } from '../../core/dataset/summaryText';
import type { ChangedFile } from '../../engine/versioning/porcelain';

/** A changed file that can be committed, and what it says. */
export interface CommitItem {
  readonly file: ChangedFile;
  /** The labels before and after; absent for a data set file. */
  readonly labels?: DocChange;
  /** Why it should not be committed yet: the file cannot be read. */
  readonly problem?: string;
}

/** "3 images, +12 car, -1 person, 2 moved", and a word on data set files. */
export function commitMessage(items: readonly CommitItem[]): string {
  const labels = items.flatMap((item) => item.labels ?? []);
  const others = items.filter((item) => !item.labels).map(({ file }) => baseName(file.path));
  const words = labels.length > 0 ? [summarise(labels).text] : [];
  return [...words, ...new Set(others)].join(', ');
}

/** What the first line has no room for: a line per class; empty when it says everything. */
export function commitBody(items: readonly CommitItem[]): string {
  return summaryBody(summarise(items.flatMap(({ labels }) => labels ?? [])));
}

/** What changed in one file, for a list: "+12 car, 2 moved". */
export function itemSummary({ file, labels, problem }: CommitItem): string {
  if (problem !== undefined) return problem;
  const text = labels && summarise([labels]).text.replace(/^1 image(, )?/, '');
  return text || WORDS[file.change];
}

const WORDS: Readonly<Record<ChangedFile['change'], string>> = {
  added: 'new',
  modified: 'changed',
  deleted: 'deleted',
  conflicted: 'in conflict',
};

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
