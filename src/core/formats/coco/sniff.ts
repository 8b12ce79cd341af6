import { strFromU8 } from 'fflate';
import { UnreadableFile, type ReadFs } from '../fs';
import { nameOf } from './paths';

/** What a JSON file of the COCO family holds. `images`: a set without annotations, such as `image_info_test.json`. */
export type CocoKind = 'instances' | 'keypoints' | 'panoptic' | 'results' | 'images';

export interface Sniffed {
  readonly kind?: CocoKind;
  /** Which keys were seen, in words. */
  readonly seen: string;
}

const HEAD_BYTES = 64 * 1024;
const NOTHING: Sniffed = { seen: '' };
const EMPTY_RESULTS: Sniffed = { kind: 'results', seen: 'an empty list and is named so' };

/** Says what a file holds from its beginning and its end. */
export function sniff(fs: ReadFs, path: string): Sniffed {
  try {
    const [head, tail] = ends(fs, path);
    return sniffText(head, tail, /result/i.test(nameOf(path)));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return NOTHING;
  }
}

function ends(fs: ReadFs, path: string): readonly [head: string, tail: string] {
  const size = fs.sizeBytes(path);
  const head = strFromU8(fs.readRange(path, 0, HEAD_BYTES), true).replace(/^\u00ef\u00bb\u00bf/, '');
  const tail =
    size > HEAD_BYTES
      ? strFromU8(fs.readRange(path, Math.max(HEAD_BYTES, size - HEAD_BYTES), size), true)
      : '';
  return [head, tail];
}

function sniffText(head: string, tail: string, isNamedResults: boolean): Sniffed {
  const first = head.trimStart()[0];
  const both = `${head}\n${tail}`;
  if (first === '[') return isNamedResults && /^\s*\[\s*\]\s*$/.test(head) ? EMPTY_RESULTS : sniffList(head);
  if (first !== '{') return NOTHING;
  const keys = ['images', 'annotations', 'categories'].filter((key) =>
    new RegExp(`"${key}"\\s*:\\s*\\[`).test(both),
  );
  const seen = keys.map((key) => `"${key}"`).join(', ');
  const isSet = keys.includes('images') && (keys.length > 1 || /"file_name"\s*:/.test(both));
  const isOfTexts = /"caption"\s*:/.test(both) && !/"bbox"\s*:/.test(both);
  if (!isSet || isOfTexts) return { seen };
  const kind = kindOf(both, keys);
  return { kind, seen };
}

function kindOf(text: string, keys: readonly string[]): CocoKind {
  const isPanoptic = /"isthing"\s*:/.test(text) && !/"(?:segmentation|bbox)"\s*:/.test(text);
  if (isPanoptic || /"segments_info"\s*:/.test(text)) return 'panoptic';
  if (/"annotations"\s*:\s*\[\s*\]/.test(text)) return 'images';
  const namesKeypoints = /"keypoints"\s*:\s*\[\s*"/.test(text) || /"num_keypoints"\s*:/.test(text);
  if (namesKeypoints) return 'keypoints';
  return keys.includes('annotations') || tooLongToTell(text) ? 'instances' : 'images';
}

/** Between its beginning and its end a long file may have anything. */
function tooLongToTell(text: string): boolean {
  return text.length > 2 * HEAD_BYTES - 2;
}

function sniffList(head: string): Sniffed {
  const isResult = /"image_id"\s*:/.test(head) && /"score"\s*:/.test(head) && /"category_id"\s*:/.test(head);
  if (!isResult || /"segments_info"\s*:/.test(head)) return NOTHING;
  return { kind: 'results', seen: '"image_id", "category_id", "score"' };
}
