import type { Marks } from './markConflicts';
import { checkJson } from './checkJson';
import { cocoRows } from './cocoRows';
import { JsonSource } from './jsonSource';
import { mergeJson, type JsonVersions } from './mergeJson';
import { withMarks, type MergedText, type Prefer, type Variant } from './mergedText';
import { mergeVoc } from './mergeVoc';
import { mergeYolo } from './mergeYolo';
import { renumberCoco } from './renumberCoco';
import { COCO_RULE, ruleOf } from './rulesOfFormats';
import { withReferences } from './withReferences';

export type { Marks } from './markConflicts';
export type { MergedText } from './mergedText';

/** Says whether the files at a path can be merged by instance: `path` with `/` or the system's separators. */
export function isMergeable(path: string): boolean {
  return /\.(?:txt|xml|json)$/i.test(path);
}

/**
 * Three-way merge of a label file of another format than the sidecar's, by instance: YOLO rows, Pascal VOC, LabelMe,
 * COCO and Label Studio, told by the path's ending and by what the files say. The result is our text with the least
 * changed. Never throws: what is none of these is not merged. An empty `base`: both sides added the file.
 */
export function mergeLabelFile(
  path: string,
  base: string,
  ours: string,
  theirs: string,
  marks: Marks,
): MergedText {
  try {
    if (/\.txt$/i.test(path)) return mergeYolo(base, ours, theirs, marks);
    if (/\.xml$/i.test(path)) return mergeVoc(base, ours, theirs, marks);
    if (/\.json$/i.test(path)) return mergeJsonFile(base, ours, theirs, marks);
    return { ok: false, reason: 'its name is not that of a label file' };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** A byte order mark becomes a space, so that places stay. */
function unmarked(text: string): string {
  return text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
}

function mergeJsonFile(base: string, ours: string, theirs: string, marks: Marks): MergedText {
  const [b, o, t] = [base, ours, theirs].map((text) => new JsonSource(unmarked(text)));
  if (!b || !o || !t) return NO_LABELS;
  const isCoco = ruleOf(o)?.format === 'coco' && ruleOf(t)?.format === 'coco';
  const merge = isCoco
    ? cocoMerge({ base: b, ours: o, theirs: t })
    : plainMerge({ base: b, ours: o, theirs: t });
  if (!merge) return NO_LABELS;
  const mark = ours.startsWith('\uFEFF') ? '\uFEFF' : '';
  return withMarks((prefer) => {
    const { text, conflicts } = merge(prefer);
    return { text: mark + text.slice(mark.length), conflicts };
  }, marks);
}

const NO_LABELS: MergedText = { ok: false, reason: 'a side is no label file that is known' };

function cocoMerge(versions: JsonVersions): (prefer: Prefer) => Variant {
  const { base, ours, theirs } = versions;
  const rows = { base: cocoRows(base), ours: cocoRows(ours), theirs: cocoRows(theirs) };
  const renumbered = { ...versions, theirs: renumberCoco(versions, rows) };
  return (prefer) => {
    const { text, conflicts } = mergeJson(renumbered, COCO_RULE, prefer);
    return { text: withReferences(text, ours, renumbered.theirs), conflicts };
  };
}

function plainMerge(versions: JsonVersions): ((prefer: Prefer) => Variant) | undefined {
  for (const source of Object.values(versions) as JsonSource[]) if (!source.isEmpty) checkJson(source);
  const [mine, other] = [ruleOf(versions.ours), ruleOf(versions.theirs)];
  if (!mine || mine.format !== other?.format) return undefined;
  return (prefer) => {
    const variant = mergeJson(versions, mine.rule, prefer);
    checkJson(new JsonSource(variant.text));
    return variant;
  };
}
