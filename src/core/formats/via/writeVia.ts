import type { Annotation } from '../../annotation/annotation';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import type { AttributeSpec, LabelSchema } from '../../schema/labelSchema';
import { printRow } from '../csv/printRow';
import type { Target } from '../format';
import type { TextSink } from '../fs';
import type { LabeledImage, LabelSet } from '../labelSet';
import { TAGS } from './readVia';
import { printSpec, printValue } from './viaAttributes';
import { viaShape } from './viaShape';

const CLASS = 'class';
const BLOCK_CHARS = 1_000_000;
const CSV_HEADER =
  'filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,region_attributes\n';

/** Writes a VIA 2 project, or its annotations alone as JSON or CSV. */
export function writeVia(set: LabelSet, target: Target): void {
  const form = target.options['form'] ?? 'project';
  if (form === 'csv') writeCsv(set, target);
  else writeJson(set, target, form === 'project');
}

/** An image as VIA keeps it. */
interface Entry {
  readonly filename: string;
  readonly size: Json;
  readonly regions: readonly JsonObject[];
  readonly file_attributes: JsonObject;
}

function writeJson(set: LabelSet, target: Target, isProject: boolean): void {
  const sink = target.fs.open(isProject ? 'via_project.json' : 'via_region_data.json');
  const out = new Blocks(sink);
  const met = new MetAttributes(set.schema);
  const own = isObject(set.foreign?.['via']) ? set.foreign['via'] : {};
  const settings = isObject(own['settings'] ?? null) ? (own['settings'] ?? null) : settingsOf(set.schema);
  out.write(isProject ? `{"_via_settings":${JSON.stringify(settings)},\n"_via_img_metadata":{` : '{');
  const ids: string[] = [];
  for (const [entry, id] of entries(set, target, met)) {
    out.write(`${ids.length === 0 ? '\n' : ',\n'}${JSON.stringify(id)}:${JSON.stringify(entry)}`);
    if (isProject) ids.push(id);
    else ids[0] = id;
  }
  if (isProject) {
    const declared = isObject(own['attributes'] ?? null) ? (own['attributes'] as JsonObject) : {};
    out.write(`\n},\n"_via_attributes":${JSON.stringify(met.declaration(set.schema, declared))},\n`);
    out.write(`"_via_data_format_version":"2.0.10",\n"_via_image_id_list":${JSON.stringify(ids)}}\n`);
  } else out.write('\n}\n');
  out.close();
}

function writeCsv(set: LabelSet, target: Target): void {
  const out = new Blocks(target.fs.open('via_region_data.csv'));
  out.write(CSV_HEADER);
  for (const [{ filename, size, regions, file_attributes }] of entries(
    set,
    target,
    new MetAttributes(set.schema),
  )) {
    const head = [filename, String(size), JSON.stringify(file_attributes)];
    if (regions.length === 0) out.write(`${printRow([...head, '0', '0', '{}', '{}'])}\n`);
    for (const [i, region] of regions.entries()) {
      const cells = [region['shape_attributes'], region['region_attributes']].map((cell) =>
        JSON.stringify(cell),
      );
      out.write(`${printRow([...head, String(regions.length), String(i), ...cells])}\n`);
    }
  }
  out.close();
}

function* entries(set: LabelSet, target: Target, met: MetAttributes): Generator<[entry: Entry, id: string]> {
  const { report } = target;
  let done = 0;
  for (const image of set.images) {
    report.progress(done++, set.imageCount, 'writing');
    target.image(image.path, image.path);
    const entry = entryOf(image, met);
    report.wrote(image.path, image.doc.annotations.length);
    if (image.doc.annotations.some(({ attributes }) => attributes && Object.hasOwn(attributes, CLASS)))
      report.loss(image.path, TAKEN);
    // VIA's own id of an image is its name and its size in bytes.
    yield [entry, `${entry.filename}${String(entry.size)}`];
  }
}

const TAKEN = { code: 'attribute-dropped', message: 'attributes called "class" give way to the class' };

function entryOf({ path, doc }: LabeledImage, met: MetAttributes): Entry {
  const own = isObject(doc.extra?.['via']) ? doc.extra['via'] : {};
  const { size = -1, file_attributes = {}, regions: kept = [], filename: _, ...others } = own;
  const tags =
    doc.tags.length === 0 ? {} : { [TAGS]: Object.fromEntries(doc.tags.map((tag) => [tag, true])) };
  met.tags(doc.tags);
  return {
    filename: path,
    size,
    regions: [
      ...doc.annotations.flatMap((annotation) => regionOf(annotation, met)),
      ...(isArray(kept) ? kept.filter(isObject) : []),
    ],
    file_attributes: { ...(isObject(file_attributes) && file_attributes), ...tags },
    ...others,
  };
}

function regionOf(annotation: Annotation, met: MetAttributes): readonly JsonObject[] {
  const { label, attributes = {}, extra } = annotation;
  const own = isObject(extra?.['via']) ? extra['via'] : {};
  const { shape_attributes: shapeMembers, ...others } = own;
  const shape = viaShape(
    annotation.shape,
    shapeMembers !== undefined && isObject(shapeMembers) ? shapeMembers : undefined,
  );
  if (!shape) return [];
  const values = Object.entries(attributes)
    .filter(([name]) => name !== CLASS)
    .map(([name, value]): [string, Json] => [name, printValue(value, met.attribute(label, name))]);
  return [
    {
      shape_attributes: shape,
      region_attributes: { [CLASS]: label, ...Object.fromEntries(values) },
      ...others,
    },
  ];
}

/** Attributes that regions have, with what the schema says of them. */
class MetAttributes {
  readonly #specs: ReadonlyMap<string, ReadonlyMap<string, AttributeSpec>>;
  readonly #met = new Map<string, AttributeSpec | undefined>();
  readonly #tags = new Set<string>();

  constructor({ classes }: LabelSchema) {
    this.#specs = new Map(
      classes.map(({ name, attributes }) => [name, new Map(attributes.map((each) => [each.name, each]))]),
    );
    for (const { attributes } of classes) for (const spec of attributes) this.#met.set(spec.name, spec);
  }

  attribute(label: string, name: string): AttributeSpec | undefined {
    const spec = this.#specs.get(label)?.get(name);
    if (!this.#met.has(name)) this.#met.set(name, spec);
    return spec;
  }

  tags(names: readonly string[]): void {
    for (const name of names) this.#tags.add(name);
  }

  /** The class comes first: whoever reads it back must know which attribute is the class. */
  declaration({ classes, tags }: LabelSchema, declared: JsonObject): JsonObject {
    const known = isObject(declared['region'] ?? null) ? (declared['region'] as JsonObject) : {};
    const names = classes.map(({ name }): [string, Json] => [name, name]);
    const classSpec = {
      type: 'dropdown',
      description: '',
      options: Object.fromEntries(names),
      default_options: {},
    };
    const others = [...this.#met]
      .filter(([name]) => name !== CLASS)
      .map(([name, spec]): [string, Json] => [
        name,
        Object.hasOwn(known, name) ? (known[name] ?? null) : printSpec(spec),
      ]);
    const options = [
      ...new Set([...tags.flatMap((group) => group.options.map(({ name }) => name)), ...this.#tags]),
    ];
    const tagSpec = {
      type: 'checkbox',
      description: '',
      options: Object.fromEntries(options.map((name) => [name, name])),
      default_options: {},
    };
    const file = isObject(declared['file'] ?? null) ? (declared['file'] as JsonObject) : {};
    return {
      region: { [CLASS]: classSpec, ...Object.fromEntries(others) },
      file: { ...file, ...(options.length > 0 && { [TAGS]: tagSpec }) },
    };
  }
}

/** What VIA starts with (ox-vgg/via: via-2.x.y/src/via.js); regions show their class. */
function settingsOf({ name }: LabelSchema): JsonObject {
  return {
    ui: {
      annotation_editor_height: 25,
      annotation_editor_fontsize: 0.8,
      leftsidebar_width: 18,
      image_grid: {
        img_height: 80,
        rshape_fill: 'none',
        rshape_fill_opacity: 0.3,
        rshape_stroke: 'yellow',
        rshape_stroke_width: 2,
        show_region_shape: true,
        show_image_policy: 'all',
      },
      image: {
        region_label: CLASS,
        region_color: CLASS,
        region_label_font: '10px Sans',
        on_image_annotation_editor_placement: 'NEAR_REGION',
      },
    },
    core: { buffer_size: 18, filepath: {}, default_filepath: '' },
    project: { name: name ?? 'labels' },
  };
}

class Blocks {
  readonly #sink: TextSink;
  #block = '';

  constructor(sink: TextSink) {
    this.#sink = sink;
  }

  write(text: string): void {
    this.#block += text;
    if (this.#block.length < BLOCK_CHARS) return;
    this.#sink.write(this.#block);
    this.#block = '';
  }

  close(): void {
    this.#sink.write(this.#block);
    this.#sink.close();
  }
}
