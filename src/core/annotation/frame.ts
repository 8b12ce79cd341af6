import type { AnnotationDoc } from './document';

/**
 * The labels in the frame of an image of this size (upright pixels). Without annotations they take it on; undefined
 * when annotations stand in another frame, because coordinates of two frames must not be mixed.
 */
export function inFrame(
  doc: AnnotationDoc,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
): AnnotationDoc | undefined {
  const { image } = doc;
  if (image.widthPx === widthPx && image.heightPx === heightPx) return doc;
  if (doc.annotations.length > 0 || doc.kept.length > 0) return undefined;
  return { ...doc, image: { ...image, widthPx, heightPx } };
}
