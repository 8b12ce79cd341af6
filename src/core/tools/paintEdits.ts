import type { Annotation } from '../annotation/annotation';
import type { Change, Edit } from '../edit/edit';
import { add, update, reshaped } from '../edit/edits';
import { removeAnnotations } from '../edit/links';
import { comparePaint } from '../edit/order';
import { findAnnotations } from '../annotation/find';
import { erase, paint } from '../mask/paint';
import { meet } from '../mask/combine';
import { isNothing, spansBounds, type Spans } from '../mask/spans';
import { spansOfMask } from '../mask/rle';
import { sceneIndex } from '../scene/index';
import { kindOf } from '../shapes/index';
import type { Mask } from '../shapes/mask';
import { imageRect } from './limits';
import { newAnnotation } from './newShape';
import type { Step, ToolContext } from './tool';

export interface MaskAnnotation extends Annotation {
  readonly shape: Mask;
}

export function isMask(annotation: Annotation): annotation is MaskAnnotation {
  return annotation.shape.kind === 'mask';
}

/** Visible annotations whose bounds meet these pixels, the foremost first. */
export function meeting(spans: Spans, context: ToolContext): readonly Annotation[] {
  if (isNothing(spans)) return [];
  const { doc } = context;
  return sceneIndex(doc)
    .search(spansBounds(spans))
    .flatMap((position) => doc.annotations[position] ?? [])
    .filter((annotation) => context.isVisible(annotation))
    .sort((a, b) => comparePaint(b, a));
}

/** The one selected mask that goes on being painted: of the active class, and not locked. */
export function paintTarget({ doc, selection, activeClass }: ToolContext): MaskAnnotation | undefined {
  const fitting = findAnnotations(doc, selection).filter(
    (annotation) =>
      isMask(annotation) &&
      !annotation.locked &&
      (activeClass === undefined || annotation.label === activeClass),
  );
  const [first] = fitting;
  return fitting.length === 1 && first && isMask(first) ? first : undefined;
}

/** What painting does: pixels are added to a mask or make a new one, and may be taken from the masks below. */
export interface Painted {
  readonly label: string;
  /** The pixels that were painted. */
  readonly spans: Spans;
  /** Absent: a new annotation of this class. */
  readonly target?: MaskAnnotation;
  readonly className: string;
}

/** One edit for what was painted, and the mask selected; undefined when nothing came of it. */
export function paintStep<S>(painted: Painted, idle: S, context: ToolContext): Step<S> | undefined {
  const { target, label, spans } = painted;
  const shape = paintedMask(target?.shape, spans, context);
  if (!shape || shape === target?.shape) return undefined;
  const made = target ?? newAnnotation(shape, painted.className, context);
  const edit = target ? update(label, [target], () => reshaped(target, shape)) : add(label, [made]);
  const below = context.options.eraseBelow
    ? eraseEdit(label, masksBelow(spans, made.id, context), spans, context)
    : undefined;
  return { state: idle, edit: joined(edit, below), selection: new Set([made.id]) };
}

/** The mask with the pixels added that are in the image and, as the option says, belong to nobody else. */
export function paintedMask(mask: Mask | undefined, spans: Spans, context: ToolContext): Mask | undefined {
  const { doc, options } = context;
  const within = imageRect(doc.image);
  const free = options.paintFree
    ? meeting(spans, context)
        .map(({ shape }) => shape)
        .filter((shape) => shape !== mask && kindOf(shape).isArea(shape))
    : [];
  return paint(mask, spans, { within, free });
}

function masksBelow(spans: Spans, id: string, context: ToolContext): readonly MaskAnnotation[] {
  return meeting(spans, context)
    .filter(isMask)
    .filter((annotation) => annotation.id !== id && !annotation.locked);
}

/** Takes pixels from masks; one of which nothing is left is deleted. */
export function eraseEdit(
  label: string,
  masks: readonly MaskAnnotation[],
  spans: Spans,
  { doc }: ToolContext,
): Edit {
  const updated: Change<Annotation>[] = [];
  const gone: Annotation[] = [];
  for (const annotation of masks) {
    if (!meet(spansOfMask(annotation.shape), spans)) continue;
    const left = erase(annotation.shape, spans);
    if (!left) gone.push(annotation);
    else if (left !== annotation.shape) updated.push([annotation, reshaped(annotation, left)]);
  }
  const removal = removeAnnotations(doc, gone);
  return joined({ label, added: [], removed: [], updated }, removal);
}

/** Both edits as one; where both change an annotation (a link of it, and its shape) the changes add up. */
export function joined(edit: Edit, other: Edit | undefined): Edit {
  if (!other) return edit;
  const changed = new Map(edit.updated.map((change) => [change[0].id, change]));
  for (const [from, to] of other.updated) {
    const first = changed.get(from.id);
    changed.set(from.id, first ? [first[0], { ...to, shape: first[1].shape }] : [from, to]);
  }
  const removed = [...edit.removed, ...other.removed];
  for (const { id } of removed) changed.delete(id);
  return { ...edit, added: [...edit.added, ...other.added], removed, updated: [...changed.values()] };
}
