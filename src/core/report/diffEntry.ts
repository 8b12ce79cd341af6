import { printAnnotation } from '../annotation/sidecarPrint';
import type { Annotation } from '../annotation/annotation';
import { changeWords } from '../diff/changeWords';
import type { DocDiff, InstanceChange } from '../diff/docDiff';
import { sortedChanges, type ImageDiff } from '../diff/imageDiff';
import type { Json, JsonObject } from '../json/json';

/**
 * One image of `relabel diff --json`: names stay, more may be added. Instances stand as in a sidecar; pixels are those
 * of the upright image.
 */
export function diffEntry({ path, fromPath, diff }: ImageDiff): JsonObject {
  const { tags, state, image, existence, unchanged } = diff;
  return {
    path,
    ...(fromPath !== undefined && { was: fromPath }),
    ...(existence && { labels: existence }),
    unchanged,
    changes: sortedChanges(diff).map(changeEntry),
    tags: { added: tags.added, removed: tags.removed },
    ...(state && { state: { from: state[0], to: state[1] } }),
    ...(image && { size: sizeEntry(image) }),
  };
}

/** One instance: what happened to it, in words and numbers, and both versions. */
export function changeEntry(change: InstanceChange): JsonObject {
  const { id, before, after, kinds, iou, oks, apartPx, shiftPx, grownPx, facts } = change;
  return {
    id,
    ...(before && before.id !== id && { was: before.id }),
    label: (after ?? before)?.label ?? '',
    kinds,
    words: changeWords(change),
    ...(iou !== undefined && { iou: digits(iou) }),
    ...(oks !== undefined && { oks: digits(oks) }),
    ...(apartPx !== undefined && { apartPx: digits(apartPx) }),
    ...(shiftPx && { shiftPx: [digits(shiftPx.x), digits(shiftPx.y)] }),
    ...(grownPx && { grownPx: [digits(grownPx.width), digits(grownPx.height)] }),
    ...(facts.length > 0 && { facts: facts.map((fact) => ({ ...fact })) }),
    ...(before && { before: entryOf(before) }),
    ...(after && { after: entryOf(after) }),
  };
}

/** Four decimals are below what the sidecar's grid can mean. */
function digits(value: number): number {
  return Math.round(value * 10_000) / 10_000 + 0;
}

function entryOf(annotation: Annotation): Json {
  return JSON.parse(printAnnotation(annotation)) as Json;
}

function sizeEntry([from, to]: NonNullable<DocDiff['image']>): JsonObject {
  return { from: [from.widthPx, from.heightPx], to: [to.widthPx, to.heightPx] };
}
