import type { Annotation } from '../annotation/annotation';
import type { ImageFacts } from '../annotation/document';
import type { Rect } from '../geometry/rect';
import { kindOf } from '../shapes/index';
import { boundsOf, commonBounds } from './commonBounds';
import { emptyEdit, type Edit } from './edit';
import { reshaped, update } from './edits';
import { countOf, unlocked } from './unlocked';

export const ALIGN_SIDES = ['left', 'centre', 'right', 'top', 'middle', 'bottom'] as const;
/** `centre` is half-way across, `middle` half-way down. */
export type AlignSide = (typeof ALIGN_SIDES)[number];

const AXIS_OF = {
  left: ['x', 0],
  centre: ['x', 0.5],
  right: ['x', 1],
  top: ['y', 0],
  middle: ['y', 0.5],
  bottom: ['y', 1],
} as const satisfies Record<AlignSide, readonly ['x' | 'y', number]>;

type Axis = 'x' | 'y';

/**
 * Moves annotations until their bounds meet on one line: a side or the middle of the rectangle around them all, or
 * of the image when there is only one. Locked ones stay, and are aligned with.
 */
export function align(annotations: readonly Annotation[], side: AlignSide, image: ImageFacts): Edit {
  const free = unlocked(annotations);
  const frame =
    annotations.length > 1
      ? commonBounds(annotations)
      : { x: 0, y: 0, width: image.widthPx, height: image.heightPx };
  const label = `Align ${countOf(free)}`;
  if (!frame) return emptyEdit(label);
  const [axis, part] = AXIS_OF[side];
  return update(label, free, (annotation) =>
    shifted(annotation, axis, along(frame, axis, part) - along(boundsOf(annotation), axis, part)),
  );
}

/**
 * Moves annotations so that the gaps between their bounds along an axis are equal; the outermost two stay. With less
 * than three, or one of them locked, nothing moves.
 */
export function distribute(annotations: readonly Annotation[], axis: Axis): Edit {
  const label = `Distribute ${countOf(annotations)}`;
  const frame = commonBounds(annotations);
  if (!frame || annotations.length < 3 || annotations.some(({ locked }) => locked)) return emptyEdit(label);
  const sorted = annotations.toSorted(
    (a, b) => along(boundsOf(a), axis, 0.5) - along(boundsOf(b), axis, 0.5) || (a.id < b.id ? -1 : 1),
  );
  const sizes = sorted.map((annotation) => sizeOf(boundsOf(annotation), axis));
  const gap = (sizeOf(frame, axis) - sizes.reduce((sum, size) => sum + size, 0)) / (sorted.length - 1);
  const starts = new Map<string, number>();
  let start = frame[axis];
  sorted.forEach(({ id }, i) => {
    starts.set(id, start);
    start += (sizes[i] ?? 0) + gap;
  });
  return update(label, sorted.slice(1, -1), (annotation) => {
    const from = boundsOf(annotation)[axis];
    return shifted(annotation, axis, (starts.get(annotation.id) ?? from) - from);
  });
}

function sizeOf({ width, height }: Rect, axis: Axis): number {
  return axis === 'x' ? width : height;
}

function along(rect: Rect, axis: Axis, part: number): number {
  return rect[axis] + part * sizeOf(rect, axis);
}

function shifted(annotation: Annotation, axis: Axis, by: number): Annotation {
  const { shape } = annotation;
  const [dx, dy] = axis === 'x' ? [by, 0] : [0, by];
  return reshaped(annotation, kindOf(shape).translate(shape, dx, dy));
}
