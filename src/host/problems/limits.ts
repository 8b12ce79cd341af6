import type { Problem } from '../../core/problem';
import type { Translate } from '../translate';

/** VS Code itself shows at most a thousand per file; past these, a list is no longer read but searched. */
export const MAX_PER_FILE = 200;
export const MAX_TOTAL = 5_000;

const RANK = { error: 0, warning: 1, info: 2 } as const;

/** The gravest problems of one file in the order of their lines, and a line that says how many more there are. */
export function limited<P extends Problem>(problems: readonly P[], t: Translate): readonly (P | Problem)[] {
  if (problems.length <= MAX_PER_FILE) return problems;
  const gravest = [...problems].sort((a, b) => RANK[a.severity] - RANK[b.severity]).slice(0, MAX_PER_FILE);
  const more = t('{0} more problems in this file are not shown.', problems.length - MAX_PER_FILE);
  return [...gravest.sort(byLine), { severity: 'info', code: 'more', message: more }];
}

function byLine(a: Problem, b: Problem): number {
  return (a.line ?? 1) - (b.line ?? 1);
}

/** How many problems each file may show when all together may show so many; files are served in their order. */
export class Budget {
  readonly #total: number;
  readonly #counts = new Map<string, number>();
  #shown = 0;

  constructor(total = MAX_TOTAL) {
    this.#total = total;
  }

  /** Gives back what the file had, and takes as much of `wanted` as there is. */
  take(file: string, wanted: number): number {
    this.#shown -= this.#counts.get(file) ?? 0;
    const taken = Math.min(wanted, Math.max(0, this.#total - this.#shown));
    this.#shown += taken;
    if (taken > 0) this.#counts.set(file, taken);
    else this.#counts.delete(file);
    return taken;
  }
}
