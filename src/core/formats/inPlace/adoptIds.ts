import type { Annotation } from '../../annotation/annotation';
import { idFromText } from '../../annotation/id';
import type { FileRow } from './labelFile';
import { nearShape } from './changes';

/** A row as it was known: its id in the document, and what names it in the file. */
export interface KnownRow {
  readonly id: string;
  readonly key?: string;
  readonly annotation: Annotation;
}

/** Farther than a file's rounding may move a coordinate, and nearer than anyone moves a shape: pixels. */
const ROUNDING_PX = 0.02;

/**
 * Ids for the rows of a file that changed, so that what was known keeps its id: the same key, else the same content,
 * else what is left of the same class and kind, in its order. Whatever is new gets an id from its image and place.
 */
export function adoptIds(
  rows: readonly FileRow[],
  known: readonly KnownRow[],
  imageName: string,
): readonly string[] {
  const ids = rows.map(() => '');
  const taken = new Set<string>();
  const give = (i: number, id: string): void => {
    ids[i] = id;
    taken.add(id);
  };
  byKey(rows, known, give);
  const rest = (): readonly KnownRow[] => known.filter(({ id }) => !taken.has(id));
  matchRows(rows, ids, rest(), give, (a, b) => nearShape(a.shape, b.shape, ROUNDING_PX));
  matchRows(rows, ids, rest(), give, () => true);
  const reserved = new Set(known.map(({ id }) => id));
  rows.forEach(({ annotation }, i) => {
    const isTaken = (id: string): boolean => taken.has(id) || reserved.has(id);
    if (ids[i] !== '') return;
    const own = annotation.id;
    give(i, own !== '' && !isTaken(own) ? own : idFromText(`${imageName}#${i}`, isTaken));
  });
  return ids;
}

function byKey(
  rows: readonly FileRow[],
  known: readonly KnownRow[],
  give: (i: number, id: string) => void,
): void {
  const byIt = new Map(known.flatMap(({ key, id }) => (key === undefined ? [] : [[key, id] as const])));
  rows.forEach(({ key }, i) => {
    const id = key === undefined ? undefined : byIt.get(key);
    if (key === undefined || id === undefined) return;
    byIt.delete(key);
    give(i, id);
  });
}

/** Pairs rows with known ones of the same class and kind, first come first served. */
function matchRows(
  rows: readonly FileRow[],
  ids: readonly string[],
  known: readonly KnownRow[],
  give: (i: number, id: string) => void,
  fits: (a: Annotation, b: Annotation) => boolean,
): void {
  const waiting = new Map<string, KnownRow[]>();
  for (const row of known) {
    const list = waiting.get(groupOf(row.annotation));
    if (list) list.push(row);
    else waiting.set(groupOf(row.annotation), [row]);
  }
  rows.forEach((row, i) => {
    const list = ids[i] === '' ? waiting.get(groupOf(row.annotation)) : undefined;
    // A row with a key of its own is only ever taken for one that has none yet.
    const at = list?.findIndex((each) => isOpen(row, each) && fits(row.annotation, each.annotation)) ?? -1;
    const [found] = at < 0 || !list ? [] : list.splice(at, 1);
    if (found) give(i, found.id);
  });
}

function isOpen(row: FileRow, known: KnownRow): boolean {
  return row.key === undefined || known.key === undefined;
}

function groupOf({ label, shape }: Annotation): string {
  return `${shape.kind} ${label}`;
}
