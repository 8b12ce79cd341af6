/** One part of a split data set, and its share of the images: all shares add up to 1. */
export interface SplitPart {
  readonly name: string;
  readonly share: number;
}

/** What a split is made from. */
export interface SplitItem {
  readonly path: string;
  /** Class names in the image, each once; for splitting by class. */
  readonly classes: readonly string[];
  /** Images of one group stay together; for splitting by group. */
  readonly group: string;
}

/** The part of each image by its path. */
export type SplitPlan = ReadonlyMap<string, string>;

const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u;

/** Reads `train=0.8,val=0.2`; other positive numbers (`8,1,1`, per cent) are taken as proportions. Throws `RangeError`. */
export function parseSplitParts(text: string): readonly SplitPart[] {
  const parts = text.split(',').map((item) => parsePart(item.trim()));
  const sum = parts.reduce((total, { share }) => total + share, 0);
  if (new Set(parts.map(({ name }) => name)).size < parts.length)
    throw new RangeError(`"${text}" names a part twice.`);
  if (!(sum > 0)) throw new RangeError(`"${text}" gives no part anything.`);
  return parts.map(({ name, share }) => ({ name, share: share / sum }));
}

function parsePart(item: string): SplitPart {
  const [name = '', value = '', ...more] = item.split('=');
  const share = value.trim() === '' ? NaN : Number(value);
  if (more.length > 0 || !NAME.test(name) || !(share >= 0 && share < Infinity))
    throw new RangeError(
      `"${item}" is no part of a split: write name=share, such as train=0.8,val=0.1,test=0.1.`,
    );
  return { name, share };
}

/** Whole numbers of items for each part that add up to `count`: the largest remainders are rounded up. */
export function partSizes(parts: readonly SplitPart[], count: number): readonly number[] {
  const exact = parts.map(({ share }) => share * count);
  const sizes = exact.map((value) => Math.floor(value + 1e-9));
  const left = count - sizes.reduce((total, size) => total + size, 0);
  const byRemainder = exact
    .map((value, i) => ({ i, remainder: value - (sizes[i] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const { i } of byRemainder.slice(0, left)) sizes[i] = (sizes[i] ?? 0) + 1;
  return sizes;
}
