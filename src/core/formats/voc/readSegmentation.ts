import type { Annotation } from '../../annotation/annotation';
import { emptyDoc, type AnnotationDoc } from '../../annotation/document';
import { isObject } from '../../json/json';
import { maskOfSpans } from '../../mask/rle';
import type { Spans } from '../../mask/spans';
import { EMPTY_SCHEMA, type LabelClass } from '../../schema/labelSchema';
import type { Source } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { importedIds } from '../lib/importedIds';
import { whenReadable } from '../lib/readText';
import { joined, lastPart, withoutExtension } from '../lib/safePath';
import { walkFiles } from '../lib/walkFiles';
import { decodePng } from '../png/decodePng';
import { regionsOf } from '../png/labelMap';
import type { PngSamples } from '../png/samples';
import type { Report } from '../report';
import { FileNotes } from '../xml/fileNotes';
import { readXmlText } from '../xml/readXmlText';
import { splitsOf } from './imageSets';
import { listedClasses } from './labelMap';
import { readUnlabelled } from './unlabelled';
import { colorOfEntry, isNoClass, objectIndex, SegmentClasses, valuesOf, VOID } from './segmentClasses';
import { docOfVoc } from './vocFile';
import { freePath, imagePathOf, imagesOf, vocRootFolder } from './vocFiles';
import { fileNameIn } from './vocScan';
import { voidOf } from './voidRegion';

interface Entry {
  readonly stem: string;
  readonly path: string;
  readonly file: string | undefined;
  readonly split: string | undefined;
}

/** Reads `SegmentationClass` and `SegmentationObject`, and what the XML says of the same objects. */
export function readSegmentation(source: Source, report: Report): LabelSet {
  const root = vocRootFolder(source);
  const listed = listedClasses(source.fs, root.path, report);
  const classes = new SegmentClasses(listed);
  const entries = entriesOf(source, root.path, report);
  const known = new Set(entries.map(({ path }) => path));
  const unlabelled = readUnlabelled(source.fs, root.path, report).filter(({ path }) => !known.has(path));
  function* walk(): Generator<LabeledImage> {
    for (const [i, entry] of entries.entries()) {
      report.progress(i, entries.length, 'reading');
      const image = labeledImage(source, root.path, entry, classes, report);
      report.read(image.path, image.doc.annotations.length);
      yield image;
    }
    for (const image of unlabelled) {
      const file = joined(root.path, `JPEGImages/${image.path}`);
      yield source.fs.has(file) ? { ...image, source: file } : image;
    }
  }
  return {
    schema: { ...EMPTY_SCHEMA, classes: schemaClasses(listed, classes) },
    imageCount: entries.length + unlabelled.length,
    images: { [Symbol.iterator]: walk },
  };
}

/** Without the background, which is no class of anything. */
function schemaClasses(
  listed: readonly LabelClass[] | undefined,
  classes: SegmentClasses,
): readonly LabelClass[] {
  if (listed) return listed.filter(({ name }) => !isNoClass(name));
  const names = Array.from({ length: VOID }, (_, i) => classes.byIndex(i + 1));
  return names.flatMap((name) => (name === undefined ? [] : [{ name, attributes: [] }]));
}

function entriesOf(source: Source, root: string, report: Report): readonly Entry[] {
  const { fs } = source;
  const images = imagesOf(source, { path: root, hasFolders: true });
  const splits = splitsOf(fs, root, 'Segmentation', report);
  const stems = new Set<string>();
  for (const name of ['SegmentationClass', 'SegmentationObject']) {
    const folder = joined(root, name);
    for (const path of walkFiles(fs, folder, (each) => /\.png$/i.test(each)))
      stems.add(withoutExtension(path.slice(folder.length + 1)));
  }
  const taken = new Set<string>();
  return [...stems].sort().map((stem) => {
    const xml = joined(root, `Annotations/${stem}.xml`);
    const named = fs.has(xml) ? fileNameIn(readXmlText(fs, xml)?.text ?? '') : undefined;
    const path = freePath(imagePathOf(stem, named, images), stem, taken, xml, report);
    taken.add(path);
    return { stem, path, file: images.files.get(path), split: splits.get(stem) };
  });
}

function labeledImage(
  source: Source,
  root: string,
  { stem, path, file, split }: Entry,
  classes: SegmentClasses,
  report: Report,
): LabeledImage {
  const said = xmlDoc(source, joined(root, `Annotations/${stem}.xml`), path, file, report);
  const classMap = pngAt(source, joined(root, `SegmentationClass/${stem}.png`), report);
  const objectMap = pngAt(source, joined(root, `SegmentationObject/${stem}.png`), report);
  const found = objectsOf(
    classMap,
    objectMap,
    classes,
    joined(root, `SegmentationClass/${stem}.png`),
    report,
  );
  tellBoxesAlone(said, found, joined(root, `Annotations/${stem}.xml`), report);
  const idOf = importedIds(path);
  const annotations = found.flatMap(({ label, spans, index }): Omit<Annotation, 'id'>[] => {
    const shape = maskOfSpans(spans);
    const other = index === undefined ? undefined : said?.annotations[index - 1];
    return shape ? [{ ...(other?.label === label && factsOf(other)), label, shape }] : [];
  });
  const png = classMap ?? objectMap;
  const size = png ? { widthPx: png.widthPx, heightPx: png.heightPx } : { widthPx: 0, heightPx: 0 };
  const border =
    classMap && isIndexed(classMap) ? voidOf(valuesOf(classMap), size.widthPx, size.heightPx) : undefined;
  const own = said?.extra?.['voc'];
  const extra = {
    ...(own !== undefined && isObject(own) && own),
    ...(border !== undefined && { void: border }),
  };
  return {
    path,
    labelled: true,
    ...(file !== undefined && { source: file }),
    ...(split !== undefined && { split }),
    doc: {
      ...(said ?? emptyDoc({ file: lastPart(path), ...size })),
      image: { file: lastPart(path), ...size },
      annotations: annotations.map((annotation, i) => ({ id: idOf(i), ...annotation })),
      ...(Object.keys(extra).length > 0 && { extra: { voc: extra } }),
    },
  };
}

/** Objects of the XML that no mask has are of the format "voc". */
function tellBoxesAlone(
  said: AnnotationDoc | undefined,
  found: readonly FoundObject[],
  xml: string,
  report: Report,
): void {
  const withMask = new Set(found.map(({ index }) => index));
  const alone = said?.annotations.filter((_, i) => !withMask.has(i + 1)).length ?? 0;
  if (alone === 0 || found.every(({ index }) => index === undefined)) return;
  const message = `${alone} of its objects have a box and no mask; they are read by --from voc only.`;
  report.problem({ severity: 'info', code: 'voc-boxes-alone', path: xml, message });
}

function isIndexed({ kind }: PngSamples): boolean {
  return kind === 'palette' || kind === 'grey';
}

function factsOf({ id: _id, shape: _shape, label: _label, ...facts }: Annotation): Partial<Annotation> {
  return facts;
}

function xmlDoc(
  { fs, imageSize }: Source,
  xml: string,
  imagePath: string,
  file: string | undefined,
  report: Report,
): AnnotationDoc | undefined {
  const text = fs.has(xml) ? readXmlText(fs, xml, report)?.text : undefined;
  if (text === undefined) return undefined;
  const size = (): ReturnType<typeof imageSize> => imageSize(file ?? imagePath);
  return docOfVoc(text, { origin: 0, notes: new FileNotes(report, xml, text), imagePath, imageSize: size });
}

function pngAt({ fs }: Source, path: string, report: Report): PngSamples | undefined {
  if (!fs.has(path)) return undefined;
  const png = whenReadable(report, path, () => decodePng(fs.readBytes(path)));
  if (png === undefined || typeof png !== 'string') return png;
  report.problem({
    severity: 'error',
    code: 'broken-png',
    path,
    message: `The mask cannot be read: ${png}.`,
  });
  return undefined;
}

interface FoundObject {
  readonly label: string;
  readonly spans: Spans;
  /** From 1, as the objects of the XML; undefined where only classes are told. */
  readonly index?: number;
}

function objectsOf(
  classMap: PngSamples | undefined,
  objectMap: PngSamples | undefined,
  classes: SegmentClasses,
  path: string,
  report: Report,
): readonly FoundObject[] {
  if (!classMap) return [];
  const { widthPx, heightPx } = classMap;
  const values = valuesOf(classMap);
  const nameOf = namesByValue(classMap, classes, path, report);
  if (!objectMap || objectMap.widthPx !== widthPx || objectMap.heightPx !== heightPx) {
    const message = 'There are classes, but no objects of the same size: each class is one mask.';
    report.problem({ severity: 'warning', code: 'voc-no-objects', path, message });
    return [...regionsOf(values, widthPx, heightPx)].flatMap(([value, spans]) => {
      const label = nameOf(value);
      return label === undefined ? [] : [{ label, spans }];
    });
  }
  const isColor = objectMap.kind === 'rgb' || objectMap.kind === 'rgba';
  const regions = [...regionsOf(valuesOf(objectMap), widthPx, heightPx)].flatMap(([value, spans]) => {
    const index = objectIndex(value, isColor);
    return index === undefined ? [] : [{ index, spans }];
  });
  return regions
    .sort((a, b) => a.index - b.index)
    .flatMap(({ index, spans }) => {
      const label = mostly(spans, values, widthPx, nameOf);
      return label === undefined ? [] : [{ label, spans, index }];
    });
}

/** The class of a value, found once each; unknown ones are told. */
function namesByValue(
  png: PngSamples,
  classes: SegmentClasses,
  path: string,
  report: Report,
): (value: number) => string | undefined {
  const known = new Map<number, string | undefined>();
  return (value) => {
    if (known.has(value)) return known.get(value);
    const name = nameOfValue(png, classes, value);
    known.set(value, name === undefined || isNoClass(name) ? undefined : name);
    if (name === undefined) {
      const message = `No class has the value ${value} of some pixels; they are left out.`;
      report.problem({ severity: 'error', code: 'voc-unknown-class', path, message });
    }
    return known.get(value);
  };
}

function nameOfValue(
  { kind, palette }: PngSamples,
  classes: SegmentClasses,
  value: number,
): string | undefined {
  if (kind === 'rgb' || kind === 'rgba') return classes.byColor(value);
  if (value === VOID) return 'void';
  const color = palette && 3 * value < palette.length ? colorOfEntry(palette, value) : undefined;
  return (color === undefined ? undefined : classes.byColor(color)) ?? classes.byIndex(value);
}

/** The class that most pixels of a region have. */
function mostly(
  { y, starts, xs, heightPx }: Spans,
  values: ArrayLike<number>,
  widthPx: number,
  nameOf: (value: number) => string | undefined,
): string | undefined {
  const counts = new Map<number, number>();
  for (let r = 0; r < heightPx; r++)
    for (let i = starts[r] as number; i < (starts[r + 1] as number); i += 2)
      for (let x = xs[i] as number; x < (xs[i + 1] as number); x++) {
        const value = values[(y + r) * widthPx + x] as number;
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
  const ranked = [...counts].sort(([, a], [, b]) => b - a);
  return ranked.map(([value]) => nameOf(value)).find((name) => name !== undefined);
}
