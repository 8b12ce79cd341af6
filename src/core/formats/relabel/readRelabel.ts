import { emptyDoc, isBlank, type AnnotationDoc } from '../../annotation/document';
import { parseSidecar } from '../../annotation/sidecar';
import { EMPTY_SCHEMA, type LabelSchema } from '../../schema/labelSchema';
import { parseSchema } from '../../schema/parseSchema';
import type { Source } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { textOf } from '../lib/readText';
import { lastPart } from '../lib/safePath';
import type { Report } from '../report';
import { placesOf, type Place } from './layout';
import { SCHEMA_FILE } from './sidecarNames';
import { Texts } from './texts';
import { addLabels, withClasses } from './usedClasses';

const STEP = 500;

/** A folder of images with sidecars, and what `relabel.yaml` says of it. */
export function readRelabel(source: Source, report: Report): LabelSet {
  const said = readSchema(source, report);
  const places = placesOf(source, said, report);
  const texts = new Texts(source.fs);
  const labels = new Set<string>();
  // What cannot be read is told when the labels are read.
  const deaf = { problem: () => undefined };
  for (const { sidecar } of places)
    if (sidecar !== undefined) addLabels(texts.of(sidecar, deaf) ?? '', labels);
  function* images(): Generator<LabeledImage> {
    for (const [i, place] of places.entries()) {
      if (i % STEP === 0) report.progress(i, places.length, 'images');
      const image = readImage(place, source, texts, report);
      report.read(image.path, image.doc.annotations.length);
      yield image;
    }
  }
  const schema = withClasses(said, labels);
  return { schema, imageCount: places.length, images: { [Symbol.iterator]: images } };
}

function readSchema({ fs }: Source, report: Report): LabelSchema {
  if (!fs.has(SCHEMA_FILE)) return EMPTY_SCHEMA;
  const text = textOf(fs, SCHEMA_FILE, report);
  if (text === undefined) return EMPTY_SCHEMA;
  const { schema, problems } = parseSchema(text);
  for (const problem of problems) report.problem({ ...problem, path: SCHEMA_FILE });
  return schema;
}

function readImage(place: Place, source: Source, texts: Texts, report: Report): LabeledImage {
  const { image: path, isThere, sidecar } = place;
  const found = sidecar === undefined ? undefined : readDoc(sidecar, texts, report);
  const there = isThere ? { source: path } : {};
  if (!found) return { path, ...there, labelled: false, doc: unlabelledDoc(path, source) };
  const { split, isUnseen, doc } = withoutSplit(found);
  const { state, ...rest } = doc;
  const labelled = !(state === 'todo' || (isUnseen && state === undefined)) || !isBlank(rest);
  return { path, ...there, ...(split !== undefined && { split }), labelled, doc };
}

function readDoc(path: string, texts: Texts, report: Report): AnnotationDoc | undefined {
  const text = texts.of(path, report);
  if (text === undefined) return undefined;
  const parsed = parseSidecar(text);
  const problems = parsed.ok ? parsed.problems : [parsed.problem];
  for (const problem of problems) report.problem({ ...problem, path });
  return parsed.ok ? parsed.doc : undefined;
}

function unlabelledDoc(path: string, source: Source): AnnotationDoc {
  const size = source.imageSize(path) ?? { widthPx: 0, heightPx: 0 };
  return emptyDoc({ file: lastPart(path), widthPx: size.widthPx, heightPx: size.heightPx });
}

interface WithoutSplit {
  readonly split?: string;
  /** The sidecar was written for its split alone. */
  readonly isUnseen: boolean;
  readonly doc: AnnotationDoc;
}

/** The split stands in the sidecar as a key of its own, which the editor keeps. */
function withoutSplit(doc: AnnotationDoc): WithoutSplit {
  const { extra, ...rest } = doc;
  const split = extra?.['split'];
  if (extra === undefined || typeof split !== 'string') return { isUnseen: false, doc };
  const { split: _, labelled, ...others } = extra;
  const kept = labelled === undefined || labelled === false ? others : { ...others, labelled };
  const isUnseen = labelled === false;
  return { split, isUnseen, doc: Object.keys(kept).length > 0 ? { ...rest, extra: kept } : rest };
}
