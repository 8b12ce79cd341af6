import type { Annotation } from '../../../src/core/annotation/annotation';
import { clashesOf, removedBy, versionOf } from '../../../src/core/annotation/conflict';
import { propertyWords } from '../../../src/core/annotation/conflictWords';
import type { AnnotationDoc, FactsSide } from '../../../src/core/annotation/document';
import { factClashes } from '../../../src/core/annotation/factsConflict';
import { propertyOf } from '../../../src/core/annotation/merge/property';
import { kindOf } from '../../../src/core/shapes/index';

/** One thing that clashes: what it is called, and what each side says. */
export interface ClashRow {
  readonly name: string;
  /** What both started from. */
  readonly base?: string;
  readonly ours: string;
  readonly theirs: string;
}

const NOT_SAID = '–';

/** What clashes, in words: "Both changed class and shape." */
export function clashText(annotation: Annotation): string {
  const removed = removedBy(annotation);
  if (removed === 'ours') return 'You removed it, they changed it.';
  if (removed === 'theirs') return 'They removed it, you changed it.';
  const names = clashesOf(annotation).map(propertyWords);
  return names.length === 0 ? 'Both changed it.' : `Both changed ${listed(names)}.`;
}

export function clashRows(annotation: Annotation): readonly ClashRow[] {
  const [ours, theirs] = [versionOf(annotation, 'ours'), versionOf(annotation, 'theirs')];
  if (!ours || !theirs) return [];
  const base = hasBase(annotation) ? versionOf(annotation, 'base') : undefined;
  const text = (version: Annotation, key: string): string =>
    key === 'shape' ? shapeText(version.shape) : valueText(propertyOf(version, key));
  return clashesOf(annotation).map((key) => ({
    name: propertyWords(key),
    ...(base && { base: text(base, key) }),
    ours: text(ours, key),
    theirs: text(theirs, key),
  }));
}

/** Two merges that are both undecided have two bases. */
function hasBase({ conflict = [] }: Annotation): boolean {
  return conflict.filter(({ side }) => side === 'base').length === 1;
}

export function imageClashRows(doc: AnnotationDoc): readonly ClashRow[] {
  return factClashes(doc).map((name) => ({
    name,
    base: factText(doc, 'base', name),
    ours: factText(doc, 'ours', name),
    theirs: factText(doc, 'theirs', name),
  }));
}

function factText({ conflict = [] }: AnnotationDoc, side: FactsSide['side'], name: string): string {
  const said = conflict.find((each) => each.side === side)?.as;
  if (name === 'state') return said?.state ?? 'not said';
  if (name === 'image')
    return said?.image ? `${said.image.file} ${said.image.widthPx} × ${said.image.heightPx}` : NOT_SAID;
  return valueText(said?.extra?.[name]);
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

const MAX_CHARS = 60;

function valueText(value: unknown): string {
  if (value === undefined || value === null) return NOT_SAID;
  if (value === true || value === false) return value ? 'yes' : 'no';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)}…` : text;
}

/** "Box 120 × 44 at 30, 12": whole image pixels. */
function shapeText(shape: Annotation['shape']): string {
  const kind = kindOf(shape);
  const { x, y, width, height } = kind.bounds(shape);
  const [w, h, left, top] = [width, height, x, y].map(Math.round);
  return `${kind.title} ${w} × ${h} at ${left}, ${top}`;
}
