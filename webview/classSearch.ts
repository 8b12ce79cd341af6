import type { LabelClass } from '../src/core/schema/labelSchema';

export interface ClassMatch {
  readonly found: LabelClass;
  /** Positions in the name that the query met, for highlighting; UTF-16 units. */
  readonly marks: readonly number[];
}

/** Classes that contain the query's letters in order, best first; all of them, in their order, for an empty query. */
export function searchClasses(classes: readonly LabelClass[], query: string): readonly ClassMatch[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return classes.map((found) => ({ found, marks: [] }));
  return classes
    .flatMap((found, order) => {
      const match = bestMatch(found.name.toLowerCase(), wanted);
      return match ? [{ found, order, ...match }] : [];
    })
    .sort((a, b) => b.rank - a.rank || a.found.name.length - b.found.name.length || a.order - b.order)
    .map(({ found, marks }) => ({ found, marks }));
}

interface Ranked {
  readonly rank: number;
  readonly marks: readonly number[];
}

/** Whole name 5, beginning 4, beginning of a word 3, anywhere in one piece 2, letters in order 1. */
function bestMatch(name: string, wanted: string): Ranked | undefined {
  const at = name.indexOf(wanted);
  if (at < 0) return scattered(name, wanted);
  const word = wordStart(name, wanted);
  const start = at > 0 && word !== undefined ? word : at;
  const rank = name === wanted ? 5 : at === 0 ? 4 : word !== undefined ? 3 : 2;
  return { rank, marks: Array.from({ length: wanted.length }, (_, i) => start + i) };
}

function wordStart(name: string, wanted: string): number | undefined {
  for (let at = name.indexOf(wanted); at >= 0; at = name.indexOf(wanted, at + 1))
    if (at > 0 && /[\s_\-./:]/.test(name[at - 1] ?? '')) return at;
  return undefined;
}

function scattered(name: string, wanted: string): Ranked | undefined {
  const marks: number[] = [];
  let from = 0;
  for (const letter of wanted.replace(/\s+/g, '')) {
    const at = name.indexOf(letter, from);
    if (at < 0) return undefined;
    for (let i = 0; i < letter.length; i++) marks.push(at + i);
    from = at + letter.length;
  }
  return { rank: 1, marks };
}
