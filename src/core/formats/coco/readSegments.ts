import type { Annotation } from '../../annotation/annotation';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import { maskOfSpans } from '../../mask/rle';
import type { Spans } from '../../mask/spans';
import type { Source } from '../format';
import { UnreadableFile } from '../fs';
import { decodePng } from '../png/decodePng';
import { mapOfRgb, regionsOf, type LabelMap } from '../png/labelMap';
import type { PngSamples } from '../png/samples';
import type { Category } from './categories';
import { folderOf, imagePathOf, joined } from './paths';
import { annotationOf } from './readAnnotation';
import type { Tell } from './segmentation';

/** What segments need to know of the image they are in. */
export interface SegmentContext {
  readonly categories: ReadonlyMap<Json, Category>;
  readonly image: { readonly widthPx: number; readonly heightPx: number };
  readonly checks: boolean;
  readonly tell: Tell;
}

type IdOf = (place: number) => string;

/** Where the two channels of a PNG are put together: more instances of a class there cannot be in 8 bits. */
const INSTANCES = 1000;

/**
 * Reads the PNGs of panoptic labels (cocodataset/panopticapi: panopticapi/utils.py; for two channels
 * converters/2channels2panoptic_coco_format.py).
 */
export class SegmentReader {
  readonly #source: Source;
  readonly #folder: string | undefined;
  readonly #hasTwoChannels: boolean;

  constructor(source: Source) {
    this.#source = source;
    this.#folder = source.options['png'];
    this.#hasTwoChannels = source.options['channels'] === '2';
  }

  /** The segments of a row of `annotations`, which is one image; undefined, and a problem, without a PNG. */
  ofRow(
    jsonPath: string,
    row: JsonObject,
    idOf: IdOf,
    context: SegmentContext,
  ): readonly Annotation[] | undefined {
    const { file_name: name, segments_info: infos } = row;
    if (typeof name !== 'string' || !isArray(infos)) {
      context.tell(
        'error',
        'coco-segments',
        'A panoptic annotation needs "file_name" and "segments_info"; it is kept as it stands.',
      );
      return undefined;
    }
    const regions = this.#regions(jsonPath, name, context, (png) => idMap(png));
    return regions && segmentsOf(infos, regions, idOf, context, name);
  }

  /** Areas of a PNG with the class in its red and the instance in its green channel; undefined when none is meant. */
  ofTwoChannels(
    jsonPath: string,
    imagePath: string,
    idOf: IdOf,
    context: SegmentContext,
  ): readonly Annotation[] | undefined {
    if (!this.#hasTwoChannels) return undefined;
    const name = imagePath.replace(/\.[^./]*$/, '.png');
    const regions = this.#regions(jsonPath, name, context, (png) => pairMap(png));
    if (!regions) return undefined;
    const found = [...regions].filter(([value]) => value >= INSTANCES).sort(([a], [b]) => a - b);
    const infos = found.map(([id]) => ({ id, category_id: Math.floor(id / INSTANCES) }));
    return segmentsOf(infos, new Map(found), idOf, { ...context, checks: false }, name).map(withoutId);
  }

  #regions(
    jsonPath: string,
    name: string,
    { image, tell }: SegmentContext,
    mapOf: (png: PngSamples) => LabelMap | undefined,
  ): Map<number, Spans> | undefined {
    const png = this.#png(jsonPath, name);
    if (typeof png === 'string') return void tell('error', 'coco-png', png);
    const map = mapOf(png);
    if (!map)
      return void tell('error', 'coco-png', `${name} is no RGB PNG of 8 bits; its ids cannot be read.`);
    if (png.widthPx !== image.widthPx || png.heightPx !== image.heightPx)
      tell(
        'warning',
        'coco-png',
        `${name} has ${png.widthPx} x ${png.heightPx} pixels, the image ${image.widthPx} x ${image.heightPx}.`,
      );
    return regionsOf(map, png.widthPx, png.heightPx);
  }

  /** The decoded PNG, or why there is none. */
  #png(jsonPath: string, name: string): PngSamples | string {
    const path = this.#place(jsonPath, imagePathOf(name));
    if (path === undefined)
      return `The PNG ${JSON.stringify(name)} is not there; it belongs into ${jsonPath.replace(/\.json$/i, '')}/ (option png=FOLDER names another one).`;
    try {
      const png = decodePng(this.#source.fs.readBytes(path));
      return typeof png === 'string' ? `${path} cannot be read: ${png}` : png;
    } catch (error) {
      if (error instanceof UnreadableFile) return error.message;
      throw error;
    }
  }

  #place(jsonPath: string, name: string): string | undefined {
    const own = folderOf(jsonPath);
    const folders =
      this.#folder === undefined
        ? [jsonPath.replace(/\.json$/i, ''), own]
        : [this.#folder, joined(own, this.#folder)];
    return folders
      .map((folder) => joined(folder, name))
      .find((path) => name !== '' && this.#source.fs.has(path));
  }
}

function idMap({ kind, bits, samples, widthPx, heightPx }: PngSamples): LabelMap | undefined {
  if (bits !== 8 || (kind !== 'rgb' && kind !== 'rgba')) return undefined;
  return mapOfRgb(samples, kind === 'rgb' ? 3 : 4, widthPx * heightPx);
}

function pairMap({ kind, bits, samples, widthPx, heightPx }: PngSamples): LabelMap | undefined {
  if (bits !== 8 || kind === 'palette' || kind === 'grey') return undefined;
  const step = samples.length / (widthPx * heightPx);
  const map = new Uint32Array(widthPx * heightPx);
  for (let i = 0; i < map.length; i++)
    map[i] = INSTANCES * (samples[step * i] as number) + (samples[step * i + 1] as number);
  return map;
}

function segmentsOf(
  infos: readonly Json[],
  regions: Map<number, Spans>,
  idOf: IdOf,
  { categories, checks, tell }: SegmentContext,
  name: string,
): readonly Annotation[] {
  const made: Annotation[] = [];
  const left = new Set(regions.keys());
  for (const info of infos) {
    const id = isObject(info) ? info['id'] : undefined;
    const category = isObject(info) ? categories.get(info['category_id'] ?? null) : undefined;
    const spans = typeof id === 'number' ? regions.get(id) : undefined;
    const mask = spans && maskOfSpans(spans);
    if (typeof id === 'number') left.delete(id);
    if (!isObject(info) || !mask)
      tell(
        'error',
        'coco-segments',
        `Segment ${JSON.stringify(id ?? null)} of "segments_info" has no pixel in ${name}; it is passed over.`,
      );
    else if (!category)
      tell(
        'error',
        'coco-dangling-category',
        `No category has the id ${JSON.stringify(info['category_id'] ?? null)}; the segment is passed over.`,
      );
    else
      made.push(
        annotationOf(info, idOf(made.length), category.label, { shape: mask, kept: {} }, { checks, tell }),
      );
  }
  left.delete(VOID);
  if (left.size > 0)
    tell(
      'error',
      'coco-segments',
      `${name} has ${left.size} ids that are not in "segments_info" (${[...left].slice(0, 3).join(', ')}); they are passed over.`,
    );
  return made;
}

const VOID = 0;

function withoutId({ extra: _, ...annotation }: Annotation): Annotation {
  return annotation;
}
