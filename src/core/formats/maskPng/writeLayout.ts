import type { Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { withoutExtension } from '../lib/safePath';
import { IMAGES, MASKS } from './maskLayout';

const STEP = 200;

/** Places images and masks, walks the set and writes the lists of its splits. */
export function writeMasks(
  set: LabelSet,
  target: Target,
  paint: (image: LabeledImage, maskPath: string) => Uint8Array | undefined,
): void {
  const taken = new Set<string>();
  const lists = new Map<string, string[]>();
  let done = 0;
  for (const image of set.images) {
    if (done++ % STEP === 0) target.report.progress(done - 1, set.imageCount, 'masks');
    const at = `${IMAGES}/${image.path}`;
    target.image(image.path, at);
    const mask = writeOne(image, target, taken, paint);
    if (image.split !== undefined) listOf(lists, image.split).push(`${at}\t${mask ?? ''}`);
  }
  for (const [split, lines] of lists) target.fs.writeText(`${split}.txt`, `${lines.join('\n')}\n`);
}

function writeOne(
  image: LabeledImage,
  { fs, report }: Target,
  taken: Set<string>,
  paint: (image: LabeledImage, maskPath: string) => Uint8Array | undefined,
): string | undefined {
  const { path, labelled, doc } = image;
  const count = doc.annotations.length;
  if (!labelled) return void report.wrote(path, 0);
  if (!(doc.image.widthPx > 0 && doc.image.heightPx > 0)) {
    const message = 'annotations are dropped: neither the labels nor the image tell the size of the image';
    return void report.loss(path, { code: 'size-unknown', message }, Math.max(1, count));
  }
  const stem = withoutExtension(path);
  const mask = `${MASKS}/${taken.has(stem) ? path : stem}.png`;
  taken.add(stem);
  const bytes = paint(image, mask);
  if (bytes) fs.writeBytes(mask, bytes);
  return bytes ? mask : undefined;
}

function listOf(lists: Map<string, string[]>, split: string): string[] {
  const list = lists.get(split) ?? [];
  lists.set(split, list);
  return list;
}
