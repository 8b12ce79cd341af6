import { emptyDoc, type AnnotationDoc } from '../../annotation/document';
import { EMPTY_SCHEMA, type LabelClass, type TagGroup } from '../../schema/labelSchema';
import type { Source } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { lastPart, withoutExtension } from '../lib/safePath';
import type { Report } from '../report';
import { FileNotes } from '../xml/fileNotes';
import { readXmlText, told } from '../xml/readXmlText';
import { BoxOriginHint } from './boxOriginHint';
import { classesOfLists } from './classLists';
import { splitsOf } from './imageSets';
import { listedClasses } from './labelMap';
import type { TextCache } from './textCache';
import { readUnlabelled } from './unlabelled';
import { docOfVoc } from './vocFile';
import { vocFiles, vocRootFolder, type VocEntry, type VocRootFolder } from './vocFiles';
import type { BoxOrigin } from './vocObject';

/** Reads every XML twice: for the classes and image names now, for the rest while the images are walked. */
export function readVoc(
  source: Source,
  report: Report,
  root: VocRootFolder = vocRootFolder(source),
  origin: BoxOrigin = source.options['box-origin'] === '1' ? 1 : 0,
): LabelSet {
  const listed = listedClasses(source.fs, root.path, report) ?? [];
  const unlabelled = source.file === undefined ? readUnlabelled(source.fs, root.path, report) : [];
  const { entries, labels, texts } = vocFiles(
    source,
    root,
    splitsOf(source.fs, root.path, 'Main', report),
    report,
  );
  const { all, notes } = withUnlabelled(entries, unlabelled);
  const classes = withAll(listed, labels);
  const tags = tagsOfLists(source, root, entries, classes, report);
  const hint = source.options['box-origin'] === undefined ? new BoxOriginHint() : undefined;
  return {
    schema: { ...EMPTY_SCHEMA, classes, tags: tagGroups(tags) },
    imageCount: all.length,
    images: {
      [Symbol.iterator]: () => walk({ source, entries: all, notes, tags, texts, origin, report, hint }),
    },
  };
}

interface Walk {
  readonly source: Source;
  readonly entries: readonly VocEntry[];
  /** What our own list says of unlabelled images, by path. */
  readonly notes: ReadonlyMap<string, LabeledImage>;
  /** Classes of images that have no XML, by path. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
  readonly texts: TextCache;
  readonly origin: BoxOrigin;
  readonly report: Report;
  readonly hint: BoxOriginHint | undefined;
}

/** What lists of classes say of images without an XML: an image-level label is a tag. */
function tagsOfLists(
  { fs }: Source,
  root: VocRootFolder,
  entries: readonly VocEntry[],
  classes: readonly LabelClass[],
  report: Report,
): ReadonlyMap<string, readonly string[]> {
  const paths = new Map(
    entries.flatMap(({ xml, imagePath }): [string, string][] =>
      xml === undefined ? [[withoutExtension(imagePath), imagePath]] : [],
    ),
  );
  if (paths.size === 0 || !root.hasFolders) return new Map();
  const names = classes.map(({ name }) => name);
  const found = classesOfLists(fs, root.path, names, (stem) => paths.has(stem), report);
  return new Map([...found].map(([stem, labels]) => [paths.get(stem) ?? stem, labels]));
}

function tagGroups(tags: ReadonlyMap<string, readonly string[]>): readonly TagGroup[] {
  const options = [...new Set([...tags.values()].flat())].map((name) => ({ name }));
  return options.length === 0 ? [] : [{ name: 'classes', choice: 'multiple', required: false, options }];
}

/** The images of both; where an XML is there, the list of unlabelled ones is out of date. */
function withUnlabelled(
  entries: readonly VocEntry[],
  unlabelled: readonly LabeledImage[],
): { readonly all: readonly VocEntry[]; readonly notes: ReadonlyMap<string, LabeledImage> } {
  const notes = new Map(unlabelled.map((image) => [image.path, image]));
  const known = new Set(entries.map(({ imagePath }) => imagePath));
  const others = [...notes.values()].filter(({ path }) => !known.has(path));
  const made = others.map(({ path, split }) => ({ imagePath: path, file: undefined, xml: undefined, split }));
  return { all: [...entries, ...made], notes };
}

/** The listed classes in their order, then the others. */
export function withAll(listed: readonly LabelClass[], labels: Iterable<string>): readonly LabelClass[] {
  const known = new Set(listed.map(({ name }) => name));
  const others = [...labels].filter((name) => !known.has(name));
  return [...listed, ...others.map((name) => ({ name, attributes: [] }))];
}

function* walk({ entries, report, hint, ...rest }: Walk): Generator<LabeledImage> {
  for (const [i, entry] of entries.entries()) {
    report.progress(i, entries.length, 'reading');
    const image = labeledImage(entry, { entries, report, hint, ...rest });
    hint?.see(image.doc);
    report.read(image.path, image.doc.annotations.length);
    yield image;
  }
  hint?.tell(report);
}

function labeledImage(entry: VocEntry, walked: Walk): LabeledImage {
  const { imagePath, file } = entry;
  const imageSize = (): ReturnType<Source['imageSize']> => walked.source.imageSize(file ?? imagePath);
  const read = readDoc(entry, walked, imageSize);
  const note = walked.notes.get(imagePath);
  const split = entry.split ?? note?.split;
  const tags = read ? undefined : walked.tags.get(imagePath);
  const doc =
    read ??
    note?.doc ??
    emptyDoc({ file: lastPart(imagePath), ...(imageSize() ?? { widthPx: 0, heightPx: 0 }) });
  return {
    path: imagePath,
    labelled: read !== undefined || tags !== undefined,
    doc: tags ? { ...doc, tags } : doc,
    ...(file !== undefined && { source: file }),
    ...(split !== undefined && { split }),
  };
}

function readDoc(
  { xml, imagePath }: VocEntry,
  { source, texts, origin, report }: Walk,
  imageSize: () => ReturnType<Source['imageSize']>,
): AnnotationDoc | undefined {
  if (xml === undefined) return undefined;
  const known = texts.get(xml);
  const text = (known ? told(known, xml, report) : readXmlText(source.fs, xml, report))?.text;
  if (text === undefined) return undefined;
  return docOfVoc(text, { origin, imagePath, imageSize, notes: new FileNotes(report, xml, text) });
}
