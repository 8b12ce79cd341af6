import { emptyDoc } from '../../annotation/document';
import type { Json, JsonObject } from '../../json/json';
import { EMPTY_SCHEMA } from '../../schema/labelSchema';
import type { Source } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { uniqueImagePath } from '../lib/findImage';
import { importedIds } from '../lib/importedIds';
import { textOf } from '../lib/readText';
import { isImageName, lastPart, withoutExtension } from '../lib/safePath';
import type { Report } from '../report';
import { finiteNumber } from '../xml/xmlElement';
import type { BoxRow, Found } from './found';
import { instancesOf, type MaskOf, type Size } from './instances';
import { imageFilesById, openImagesFiles, subsetOf, UNSPLIT, type OpenImagesFiles } from './openImagesFiles';
import { classRows, namedRows, type NamedRow } from './openImagesRows';
import { maskFiles, maskRows, readMask } from './readMasks';

/** The boxes' Source that we write where a model's confidence stands in the row. */
export const BY_MODEL = 'model';
/** Who draws boxes in Open Images. */
export const BY_HAND = 'xclick';

export const BOX_COLUMNS = [
  ...['ImageID', 'Source', 'LabelName', 'Confidence', 'XMin', 'XMax', 'YMin', 'YMax'],
  ...['IsOccluded', 'IsTruncated', 'IsGroupOf', 'IsDepiction', 'IsInside'],
];

/** Our flags, and the attributes of what has no flag. */
export const FLAG_COLUMNS = { occluded: 'IsOccluded', truncated: 'IsTruncated', crowd: 'IsGroupOf' } as const;
export const ATTRIBUTE_COLUMNS = { depiction: 'IsDepiction', inside: 'IsInside' } as const;

export function readOpenImages(source: Source, report: Report): LabelSet {
  const files = openImagesFiles(source);
  const names = classNames(source, files, report);
  const found = new Map<string, Found>();
  readImages(source, files, found, report);
  const labels = new Set<string>();
  const tags = new Set<string>();
  const columns = readBoxes(source, files, found, names, labels, report);
  readMaskTables(source, files, found, names, labels, report);
  readLabels(source, files, found, names, tags, report);
  const classes = [...new Set([...names.values(), ...labels])].map((name) => ({ name, attributes: [] }));
  const options = [...tags].map((name) => ({ name }));
  const renamed = [...names]
    .filter(([id, name]) => id !== name)
    .map(([id, name]): [string, Json] => [name, id]);
  const foreign = {
    ...(renamed.length > 0 && { names: Object.fromEntries(renamed) }),
    ...(columns.length > 0 && { columns }),
  };
  return {
    schema: {
      ...EMPTY_SCHEMA,
      classes,
      tags:
        options.length > 0 ? [{ name: 'image labels', choice: 'multiple', required: false, options }] : [],
    },
    imageCount: found.size,
    images: imagesOf(source, [...found.values()], files, report),
    ...(Object.keys(foreign).length > 0 && { foreign: { openimages: foreign } }),
  };
}

/** Names by id (`/m/01yrx` -> `Cat`); where two ids have one name, they keep their ids. */
function classNames(
  { fs }: Source,
  { classes }: OpenImagesFiles,
  report: Report,
): ReadonlyMap<string, string> {
  const rows = classes.flatMap((path) => classRows(fs, path, report));
  const counts = new Map<string, Set<string>>();
  for (const [id, name] of rows) counts.set(name, (counts.get(name) ?? new Set()).add(id));
  return new Map(
    rows.map(([id, name]) => [id, name === '' || (counts.get(name)?.size ?? 0) > 1 ? id : name]),
  );
}

function imageOf(found: Map<string, Found>, id: string, split: string | undefined): Found {
  const known = found.get(id);
  if (known) return known;
  const made: Found = {
    id,
    split,
    facts: undefined,
    title: undefined,
    boxes: [],
    masks: [],
    tags: [],
    absent: [],
    machine: [],
  };
  found.set(id, made);
  return made;
}

function readImages(
  { fs }: Source,
  { images }: OpenImagesFiles,
  found: Map<string, Found>,
  report: Report,
): void {
  for (const path of images)
    for (const row of namedRows(fs, path, report)) {
      const id = row.get('ImageID') ?? '';
      const subset = row.get('Subset') ?? subsetOf(path);
      if (id === '') continue;
      const image = imageOf(found, id, subset === '' || subset === UNSPLIT ? undefined : subset);
      const facts = row.columns
        .filter((name) => name !== 'ImageID' && name !== 'Subset' && (row.get(name) ?? '') !== '')
        .map((name): [string, Json] => [name, row.get(name) ?? '']);
      const title = row.get('Title') ?? '';
      // We write the name of the file there: the id has no extension.
      image.title =
        isImageName(title) && (withoutExtension(title) === id || title === id) ? title : undefined;
      const kept = facts.filter(([name]) => name !== 'Title' || image.title === undefined);
      image.facts = kept.length > 0 ? Object.fromEntries(kept) : undefined;
    }
}

/** The rows of boxes; answers which columns the tables have besides the usual ones. */
function readBoxes(
  { fs }: Source,
  { boxes }: OpenImagesFiles,
  found: Map<string, Found>,
  names: ReadonlyMap<string, string>,
  labels: Set<string>,
  report: Report,
): readonly string[] {
  const others = new Set<string>();
  for (const path of boxes)
    for (const row of namedRows(fs, path, report)) {
      for (const name of row.columns) if (!BOX_COLUMNS.includes(name)) others.add(name);
      const id = row.get('ImageID') ?? '';
      const labelName = row.get('LabelName') ?? '';
      const edges = ['XMin', 'XMax', 'YMin', 'YMax'].map((name) => finiteNumber(row.get(name)));
      if (id === '' || labelName === '' || edges.some((edge) => edge === undefined)) {
        const message = 'A row lacks ImageID, LabelName or one of XMin, XMax, YMin, YMax; it is left out.';
        report.problem({ severity: 'error', code: 'open-images-row', path, line: row.line, message });
        continue;
      }
      const label = names.get(labelName) ?? labelName;
      if (!labels.has(label)) labels.add(label);
      const parts = edges as readonly number[];
      tellWrong(parts, path, row.line, report);
      imageOf(found, id, subsetOf(path)).boxes.push({
        label,
        edges: parts,
        facts: factsOf(row),
        cells: () => Object.fromEntries(row.columns.map((name) => [name, row.get(name) ?? ''])),
      });
    }
  return [...others];
}

function tellWrong(
  [x1 = 0, x2 = 0, y1 = 0, y2 = 0]: readonly number[],
  path: string,
  line: number,
  report: Report,
): void {
  const tell = (code: string, message: string): void =>
    report.problem({ severity: 'warning', code, path, line, message });
  if (x2 < x1 || y2 < y1) tell('box-reversed', 'XMax or YMax lies before XMin or YMin; they were exchanged.');
  if (Math.min(x1, x2, y1, y2) < -1e-6 || Math.max(x1, x2, y1, y2) > 1 + 1e-6)
    tell(
      'outside-image',
      'A box reaches beyond its image: its edges are parts of width and height, from 0 to 1.',
    );
}

function factsOf(row: NamedRow): BoxRow['facts'] {
  const facts: { -readonly [K in keyof BoxRow['facts']]: BoxRow['facts'][K] } = {};
  const unknown: string[] = [];
  for (const [flag, column] of Object.entries(FLAG_COLUMNS) as [
    'occluded' | 'truncated' | 'crowd',
    string,
  ][]) {
    if (row.get(column) === '1') facts[flag] = true;
    else if (row.get(column) === '-1') unknown.push(column);
  }
  const attributes = Object.entries(ATTRIBUTE_COLUMNS).filter(([, column]) => row.get(column) === '1');
  unknown.push(...Object.values(ATTRIBUTE_COLUMNS).filter((column) => row.get(column) === '-1'));
  if (attributes.length > 0) facts.attributes = Object.fromEntries(attributes.map(([name]) => [name, true]));
  const confidence = finiteNumber(row.get('Confidence'));
  const source = row.get('Source') ?? '';
  if (confidence !== undefined && confidence >= 0 && (confidence !== 1 || source === BY_MODEL))
    facts.score = confidence;
  const others = row.columns
    .filter((name) => !BOX_COLUMNS.includes(name) && (row.get(name) ?? '') !== '')
    .map((name): [string, Json] => [name, row.get(name) ?? '']);
  const extra: JsonObject = {
    ...(source !== '' && source !== BY_HAND && source !== BY_MODEL && { Source: source }),
    ...(unknown.length > 0 && { unknown }),
    ...(others.length > 0 && { columns: Object.fromEntries(others) }),
  };
  if (Object.keys(extra).length > 0) facts.extra = { openimages: extra };
  return facts;
}

function readLabels(
  { fs }: Source,
  { labels }: OpenImagesFiles,
  found: Map<string, Found>,
  names: ReadonlyMap<string, string>,
  tags: Set<string>,
  report: Report,
): void {
  for (const path of labels)
    for (const row of namedRows(fs, path, report)) {
      const id = row.get('ImageID') ?? '';
      const labelName = row.get('LabelName') ?? '';
      const confidence = finiteNumber(row.get('Confidence') ?? '1');
      if (id === '' || labelName === '' || confidence === undefined) {
        const message = 'A row lacks ImageID or LabelName, or its Confidence is no number; it is left out.';
        report.problem({ severity: 'error', code: 'open-images-row', path, line: row.line, message });
        continue;
      }
      const image = imageOf(found, id, subsetOf(path));
      const label = names.get(labelName) ?? labelName;
      tags.add(label);
      if (confidence === 1) image.tags.push(label);
      else if (confidence === 0) image.absent.push(label);
      else image.machine.push({ label, confidence });
    }
}

function readMaskTables(
  { fs }: Source,
  { masks }: OpenImagesFiles,
  found: Map<string, Found>,
  names: ReadonlyMap<string, string>,
  labels: Set<string>,
  report: Report,
): void {
  for (const table of masks)
    for (const [id, row] of maskRows(fs, table, report)) {
      const label = names.get(row.labelName) ?? row.labelName;
      labels.add(label);
      imageOf(found, id, subsetOf(table)).masks.push({ ...row, label });
    }
}

function imagesOf(
  source: Source,
  all: readonly Found[],
  files: OpenImagesFiles,
  report: Report,
): LabelSet['images'] {
  const byId = imageFilesById(source.fs);
  const sizes =
    files.sizes === undefined
      ? new Map<string, Size>()
      : sizesOf(textOf(source.fs, files.sizes, report) ?? '');
  const pictures = files.masks.length > 0 ? maskFiles(source.fs) : new Map<string, string>();
  const taken = new Set<string>();
  const at = { file: files.boxes[0] ?? files.labels[0] ?? files.images[0] ?? '' };
  const paths = all.map(({ id, title }) => {
    const file = byId.get(id);
    const extension = file === undefined ? '' : file.slice(withoutExtension(file).length);
    const named = title ?? (isImageName(id) ? id : `${id}${extension || '.jpg'}`);
    return uniqueImagePath(named, taken, at, report);
  });
  function* walk(): Generator<LabeledImage> {
    for (const [i, image] of all.entries()) {
      report.progress(i, all.length, 'reading');
      const file = byId.get(image.id);
      const size = sizes.get(image.id) ?? source.imageSize(file ?? paths[i] ?? image.id);
      const maskOf: MaskOf = (row) => size && readMask(source, pictures, row, size, report);
      const made = labeledImage(image, paths[i] ?? image.id, file, size, at.file, maskOf, report);
      report.read(made.path, made.doc.annotations.length);
      yield made;
    }
  }
  return { [Symbol.iterator]: walk };
}

/** `<id> <height> <width>` a line, the id perhaps in quotes (datumaro: util/image.py, load_image_meta_file). */
function sizesOf(text: string): Map<string, Size> {
  const sizes = new Map<string, Size>();
  for (const line of text.split(/\r?\n/)) {
    const found = /^\s*('(?:[^']|'"'"')*'|"[^"]*"|[^\s#'"]+)\s+(\d+)\s+(\d+)/.exec(line);
    if (!found) continue;
    const name = (found[1] ?? '')
      .replaceAll(`'"'"'`, '\u0000')
      .replace(/^['"]|['"]$/g, '')
      .replaceAll('\u0000', "'");
    sizes.set(name, { heightPx: Number(found[2]), widthPx: Number(found[3]) });
  }
  return sizes;
}

function labeledImage(
  image: Found,
  path: string,
  file: string | undefined,
  size: Size | undefined,
  table: string,
  maskOf: MaskOf,
  report: Report,
): LabeledImage {
  const idOf = importedIds(path);
  const unread = image.boxes.length + image.masks.length;
  if (!size && unread > 0) {
    const message = `The size of image ${image.id} is not known, so that its ${unread} boxes and masks cannot be read: put the image beside the tables.`;
    report.problem({ severity: 'error', code: 'open-images-no-size', path: table, message });
  }
  const annotations = size ? instancesOf(image, size, maskOf).map((one, i) => ({ id: idOf(i), ...one })) : [];
  const extra: JsonObject = {
    ...(image.facts && { image: image.facts }),
    ...(image.absent.length > 0 && { absent: image.absent }),
    ...(image.machine.length > 0 && { machine: image.machine.map((each) => ({ ...each })) }),
    ...(!size && image.boxes.length > 0 && { rows: image.boxes.map(({ cells }) => cells()) }),
  };
  return {
    path,
    labelled: true,
    ...(file !== undefined && { source: file }),
    ...(image.split !== undefined && { split: image.split }),
    doc: {
      ...emptyDoc({ file: lastPart(path), widthPx: size?.widthPx ?? 0, heightPx: size?.heightPx ?? 0 }),
      tags: [...new Set(image.tags)],
      annotations,
      ...(Object.keys(extra).length > 0 && { extra: { openimages: extra } }),
    },
  };
}
