import type { Annotation } from '../../annotation/annotation';
import type { AnnotationDoc } from '../../annotation/document';
import type { Json, JsonObject } from '../../json/json';
import { importedIds } from '../lib/importedIds';
import { lastPart } from '../lib/safePath';
import type { FileNotes } from '../xml/fileNotes';
import { childNamed, childText, finiteNumber, type XmlElement } from '../xml/xmlElement';
import { annotationOfObject, sourceOf, type BoxOrigin } from './vocObject';
import { vocRoot, type VocRoot } from './vocXml';

const KNOWN: ReadonlySet<string> = new Set(['folder', 'filename', 'size', 'segmented', 'object']);

export interface VocReading {
  readonly origin: BoxOrigin;
  readonly notes: FileNotes;
  /** Path of the image in the set: the ids are made from it. */
  readonly imagePath: string;
  /** Asked only where the file does not tell a size. */
  readonly imageSize: () => { readonly widthPx: number; readonly heightPx: number } | undefined;
}

/** The labels of one VOC file; undefined when it is none. */
export function docOfVoc(text: string, reading: VocReading): AnnotationDoc | undefined {
  const root = vocRoot(text, reading.notes);
  if (!root) return undefined;
  const kept: XmlElement[] = [];
  const annotations: Annotation[] = [];
  const idOf = importedIds(reading.imagePath);
  for (const object of root.children) {
    if (object.name !== 'object') continue;
    const annotation = annotationOfObject(object, text, reading.origin, reading.notes);
    if (annotation) annotations.push({ id: idOf(annotations.length), ...annotation });
    else kept.push(object);
  }
  const extra = extraOf(root, text, kept, reading.imagePath);
  return {
    image: { file: lastPart(reading.imagePath), ...sizeOf(root, annotations, reading) },
    ...stateOf(root),
    tags: [],
    annotations,
    kept: [],
    ...(extra && { extra: { voc: extra } }),
  };
}

/** LabelImg's mark for what was looked through. */
function stateOf({ attributes }: VocRoot): Pick<AnnotationDoc, 'state'> {
  const verified = attributes.get('verified');
  return verified === 'yes' ? { state: 'done' } : verified === 'no' ? { state: 'todo' } : {};
}

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

function sizeOf(
  root: VocRoot,
  annotations: readonly Annotation[],
  { notes, imageSize, origin }: VocReading,
): Size {
  const size = root.children.find(({ name }) => name === 'size');
  const side = (name: string): number => (size && finiteNumber(childText(size, name))) || 0;
  const told: Size = { widthPx: side('width'), heightPx: side('height') };
  if (!(told.widthPx > 0 && told.heightPx > 0)) {
    notes.tell('info', 'voc-no-size', 'The file does not tell the size of its image.', size?.start);
    return imageSize() ?? { widthPx: 0, heightPx: 0 };
  }
  const outside = annotations.filter(({ shape }) => !fits(shape, told, origin)).length;
  if (outside === 0) return told;
  const real = imageSize();
  if (
    real &&
    real.widthPx === told.heightPx &&
    real.heightPx === told.widthPx &&
    real.widthPx !== real.heightPx
  ) {
    notes.tell(
      'warning',
      'voc-size-swapped',
      'Width and height are exchanged; the size of the image counts.',
      size?.start,
    );
    return real;
  }
  const boxes = outside === 1 ? 'A box reaches' : `${outside} boxes reach`;
  notes.tell(
    'warning',
    'outside-image',
    `${boxes} beyond the image of ${told.widthPx} x ${told.heightPx} pixels.`,
    size?.start,
  );
  return told;
}

function fits(shape: Annotation['shape'], { widthPx, heightPx }: Size, origin: BoxOrigin): boolean {
  if (shape.kind !== 'box') return true;
  // Pixels counted from 1 that were read as edges: one more is no mistake of the box.
  const slack = origin === 1 ? 0 : 1e-6;
  const { x, y, width, height } = shape;
  return x >= -slack && y >= -slack && x + width <= widthPx + slack && y + height <= heightPx + slack;
}

/** What has no place in a document; unreadable objects too, as they are written. */
function extraOf(
  root: VocRoot,
  text: string,
  kept: readonly XmlElement[],
  imagePath: string,
): JsonObject | undefined {
  const extra: Record<string, Json> = {};
  const texts = new Map(root.children.map(({ name, text: inside }) => [name, inside.trim()]));
  const [folder, filename, segmented] = [texts.get('folder'), texts.get('filename'), texts.get('segmented')];
  if (folder) extra['folder'] = folder;
  if (filename && filename !== imagePath && filename !== lastPart(imagePath)) extra['filename'] = filename;
  if (segmented && segmented !== '0') extra['segmented'] = segmented;
  const size = root.children.find(({ name }) => name === 'size');
  const depth = size && childNamed(size, 'depth')?.text.trim();
  if (depth && depth !== '3') extra['depth'] = depth;
  const elements = root.children.filter(({ name }) => !KNOWN.has(name));
  if (elements.length > 0) extra['elements'] = elements.map((each) => sourceOf(each, text));
  if (kept.length > 0) extra['objects'] = kept.map((each) => sourceOf(each, text));
  for (const _ in extra) return extra;
  return undefined;
}
