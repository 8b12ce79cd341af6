import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';
import { findAnnotation } from '../annotation/find';
import { toggleSpans } from '../mask/combine';
import { maskOfSpans, spansOfMask } from '../mask/rle';
import { NO_SPANS } from '../mask/spans';
import type { Mask } from '../shapes/mask';
import type { Change, Edit } from './edit';

/**
 * An edit for keeping, small: of a mask that changed it holds only the pixels that are different. A mask as large as
 * the image may be a hundred kilobytes of text; undo of a thousand brush strokes would hold it two thousand times.
 */
export interface PackedEdit {
  /** What is kept as it is. */
  readonly edit: Edit;
  readonly strokes: readonly Stroke[];
}

interface Stroke {
  readonly from: Packed;
  readonly to: Packed;
  /** Pixels that one of the two has; absent when they have the same ones. */
  readonly different: Mask | undefined;
}

/** An annotation without its mask, and enough of the mask to know it again. */
interface Packed {
  readonly facts: Omit<Annotation, 'shape'>;
  readonly mark: string;
}

/** Shorter texts are kept as they are, characters. */
const WORTH_PACKING = 2000;

export function packEdit(edit: Edit): PackedEdit {
  const strokes: Stroke[] = [];
  const updated: Change<Annotation>[] = [];
  for (const change of edit.updated) {
    const stroke = packed(change);
    if (stroke) strokes.push(stroke);
    else updated.push(change);
  }
  return { edit: strokes.length > 0 ? { ...edit, updated } : edit, strokes };
}

/**
 * The edit again, for a document that is in the state before or after it. `lost`: how many masks are neither as they
 * were before nor as they were after, so that there is nothing to go back to; they are left out.
 */
export function unpackEdit(
  { edit, strokes }: PackedEdit,
  doc: AnnotationDoc,
): { readonly edit: Edit; readonly lost: number } {
  if (strokes.length === 0) return { edit, lost: 0 };
  const changes = strokes.map((stroke) => unpacked(stroke, findAnnotation(doc, stroke.to.facts.id)));
  const found = changes.filter((change) => change !== undefined);
  return {
    edit: { ...edit, updated: [...edit.updated, ...found] },
    lost: strokes.length - found.length,
  };
}

function packed([from, to]: Change<Annotation>): Stroke | undefined {
  const [before, after] = [from.shape, to.shape];
  if (before.kind !== 'mask' || after.kind !== 'mask') return undefined;
  const length = before.runs.length + after.runs.length;
  if (length < WORTH_PACKING) return undefined;
  const different = maskOfSpans(toggleSpans(spansOfMask(before), spansOfMask(after)));
  if (different && different.runs.length > length / 2) return undefined;
  return { from: packedOne(from, before), to: packedOne(to, after), different };
}

function packedOne({ shape: _, ...facts }: Annotation, mask: Mask): Packed {
  return { facts, mark: markOf(mask) };
}

function unpacked(
  { from, to, different }: Stroke,
  now: Annotation | undefined,
): Change<Annotation> | undefined {
  if (now?.shape.kind !== 'mask') return undefined;
  const mark = markOf(now.shape);
  const other = maskOfSpans(
    toggleSpans(spansOfMask(now.shape), different ? spansOfMask(different) : NO_SPANS),
  );
  if (!other) return undefined;
  if (mark === to.mark)
    return [
      { ...from.facts, shape: other },
      { ...to.facts, shape: now.shape },
    ];
  if (mark === from.mark)
    return [
      { ...from.facts, shape: now.shape },
      { ...to.facts, shape: other },
    ];
  return undefined;
}

/** Place, size and a number made from the text (FNV-1a): two different masks of an image hardly share it. */
function markOf({ x, y, widthPx, heightPx, runs }: Mask): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < runs.length; i++) hash = Math.imul(hash ^ runs.charCodeAt(i), 0x01000193);
  return [x, y, widthPx, heightPx, runs.length, hash >>> 0].join();
}
