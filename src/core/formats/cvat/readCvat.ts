import { emptyDoc } from '../../annotation/document';
import type { JsonObject } from '../../json/json';
import { EMPTY_SCHEMA, type LabelSchema } from '../../schema/labelSchema';
import type { Source } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { importedIds } from '../lib/importedIds';
import { folderOf, joined, lastPart, safePath } from '../lib/safePath';
import { whenReadable } from '../lib/readText';
import type { Report } from '../report';
import { FileNotes } from '../xml/fileNotes';
import { cvatFile } from './cvatFile';
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

const NOTHING: LabelSet = { schema: EMPTY_SCHEMA, imageCount: 0, images: [] };

/** Goes over the file twice: for labels, names and tracks now, for the images while they are walked. */
export function readCvat(source: Source, report: Report): LabelSet {
  const path = cvatFile(source);
  if (path === undefined) {
    report.problem({
      severity: 'error',
      code: 'cvat-no-file',
      message: 'There is no XML file with <annotations>.',
    });
    return NOTHING;
  }
  const survey = whenReadable(report, path, () => surveyOf(source, path, report));
  if (!survey) return NOTHING;
  const schema = schemaOf(survey);
  const types = attributeTypes(schema.classes);
  const { foreign } = survey.meta;
  const images =
    survey.heads.length > 0
      ? fromImages(source, path, survey, types, report)
      : fromFrames(source, path, survey, report);
  return {
    schema,
    ...images,
    ...(foreign && { foreign: { cvat: foreign } }),
  };
}

function surveyOf(source: Source, path: string, report: Report): Survey {
  let meta = NO_META;
  const heads: ImageHead[] = [];
  const labels = new Set<string>();
  const tags = new Set<string>();
  const tracks: Track[] = [];
  const frames: Frames = new Map();
  let types: AttributeTypes = new Map();
  for (const piece of cvatPieces(textChunks(source.fs, path))) {
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
  return { meta, heads, labels, tags, tracks, frames };
}

function notesOf({ text, linesBefore }: CvatPiece, path: string, report: Report): FileNotes {
  return new FileNotes(report, path, text, linesBefore);
}

function schemaOf({ meta, labels, tags }: Survey): LabelSchema {
  const known = new Set([
    ...meta.classes.map(({ name }) => name),
    ...meta.skeletons.flatMap(({ joints }) => joints.map(({ name }) => name)),
  ]);
  const others = [...labels].filter((name) => !known.has(name));
  const options = [...tags].map((name) => ({ name }));
  return {
    ...EMPTY_SCHEMA,
    classes: [...meta.classes, ...others.map((name) => ({ name, attributes: [] }))],
    skeletons: meta.skeletons,
    tags: options.length > 0 ? [{ name: 'tags', choice: 'multiple', required: false, options }] : [],
  };
}

type Images = Pick<LabelSet, 'imageCount' | 'images'>;

function fromImages(
  source: Source,
  path: string,
  survey: Survey,
  types: AttributeTypes,
  report: Report,
): Images {
  const paths = uniquePaths(survey.heads, path, report);
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
function fromFrames(source: Source, path: string, survey: Survey, report: Report): Images {
  const images = framesOf(source, folderOf(path), survey.frames, survey.meta.startFrame, report);
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
function uniquePaths(heads: readonly ImageHead[], xml: string, report: Report): readonly string[] {
  const taken = new Set<string>();
  return heads.map(({ name, subset }, i) => {
    const safe = safePath(name) ?? safePath(lastPart(name));
    if (safe === undefined || safe !== name.replaceAll('\\', '/'))
      report.problem({
        severity: 'warning',
        code: 'unsafe-path',
        path: xml,
        message: `Image ${i + 1} has the name "${name.slice(0, 200)}", which is no path below the images; it is called ${safe ?? `frame_${i}`}.`,
      });
    let path = safe ?? `frame_${i}`;
    if (taken.has(path) && subset !== undefined) path = safePath(joined(subset, path)) ?? path;
    for (let n = 2; taken.has(path); n++) path = `${n}/${safe ?? i}`;
    taken.add(path);
    return path;
  });
}
