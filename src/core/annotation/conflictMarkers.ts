/** A text with git's conflict markers as the texts of the sides. */
export interface MarkedTexts {
  readonly ours: string;
  readonly theirs: string;
  /** Undefined where the markers do not tell it (git's conflict style "merge"). */
  readonly base: string | undefined;
}

/**
 * A line of JSON never begins with one of these, so that any number of them is a marker: git's attribute
 * `conflict-marker-size` and merges of merges write more, or fewer, than seven (git: xdiff/xmerge.c).
 */
const MARKER = /^([<|=>])\1*(?=\s|$)/;

export function hasMarkers(text: string): boolean {
  return /^[<>]+(?=\s|$)/m.test(text);
}

/**
 * Takes a text with markers apart; undefined when they do not fit together. A conflict inside of a side stays in it,
 * with its markers. Styles: merge, diff3, zdiff3.
 */
export function markedTexts(text: string): MarkedTexts | undefined {
  const sides = { ours: [] as string[], base: [] as string[], theirs: [] as string[] };
  const lines = text.split('\n');
  let hasBase = true;
  for (let i = 0; i < lines.length;) {
    const line = lines[i] ?? '';
    const kind = kindOf(line);
    if (kind === undefined) {
      for (const side of Object.values(sides)) side.push(line);
      i++;
      continue;
    }
    const conflict = kind === '<' ? conflictAt(lines, i) : undefined;
    if (!conflict) return undefined;
    for (const name of ['ours', 'base', 'theirs'] as const) sides[name].push(...(conflict[name] ?? []));
    hasBase &&= conflict.base !== undefined;
    i = conflict.end;
  }
  return {
    ours: sides.ours.join('\n'),
    theirs: sides.theirs.join('\n'),
    base: hasBase ? sides.base.join('\n') : undefined,
  };
}

interface Conflict {
  readonly ours: readonly string[];
  readonly base: readonly string[] | undefined;
  readonly theirs: readonly string[];
  /** The line behind it. */
  readonly end: number;
}

/** The conflict whose first marker stands at a line. Markers inside of it pair with one another. */
function conflictAt(lines: readonly string[], start: number): Conflict | undefined {
  const [first, ...others] = ownMarkers(lines, start);
  const kinds = others.map((at) => kindOf(lines[at] ?? '')).join('');
  if (first === undefined || (kinds !== '=>' && kinds !== '|=>')) return undefined;
  const [middle = 0, end = 0] = others.slice(-2);
  const base = kinds === '|=>' ? (others[0] ?? 0) : undefined;
  return {
    ours: lines.slice(first + 1, base ?? middle),
    base: base === undefined ? undefined : lines.slice(base + 1, middle),
    theirs: lines.slice(middle + 1, end),
    end: end + 1,
  };
}

/** The lines of a conflict's own markers, up to the one that ends it. */
function ownMarkers(lines: readonly string[], start: number): readonly number[] {
  const own: number[] = [];
  let depth = 0;
  for (let i = start; i < lines.length; i++) {
    const kind = kindOf(lines[i] ?? '');
    if (kind === '<') depth++;
    if (kind !== undefined && depth === 1) own.push(i);
    if (kind === '>' && --depth === 0) break;
  }
  return own;
}

function kindOf(line: string): string | undefined {
  return MARKER.exec(line)?.[1];
}
