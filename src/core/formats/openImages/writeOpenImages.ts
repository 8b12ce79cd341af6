import type { Annotation } from '../../annotation/annotation';
import type { ImageFacts } from '../../annotation/document';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import { printRow } from '../csv/printRow';
import type { Target } from '../format';
import type { TextSink, WriteFs } from '../fs';
import type { LabeledImage, LabelSet } from '../labelSet';
import { freeStem } from '../voc/writeVoc';
import { UNSPLIT } from './openImagesFiles';
import { edgesOf, freeBoxId, maskPng, MASK_COLUMNS, type MaskAnnotation } from './writeMasks';
import { ATTRIBUTE_COLUMNS, BOX_COLUMNS, BY_HAND, BY_MODEL, FLAG_COLUMNS } from './readOpenImages';

const FOLDER = 'annotations';
const IMAGE_COLUMNS = [
  ...[
    'ImageID',
    'Subset',
    'OriginalURL',
    'OriginalLandingURL',
    'License',
    'AuthorProfileURL',
    'Author',
    'Title',
  ],
  ...['OriginalSize', 'OriginalMD5', 'Thumbnail300KURL', 'Rotation'],
];
const LABEL_COLUMNS = ['ImageID', 'Source', 'LabelName', 'Confidence'];
const BLOCK_CHARS = 1_000_000;

/** Writes tables of boxes, masks and image labels for each split, and of all images and classes. */
export function writeOpenImages(set: LabelSet, target: Target): void {
  const { fs, report } = target;
  const own = familyOf(set.foreign);
  const others = isArray(own['columns'] ?? null) ? (own['columns'] as readonly Json[]).map(String) : [];
  const ids = isObject(own['names'] ?? null) ? (own['names'] as JsonObject) : {};
  const tables = new Tables(fs, {
    names: ids,
    boxColumns: [...BOX_COLUMNS, ...others.filter((name) => !BOX_COLUMNS.includes(name))],
  });
  const stems = new Set<string>();
  const tags = new Set<string>();
  let done = 0;
  for (const image of set.images) {
    report.progress(done++, set.imageCount, 'writing');
    const { split = UNSPLIT, path, doc } = image;
    target.image(path, `images/${split.replace(/[/\\]/g, '-')}/${path}`);
    for (const tag of doc.tags) tags.add(tag);
    tables.add(image, freeStem(path, stems));
    tellUnsized(image, target);
    report.wrote(path, doc.image.widthPx > 0 && doc.image.heightPx > 0 ? doc.annotations.length : 0);
  }
  const options = set.schema.tags.flatMap((group) => group.options.map(({ name }) => name));
  const names = new Set([
    ...set.schema.classes.map(({ name }) => name),
    ...tables.labels,
    ...options,
    ...tags,
  ]);
  tables.close();
  const rows = [...names].map((name) => printRow([idOf(ids, name), name]));
  fs.writeText(`${FOLDER}/class-descriptions.csv`, rows.map((row) => `${row}\n`).join(''));
}

function tellUnsized({ path, doc }: LabeledImage, { report }: Target): void {
  const { widthPx, heightPx } = doc.image;
  if (doc.annotations.length > 0 && !(widthPx > 0 && heightPx > 0))
    report.loss(path, UNSIZED, doc.annotations.length);
}

const UNSIZED = {
  code: 'size-unknown',
  message: 'boxes and masks are dropped: the size of their image is not known',
};

function familyOf(extra: JsonObject | undefined): JsonObject {
  const own = extra?.['openimages'];
  return isObject(own) ? own : {};
}

function idOf(ids: JsonObject, name: string): string {
  const id = Object.hasOwn(ids, name) ? ids[name] : undefined;
  return typeof id === 'string' ? id : name;
}

interface TableOptions {
  /** Open Images' ids of classes by their names. */
  readonly names: JsonObject;
  readonly boxColumns: readonly string[];
}

/** The tables that are being written, each in blocks. */
class Tables {
  readonly labels = new Set<string>();
  readonly #fs: WriteFs;
  readonly #options: TableOptions;
  readonly #boxIds = new Set<string>();
  readonly #open = new Map<string, { readonly sink: TextSink; block: string }>();

  constructor(fs: WriteFs, options: TableOptions) {
    this.#fs = fs;
    this.#options = options;
  }

  add({ path, split = UNSPLIT, doc }: LabeledImage, id: string): void {
    const own = familyOf(doc.extra);
    const { widthPx, heightPx } = doc.image;
    this.#row('image_ids_and_rotation.csv', IMAGE_COLUMNS, imageCells(id, path, split, own['image']));
    if (widthPx > 0 && heightPx > 0) this.#line('images.meta', '', `${quoted(id)} ${heightPx} ${widthPx}\n`);
    const prefix = split.replace(/[/\\]/g, '-');
    for (const annotation of doc.annotations) {
      this.labels.add(annotation.label);
      if (!(widthPx > 0 && heightPx > 0)) continue;
      const edges = edgesOf(annotation, doc.image);
      this.#row(
        `${prefix}-annotations-bbox.csv`,
        this.#options.boxColumns,
        this.#boxCells(id, annotation, edges),
      );
      const { shape } = annotation;
      if (shape.kind === 'mask') this.#mask(prefix, id, { ...annotation, shape }, edges, doc.image);
    }
    this.#boxIds.clear();
    const rows = isArray(own['rows'] ?? null) ? (own['rows'] as readonly Json[]).filter(isObject) : [];
    for (const row of rows)
      this.#row(
        `${prefix}-annotations-bbox.csv`,
        this.#options.boxColumns,
        this.#options.boxColumns.map((name) => textOf(row[name])),
      );
    this.#imageLabels(`${prefix}-annotations-human-imagelabels.csv`, id, doc.tags, '1');
    const absent = isArray(own['absent'] ?? null) ? (own['absent'] as readonly Json[]).map(textOf) : [];
    this.#imageLabels(`${prefix}-annotations-human-imagelabels.csv`, id, absent, '0');
    const machine = isArray(own['machine'] ?? null)
      ? (own['machine'] as readonly Json[]).filter(isObject)
      : [];
    for (const { label = '', confidence = 0 } of machine)
      this.#imageLabels(
        `${prefix}-annotations-machine-imagelabels.csv`,
        id,
        [textOf(label)],
        String(confidence),
        'machine',
      );
  }

  close(): void {
    for (const { sink, block } of this.#open.values()) {
      sink.write(block);
      sink.close();
    }
  }

  #imageLabels(
    table: string,
    id: string,
    names: readonly string[],
    confidence: string,
    source = 'verification',
  ): void {
    for (const name of names)
      this.#row(table, LABEL_COLUMNS, [id, source, idOf(this.#options.names, name), confidence]);
  }

  #boxCells(id: string, { label, score, extra, ...facts }: Annotation, edges: readonly number[]): string[] {
    const own = familyOf(extra);
    const source = textOf(own['Source'] ?? (score === undefined ? BY_HAND : BY_MODEL));
    const unknown = isArray(own['unknown'] ?? null) ? (own['unknown'] as readonly Json[]).map(String) : [];
    const flags = [
      ...Object.entries(FLAG_COLUMNS).map(([flag, column]) =>
        flagCell(facts[flag as keyof typeof FLAG_COLUMNS], column, unknown),
      ),
      ...Object.entries(ATTRIBUTE_COLUMNS).map(([name, column]) =>
        flagCell(facts.attributes?.[name] === true, column, unknown),
      ),
    ];
    const columns = isObject(own['columns'] ?? null) ? (own['columns'] as JsonObject) : {};
    const others = this.#options.boxColumns.slice(BOX_COLUMNS.length).map((name) => textOf(columns[name]));
    return [
      id,
      source,
      idOf(this.#options.names, label),
      String(score ?? 1),
      ...edges.map(String),
      ...flags,
      ...others,
    ];
  }

  /** The picture of a mask, and its row. */
  #mask(
    prefix: string,
    id: string,
    annotation: MaskAnnotation,
    edges: readonly number[],
    size: ImageFacts,
  ): void {
    const facts = familyOf(annotation.extra)['mask'] ?? null;
    const known = isObject(facts) ? facts : {};
    const boxId = freeBoxId(textOf(known['BoxID']), this.#boxIds);
    const picture = `${id}_${boxId}.png`;
    this.#fs.writeBytes(`masks/${prefix}/${picture}`, maskPng(annotation.shape, size));
    const label = idOf(this.#options.names, annotation.label);
    const others = ['PredictedIoU', 'Clicks'].map((name) => textOf(known[name]));
    this.#row(`${prefix}-annotations-object-segmentation.csv`, MASK_COLUMNS, [
      ...[picture, id, label, boxId],
      ...edges.map(String),
      ...others,
    ]);
  }

  #row(table: string, columns: readonly string[], cells: readonly string[]): void {
    this.#line(table, `${printRow(columns)}\n`, `${printRow(cells)}\n`);
  }

  #line(table: string, header: string, line: string): void {
    let open = this.#open.get(table);
    if (!open) this.#open.set(table, (open = { sink: this.#fs.open(`${FOLDER}/${table}`), block: header }));
    open.block += line;
    if (open.block.length < BLOCK_CHARS) return;
    open.sink.write(open.block);
    open.block = '';
  }
}

function flagCell(isOn: boolean | undefined, column: string, unknown: readonly string[]): string {
  return isOn ? '1' : unknown.includes(column) ? '-1' : '0';
}

/** The file's name stands in the title: the id has no extension. */
function imageCells(id: string, path: string, split: string, facts: Json | undefined): string[] {
  const own = facts !== undefined && isObject(facts) ? facts : {};
  return IMAGE_COLUMNS.map((name) => {
    if (name === 'ImageID') return id;
    if (name === 'Subset') return split;
    if (name === 'Title') return textOf(own[name]) || path;
    return textOf(own[name]);
  });
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';
}

/** As a shell would need it: datumaro reads the list with `shlex`. */
function quoted(name: string): string {
  return /^[\w@%+=:,./-]+$/.test(name) ? name : `'${name.replaceAll("'", `'"'"'`)}'`;
}
