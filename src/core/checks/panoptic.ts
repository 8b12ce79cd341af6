import type { AnnotationDoc } from '../annotation/document';
import type { Annotation } from '../annotation/annotation';
import { emptyEdit, type Edit } from '../edit/edit';
import { update } from '../edit/edits';
import { fillUncovered } from '../edit/fillUncovered';
import type { Rect } from '../geometry/rect';
import { components } from '../mask/components';
import { claimsPixels } from '../mask/panoptic';
import { panopticGaps, type Clash } from '../mask/panopticGaps';
import { isNothing, spansArea, spansBounds, type Spans } from '../mask/spans';
import type { Check, Finding, Fix } from './check';
import { about, lazyFix, named } from './lib/about';

/** More pairs than this are counted, not listed. */
const MOST_CLASHES = 20;
const MOST_TAKERS = 3;

export const panoptic: Check = {
  id: 'panoptic',
  severity: 'warning',
  about: 'In a panoptic data set a pixel belongs to no annotation, or to two and no order says which.',
  run({ doc, schema }) {
    if (!schema?.panoptic || doc.image.widthPx === 0) return [];
    return pagesOf(doc).flatMap((page) => onPage(doc, page));
  },
};

/** Pages on which something was begun; an image that is done without any has the first one. */
function pagesOf(doc: AnnotationDoc): readonly number[] {
  const pages = new Set(doc.annotations.filter(claimsPixels).map(({ page }) => page ?? 0));
  if (pages.size === 0 && doc.state === 'done') return [0];
  return [...pages].sort((a, b) => a - b);
}

function onPage(doc: AnnotationDoc, page: number): Finding[] {
  const { uncovered, clashes } = panopticGaps(doc, page);
  const listed = clashes.slice(0, MOST_CLASHES).map((clash) => clashFinding(doc, clash));
  const more = clashes.length - listed.length;
  const others =
    more > 0 ? [onImage(`${more} more pairs of annotations claim the same pixels.`, 'warning')] : [];
  return [...(isNothing(uncovered) ? [] : [gapFinding(doc, uncovered, page)]), ...listed, ...others];
}

/** While the image is worked on a gap is to be expected. */
function gapFinding(doc: AnnotationDoc, uncovered: Spans, page: number): Finding {
  const pixels = spansArea(uncovered);
  const share = (100 * pixels) / (doc.image.widthPx * doc.image.heightPx);
  const percent = share < 0.01 ? 'under 0.01' : share.toFixed(2);
  const where = page > 0 ? `page ${page + 1}` : 'the image';
  const message = `${pixels} pixels (${percent} %) of ${where} belong to no annotation; the largest gap is ${largest(uncovered)}.`;
  const finding = onImage(message, doc.state === 'done' ? 'warning' : 'info');
  return { ...finding, fixes: takers(doc, page).map((mask) => giving(doc, mask)) };
}

/** The largest masks of a page that may be changed. */
function takers(doc: AnnotationDoc, page: number): readonly Annotation[] {
  const sizeOf = ({ shape }: Annotation) => (shape.kind === 'mask' ? shape.widthPx * shape.heightPx : 0);
  return doc.annotations
    .filter((annotation) => claimsPixels(annotation) && (annotation.page ?? 0) === page)
    .filter((annotation) => sizeOf(annotation) > 0 && !annotation.locked)
    .sort((a, b) => sizeOf(b) - sizeOf(a))
    .slice(0, MOST_TAKERS);
}

function giving(doc: AnnotationDoc, { id, label }: Annotation): Fix {
  return lazyFix(`Give the gaps to ${label} ${id}`, () => {
    const edit = fillUncovered(doc, id);
    return typeof edit === 'string' ? emptyEdit(edit) : edit;
  });
}

function largest(uncovered: Spans): string {
  const parts = components(uncovered);
  const sizes = parts.map(spansArea);
  const part = parts[sizes.indexOf(sizes.reduce((most, size) => Math.max(most, size), 0))];
  return placeOf(spansBounds(part ?? uncovered));
}

function placeOf({ x, y, width, height }: Rect): string {
  return `at x ${x}, y ${y}, ${width} x ${height} pixels`;
}

function clashFinding(doc: AnnotationDoc, { front, rival, pixels, bounds }: Clash): Finding {
  const message = `The ${named(rival)} and ${front.label} ${front.id} have the same order and both claim ${pixels} pixels, ${placeOf(bounds)}.`;
  const fixes = [front, rival].map((annotation) =>
    lazyFix(`Put ${annotation.label} ${annotation.id} in front`, () => above(doc, annotation)),
  );
  return about(panoptic.id, panoptic.severity, rival, message, fixes);
}

/** On a level of its own, right above the one that it shared. */
function above(doc: AnnotationDoc, annotation: Annotation): Edit {
  const level = annotation.order ?? 0;
  const higher = doc.annotations.map(({ order = 0 }) => order).filter((order) => order > level);
  const next = higher.reduce((least, order) => Math.min(least, order), Infinity);
  const order = next === Infinity ? Math.floor(level) + 1 : (level + next) / 2;
  return update('Put in front', [annotation], (from) => ({ ...from, order }));
}

function onImage(message: string, severity: Finding['severity']): Finding {
  return { check: panoptic.id, severity, message, fixes: [] };
}
