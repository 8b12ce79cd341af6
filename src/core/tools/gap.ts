import { findAnnotations } from '../annotation/find';
import { comparePaint } from '../edit/order';
import type { Point } from '../geometry/rect';
import { invertSpans, subtractSpans } from '../mask/combine';
import { spansOfMask } from '../mask/rle';
import { spansOfShape } from '../mask/maskOfShape';
import { isNothing, rowFrom, rowTo, spansBounds, spansOfRect, type Spans } from '../mask/spans';
import { StrokeRows } from '../mask/strokeRows';
import { sceneIndex } from '../scene/index';
import { kindOf } from '../shapes/index';
import { connectedTo } from './connected';
import { imageRect } from './limits';
import { isMask, type MaskAnnotation } from './paintEdits';
import type { ToolContext } from './tool';

export interface Hole {
  readonly mask: MaskAnnotation;
  readonly spans: Spans;
}

/** The hole under a point: of a selected mask, else of the foremost visible one that has one there; none of a locked one. */
export function holeAt(p: Point, context: ToolContext): Hole | undefined {
  const { doc, selection } = context;
  const around = { x: p.x, y: p.y, width: 0, height: 0 };
  const under = sceneIndex(doc)
    .search(around)
    .flatMap((position) => doc.annotations[position] ?? [])
    .filter((annotation) => context.isVisible(annotation))
    .sort((a, b) => comparePaint(b, a));
  const masks = [...findAnnotations(doc, selection), ...under].filter(isMask).filter(({ locked }) => !locked);
  for (const mask of masks) {
    const spans = holeIn(spansOfMask(mask.shape), p);
    if (spans) return { mask, spans };
  }
  return undefined;
}

/** The pixels that are not set around a point, when set ones enclose them on all sides. */
function holeIn(spans: Spans, p: Point): Spans | undefined {
  const bounds = spansBounds(spans);
  const hole = connectedTo(invertSpans(spans, bounds), Math.floor(p.x), Math.floor(p.y));
  if (isNothing(hole)) return undefined;
  const isInside =
    hole.left > bounds.x &&
    hole.right < bounds.x + bounds.width &&
    hole.y > bounds.y &&
    hole.y + hole.heightPx < bounds.y + bounds.height;
  return isInside ? hole : undefined;
}

/** The pixels around a point that belong to no visible mask or area, up to those and the image's border. */
export function gapAt(p: Point, context: ToolContext): Spans | undefined {
  const image = imageRect(context.doc.image);
  const free = subtractSpans(spansOfRect(image), takenIn(context));
  const gap = connectedTo(free, Math.floor(p.x), Math.floor(p.y));
  return isNothing(gap) ? undefined : gap;
}

/** What all visible masks and areas cover of the image. */
function takenIn({ doc, isVisible }: ToolContext): Spans {
  const rows = new StrokeRows(0, doc.image.heightPx);
  for (const annotation of doc.annotations) {
    const { shape } = annotation;
    if (isVisible(annotation) && kindOf(shape).isArea(shape))
      addSpans(rows, spansOfShape(shape, imageRect(doc.image)));
  }
  return rows.finish();
}

function addSpans(rows: StrokeRows, spans: Spans): void {
  for (let row = spans.y; row < spans.y + spans.heightPx; row++)
    for (let i = rowFrom(spans, row); i < rowTo(spans, row); i += 2)
      rows.add(row, spans.xs[i] ?? 0, spans.xs[i + 1] ?? 0);
}
