import type { LabeledImage, LabelSet } from '../labelSet';
import type { Source } from '../format';
import type { Report } from '../report';
import { Lines } from '../../json/lines';
import { scanJson } from '../../json/scan';
import type { Json } from '../../json/json';
import { readTextOr } from '../lib/readTextOr';
import { folderOf, joined, lastPart, withoutExtension } from '../lib/safePath';
import { walkFiles } from '../lib/walkFiles';
import { classesOfLabelsTxt, SeenNames } from './classNames';
import { imagePathOf } from './imagePaths';
import { isLabelMe, readLabelMe } from './labelmeFile';

/** A label file, and the path of its image, which no other has. */
interface Entry {
  readonly file: string;
  readonly path: string;
}

/** Reads a folder of LabelMe or X-AnyLabeling files, or one of them. */
export function readLabelMeFolder(source: Source, report: Report): LabelSet {
  const files = source.file === undefined ? [...walkFiles(source.fs, '', isJsonName)] : [source.file];
  const names = new SeenNames(classesTold(source, files, report));
  const entries = survey(source, files, names, report);
  let isFirst = true;
  function* images(): Generator<LabeledImage> {
    const tellsProblems = isFirst;
    isFirst = false;
    for (const [i, entry] of entries.entries()) {
      const image = imageOf(entry, source, report, tellsProblems);
      if (image) yield image;
      if (i % 100 === 99) report.progress(i + 1, entries.length, 'images');
    }
  }
  return { schema: names.schema(), imageCount: entries.length, images: { [Symbol.iterator]: images } };
}

export function isJsonName(name: string): boolean {
  return name.toLowerCase().endsWith('.json');
}

/** `labels.txt` at the root, beside the files, or one folder above them. */
function classesTold(
  { fs, options }: Source,
  files: readonly string[],
  report: Report,
): ReturnType<typeof classesOfLabelsTxt> {
  const folders = ['', ...files.slice(0, 1).flatMap((file) => [folderOf(file), folderOf(folderOf(file))])];
  const places = folders.map((folder) => joined(folder, 'labels.txt'));
  const path = [options['labels'] ?? '', ...places].find((place) => place !== '' && fs.has(place));
  const text = path === undefined ? undefined : readTextOr(fs, path, report);
  return text === undefined ? [] : classesOfLabelsTxt(text);
}

function survey(
  source: Source,
  files: readonly string[],
  names: SeenNames,
  report: Report,
): readonly Entry[] {
  const taken = new Set<string>();
  return files.flatMap((file): Entry[] => {
    const json = parsed(source, file, report);
    if (!isLabelMe(json)) {
      if (source.file !== undefined && json !== undefined) refuse(file, report);
      return [];
    }
    names.addFile(json);
    const path = imagePathOf(file, String(json['imagePath']));
    const free = [
      path,
      joined(folderOf(file), withoutExtension(lastPart(file)) + extensionOf(path)),
      file,
    ].find((each) => !taken.has(each));
    if (free === undefined) return [];
    if (free !== path) tellTwice(file, path, free, report);
    taken.add(free);
    return [{ file, path: free }];
  });
}

function parsed({ fs }: Source, file: string, report: Report): Json | undefined {
  const text = readTextOr(fs, file, report);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    const error = scanJson(text, 'shapes').error ?? { offset: 0, message: 'it cannot be parsed' };
    const message = `This is not JSON: ${error.message}. The file is left out.`;
    report.problem({
      severity: 'error',
      code: 'labelme-json',
      message,
      path: file,
      ...new Lines(text).at(error.offset),
    });
    return undefined;
  }
}

function refuse(path: string, report: Report): void {
  const message = 'This is no LabelMe file: it has no list "shapes" or no "imagePath".';
  report.problem({ severity: 'error', code: 'labelme-form', message, path });
}

function tellTwice(path: string, image: string, instead: string, report: Report): void {
  const message = `Another file is about ${image} already; this one is read as ${instead}.`;
  report.problem({ severity: 'warning', code: 'labelme-same-image', message, path });
}

function extensionOf(path: string): string {
  return path.slice(withoutExtension(path).length);
}

function imageOf(
  { file, path }: Entry,
  source: Source,
  report: Report,
  tells: boolean,
): LabeledImage | undefined {
  const text = readTextOr(source.fs, file, report);
  const read = text === undefined ? undefined : readLabelMe(text, () => path);
  if (read === undefined) return undefined;
  if (!('doc' in read)) {
    report.problem({ ...read, path: file });
    return undefined;
  }
  if (tells) for (const problem of read.problems) report.problem({ ...problem, path: file });
  const found = [path, joined(folderOf(file), lastPart(path))].find((each) => source.fs.has(each));
  const { image } = read.doc;
  const size = image.widthPx > 0 ? undefined : source.imageSize(found ?? path);
  report.read(path, read.doc.annotations.length);
  return {
    path,
    ...(found !== undefined && { source: found }),
    labelled: true,
    doc: size ? { ...read.doc, image: { ...image, ...size } } : read.doc,
  };
}
