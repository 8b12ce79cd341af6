import { emptyDoc } from '../../annotation/document';
import type { JsonObject } from '../../json/json';
import { EMPTY_SCHEMA, type LabelSchema } from '../../schema/labelSchema';
import type { Source } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { importedIds } from '../lib/importedIds';
import { folderOf, joined, lastPart, safePath, withoutExtension } from '../lib/safePath';
import { whenReadable } from '../lib/readText';
import type { Report } from '../report';
import { FileNotes } from '../xml/fileNotes';
import { cvatFiles } from './cvatFile';
import { imageHead, labelsOf, type ImageHead } from './imageHead';
import { framesOf, type FrameImage } from './frameImages';
import { cvatPieces, type CvatPiece } from './pieces';
import { attributeTypes, NO_META, readMeta, type AttributeTypes, type CvatMeta } from './readMeta';
import { docOfImage, withGroups } from './readImage';
import { textChunks } from './textChunks';
import { addTrack, interpolate, type Frames, type Track } from './tracks';

/** What the first look at a file finds: everything but the shapes of images. */
interface Survey {
  readonly meta: CvatMeta;
  readonly heads: readonly ImageHead[];
  readonly labels: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
  readonly tracks: readonly Track[];
  readonly frames: Frames;
}

/** A file, and what the first look at it found. */
interface Surveyed {
  readonly path: string;
  readonly survey: Survey;
}

/** Goes over the files twice: for labels, names and tracks now, for the images while they are walked. */
export function readCvat(source: Source, report: Report): LabelSet {
  const files = cvatFiles(source);
  if (files.length === 0) {
    const message = 'There is no XML file with <annotations>.';
    report.problem({ severity: 'error', code: 'cvat-no-file', message });
  }
  const all = files.flatMap((path): Surveyed[] => {
    const survey = whenReadable(report, path, () => surveyOf(source, path, report));
    return survey ? [{ path, survey: files.length > 1 ? withSubset(survey, path) : survey }] : [];
  });
  const schema = schemaOf(all.map(({ survey }) => survey));
  const types = attributeTypes(schema.classes);
  const taken = new Set<string>();
  const parts = all.map(({ path, survey }) =>
    survey.heads.length > 0
      ? fromImages(source, path, survey, types, taken, report)
      : fromFrames(source, path, survey, taken, report),
  );
  const foreign = all[0]?.survey.meta.foreign;
  function* walk(): Generator<LabeledImage> {
    for (const { images } of parts) yield* images;
  }
  return {
    schema,
    imageCount: parts.reduce((sum, { imageCount }) => sum + imageCount, 0),
    images: { [Symbol.iterator]: walk },
    ...(foreign && { foreign: { cvat: foreign } }),
  };
}

/** Tasks that lie side by side are splits by the names of their files, as datumaro reads them. */
function withSubset(survey: Survey, path: string): Survey {
  const stem = withoutExtension(lastPart(path));
  if (stem === 'annotations') return survey;
  return { ...survey, heads: survey.heads.map((head) => ({ ...head, subset: head.subset ?? stem })) };
}

function surveyOf(source: Source, path: string, report: Report): Survey {
  let meta = NO_META;
  const heads: ImageHead[] = [];
  const labels = new Set<string>();
  const tags = new Set<string>();
  const tracks: Track[] = [];
  const frames: Frames = new Map();
  let types: AttributeTypes = new Map();
  let isGarbled = false;
  for (const piece of cvatPieces(textChunks(source.fs, path))) {
    isGarbled ||= piece.text.includes('\ufffd');
    if (piece.name === 'meta') {
      if (meta === NO_META) meta = readMeta(piece.text);
      types = attributeTypes(meta.classes);
      for (const tag of meta.tags) tags.add(tag);
    } else if (piece.name === 'image') {
      heads.push(imageHead(piece.text));
      labelsOf(piece.text, labels, tags);
    } else {
      labelsOf(piece.text, labels, tags);
      const track = addTrack(piece.text, types, notesOf(piece, path, report), frames);
      if (track) tracks.push(track);
    }
  }
  if (isGarbled) {
    const message = 'The file is not UTF-8 that can be read: some characters are lost.';
    report.problem({ severity: 'warning', code: 'xml-encoding', path, message });
  }
  return { meta, heads, labels, tags, tracks, frames };
}

function notesOf({ text, linesBefore }: CvatPiece, path: string, report: Report): FileNotes {
  return new FileNotes(report, path, text, linesBefore);
}

/** Labels of all files; where two say something of one label, the first counts. */
function schemaOf(all: readonly Survey[]): LabelSchema {
  const declared = firstOfEach(all.flatMap(({ meta }) => meta.classes));
  const skeletons = firstOfEach(all.flatMap(({ meta }) => meta.skeletons));
  const known = new Set([
    ...declared.map(({ name }) => name),
    ...skeletons.flatMap(({ joints }) => joints.map(({ name }) => name)),
  ]);
  const labels = new Set(all.flatMap((survey) => [...survey.labels]));
  const others = [...labels].filter((name) => !known.has(name));
  const options = [...new Set(all.flatMap(({ tags }) => [...tags]))].map((name) => ({ name }));
  return {
    ...EMPTY_SCHEMA,
    classes: [...declared, ...others.map((name) => ({ name, attributes: [] }))],
    skeletons,
    tags: options.length > 0 ? [{ name: 'tags', choice: 'multiple', required: false, options }] : [],
  };
}

function firstOfEach<T extends { readonly name: string }>(list: readonly T[]): readonly T[] {
  const first = new Map<string, T>();
  for (const each of list) if (!first.has(each.name)) first.set(each.name, each);
  return [...first.values()];
}

type Images = Pick<LabelSet, 'imageCount' | 'images'>;

function fromImages(
  source: Source,
  path: string,
  survey: Survey,
  types: AttributeTypes,
  taken: Set<string>,
  report: Report,
): Images {
  const paths = uniquePaths(survey.heads, path, taken, report);
  const places = placesOf(source, path);
  function* walk(): Generator<LabeledImage> {
    let i = 0;
    for (const piece of cvatPieces(textChunks(source.fs, path))) {
      const [head, imagePath] = [survey.heads[i], paths[i]];
      if (piece.name !== 'image' || !head || imagePath === undefined) continue;
      report.progress(i++, paths.length, 'reading');
      const made = docOfImage(piece.text, imagePath, types, notesOf(piece, path, report));
      const doc = made ?? emptyDoc({ file: lastPart(imagePath), widthPx: 0, heightPx: 0 });
      report.read(imagePath, doc.annotations.length);
      yield { ...placed(places, imagePath, head.subset, doc), labelled: made !== undefined };
    }
  }
  return { imageCount: paths.length, images: { [Symbol.iterator]: walk } };
}

/** Frames of a video: their images by name or by their place among the files. */
function fromFrames(
  source: Source,
  path: string,
  survey: Survey,
  taken: Set<string>,
  report: Report,
): Images {
  const stem = withoutExtension(lastPart(path));
  const found = framesOf(source, folderOf(path), survey.frames, survey.meta.startFrame, report);
  const images = found.map((image) => ({ ...image, path: freePath(image.path, stem, taken) }));
  if (source.options['interpolate'] !== 'no') {
    const all = images.map(({ frame }) => frame).sort((a, b) => a - b);
    for (const track of survey.tracks) interpolate(track, all, survey.frames);
  }
  function* walk(): Generator<LabeledImage> {
    for (const [i, image] of images.entries()) {
      report.progress(i, images.length, 'reading');
      yield ofFrame(source, image, survey, report);
    }
  }
  return { imageCount: images.length, images: { [Symbol.iterator]: walk } };
}

function ofFrame(
  source: Source,
  { frame, path, file }: FrameImage,
  survey: Survey,
  report: Report,
): LabeledImage {
  const size = source.imageSize(file ?? path) ?? survey.meta.frameSize;
  const idOf = importedIds(path);
  const found = withGroups(survey.frames.get(frame) ?? []);
  const annotations = found.map((annotation, i) => ({ id: idOf(i), ...annotation }));
  report.read(path, annotations.length);
  const image = { file: lastPart(path), widthPx: size?.widthPx ?? 0, heightPx: size?.heightPx ?? 0 };
  const extra: JsonObject = { cvat: { frame: String(frame) } };
  const doc = { ...emptyDoc(image), annotations, extra };
  return { path, labelled: true, doc, ...(file !== undefined && { source: file }) };
}

/** Where images of a task or project lie; looked at once, because there may be none at all. */
interface Places {
  readonly source: Source;
  readonly root: string;
  readonly hasFolder: boolean;
}

function placesOf(source: Source, xmlPath: string): Places {
  const root = folderOf(xmlPath);
  return { source, root, hasFolder: source.fs.list(joined(root, 'images')).length > 0 };
}

function fileOf(
  { source, root, hasFolder }: Places,
  path: string,
  subset: string | undefined,
): string | undefined {
  const inFolder = [`images/${path}`, ...(subset === undefined ? [] : [`images/${subset}/${path}`])];
  return [...(hasFolder ? inFolder : []), path]
    .map((place) => joined(root, place))
    .find((place) => safePath(place) !== undefined && source.fs.has(place));
}

function placed(
  places: Places,
  path: string,
  subset: string | undefined,
  doc: LabeledImage['doc'],
): Omit<LabeledImage, 'labelled'> {
  const file = fileOf(places, path, subset);
  const isSized = doc.image.widthPx > 0 && doc.image.heightPx > 0;
  const size = isSized ? undefined : places.source.imageSize(file ?? path);
  return {
    path,
    doc: size ? { ...doc, image: { ...doc.image, ...size } } : doc,
    ...(file !== undefined && { source: file }),
    ...(subset !== undefined && { split: subset }),
  };
}

/** Names of a project's images are unique in their subset only. */
function uniquePaths(
  heads: readonly ImageHead[],
  xml: string,
  taken: Set<string>,
  report: Report,
): readonly string[] {
  return heads.map(({ name, subset }, i) => {
    const safe = safePath(name) ?? safePath(lastPart(name));
    if (safe === undefined || safe !== name.replaceAll('\\', '/'))
      report.problem({
        severity: 'warning',
        code: 'unsafe-path',
        path: xml,
        message: `Image ${i + 1} has the name "${name.slice(0, 200)}", which is no path below the images; it is called ${safe ?? `frame_${i}`}.`,
      });
    const path = freePath(safe ?? `frame_${i}`, subset, taken);
    return path;
  });
}

function freePath(wanted: string, folder: string | undefined, taken: Set<string>): string {
  let path = wanted;
  if (taken.has(path) && folder !== undefined) path = safePath(joined(folder, path)) ?? path;
  for (let n = 2; taken.has(path); n++) path = `${n}/${wanted}`;
  taken.add(path);
  return path;
}
