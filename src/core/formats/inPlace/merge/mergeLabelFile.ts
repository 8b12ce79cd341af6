import type { Marks } from './markConflicts';
import { mergeJson, type JsonVersions } from './mergeJson';
import { withMarks, type MergedText } from './mergedText';
import { mergeVoc } from './mergeVoc';
import { mergeYolo } from './mergeYolo';
import { renumberCoco } from './renumberCoco';
import { ruleOf } from './rulesOfFormats';
import { spanFrom } from './shallowJson';
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
    if (/\.json$/i.test(path)) return mergeJsonFile({ base, ours, theirs }, marks);
    return { ok: false, reason: 'its name is not that of a label file' };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** A byte order mark becomes a space, so that places stay. */
function unmarked(text: string): string {
  return text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
}

function mergeJsonFile(versions: JsonVersions, marks: Marks): MergedText {
  const [base, ours, theirs] = [versions.base, versions.ours, versions.theirs].map(unmarked);
  const plain = { base: base ?? '', ours: ours ?? '', theirs: theirs ?? '' };
  for (const text of Object.values(plain)) if (text.trim() !== '') JSON.parse(text);
  const [mine, other] = [plain.ours, plain.theirs].map((text) => ruleOf(text, spanFrom(text, 0)));
  if (!mine || mine.format !== other?.format)
    return { ok: false, reason: 'a side is no label file that is known' };
  const renumbered = mine.format === 'coco' ? { ...plain, theirs: renumberCoco(plain) } : plain;
  const mark = versions.ours.startsWith('\uFEFF') ? '\uFEFF' : '';
  return withMarks((prefer) => {
    const { text: rows, conflicts } = mergeJson(renumbered, mine.rule, prefer);
    const text = mine.format === 'coco' ? withReferences(rows, plain.ours, renumbered.theirs) : rows;
    JSON.parse(text);
    return { text: mark + text.slice(mark.length), conflicts };
  }, marks);
}
