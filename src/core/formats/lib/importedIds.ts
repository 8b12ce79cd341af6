const LENGTH = 6;
const RADIX = 36;
const ALL_IDS = RADIX ** LENGTH;
/** Room behind every image's first id. */
const MOST_PER_IMAGE = 100_000_000;

/**
 * Ids for the annotations of an image whose format has none: the same each time for the same path and place, and
 * ascending, so that a document, which is sorted by id, keeps the order of the source.
 * @param imagePath as in `LabeledImage.path`
 * @returns the id of the annotation at a place, counted from 0; unique in the image
 */
export function importedIds(imagePath: string): (index: number) => string {
  const first = hashOf(imagePath) % (ALL_IDS - MOST_PER_IMAGE);
  return (index) => ((first + index) % ALL_IDS).toString(RADIX).padStart(LENGTH, '0');
}

/** FNV-1a of the UTF-16 units, twice with different beginnings: 32 bits are a little less than what six digits hold. */
function hashOf(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    low = Math.imul(low ^ text.charCodeAt(i), 0x01000193) >>> 0;
    high = Math.imul(high ^ text.charCodeAt(i), 0x85ebca6b) >>> 0;
  }
  return (high & 0xfffff) * 2 ** 32 + low;
}
