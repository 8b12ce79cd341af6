import { isObject, restOf, type Json, type JsonObject } from '../json/json';
import type { ImageFacts } from './document';

const IMAGE_KEYS = new Set(['file', 'width', 'height']);

export function isImageEntry(value: Json | undefined): value is JsonObject {
  return (
    isObject(value) && typeof value['file'] === 'string' && isSize(value['width']) && isSize(value['height'])
  );
}

function isSize(value: Json | undefined): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

/** The image of an entry that `isImageEntry` has nothing against. */
export function readImage(entry: JsonObject): ImageFacts {
  const extra = restOf(entry, IMAGE_KEYS);
  return {
    file: entry['file'] as string,
    widthPx: entry['width'] as number,
    heightPx: entry['height'] as number,
    ...(extra && { extra }),
  };
}

export function imageEntry({ file, widthPx, heightPx, extra }: ImageFacts): JsonObject {
  return { file, width: widthPx, height: heightPx, ...extra };
}
