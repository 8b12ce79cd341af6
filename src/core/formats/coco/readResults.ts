import { isObject, type Json, type JsonObject } from '../../json/json';
import type { Source } from '../format';
import type { LabelSet } from '../labelSet';
import type { Report } from '../report';
import { Categories } from './categories';
import { openCocoFile, type CocoFile } from './file';
import { groupAnnotations } from './grouping';
import { ImagePlaces } from './imagePlaces';
import { readImages, type ImageTable, type TakenPaths } from './images';
import { cocoInputs, jsonFiles, splitOf, type CocoInput } from './inputs';
import { folderOf } from './paths';
import type { CocoPart } from './part';
import { setOfParts } from './readSet';
import { sniff } from './sniff';

const READING = { keypoints: true, results: true } as const;

/**
 * Reads detection results: bare lists that name images and categories by their ids only. What the ids mean stands in
 * the file they were made for, which is looked for beside them (or named by the option `truth`).
 */
export function readResults(source: Source, report: Report): LabelSet {
  const categories = new Categories();
  const taken: TakenPaths = new Set();
  const inputs = cocoInputs(source, ['results']);
  const parts = inputs.flatMap((input) => partOf(source, input, report, categories, taken) ?? []);
  return setOfParts(parts, categories, report, READING);
}

function partOf(
  source: Source,
  input: CocoInput,
  report: Report,
  categories: Categories,
  taken: TakenPaths,
): CocoPart | undefined {
  const file = openCocoFile(source.fs, input.path, report);
  if (!file) return undefined;
  if (!file.keys.has(''))
    file.problem(
      'error',
      'coco-results',
      'Results are a bare list: [{"image_id", "category_id", "score", ...}, ...].',
    );
  const truthPath = truthOf(source, input);
  const truth = truthPath === undefined ? undefined : openCocoFile(source.fs, truthPath, report);
  if (!truth)
    file.problem(
      'warning',
      'coco-results',
      'The file with "images" and "categories" that these results belong to is not there; images and classes are named by their ids. Name it with the option truth=FILE.',
    );
  const known = truth ? categories.read(truth) : categories.read(named(file));
  const split = truthPath === undefined ? input.split : splitOf(truthPath);
  const images = truth ? readImages(truth, split, taken) : new NumberedImages(file);
  const places = new ImagePlaces(source, truthPath ?? input.path, split);
  const texts = truth ? { ...file, rest: truth.rest } : file;
  return { file: texts, split, categories: known, images, grouping: groupAnnotations(file, images), places };
}

/** The file named, else the one beside the results whose split is the same, else the only one. */
function truthOf(source: Source, { path, split }: CocoInput): string | undefined {
  const named = source.options['truth'];
  if (named !== undefined) return source.fs.has(named) ? named : undefined;
  const { file: _, ...folder } = source;
  const near = jsonFiles(folder).filter((each) => {
    const { kind } = sniff(source.fs, each);
    return each !== path && (kind === 'instances' || kind === 'keypoints' || kind === 'images');
  });
  const same = near.filter((each) => splitOf(each) === split);
  return (
    same.find((each) => folderOf(each) === folderOf(path)) ??
    same[0] ??
    (near.length === 1 ? near[0] : undefined)
  );
}

/** The file as if it had categories: those whose ids it uses. */
function named(file: CocoFile): CocoFile {
  const ids = new Set<Json>();
  for (const { category_id: id } of rowsOf(file))
    if (typeof id === 'number' || typeof id === 'string') ids.add(id);
  const sorted = [...ids].sort((a, b) => Number(a) - Number(b));
  return { ...file, categories: sorted.map((id) => ({ id, name: `category ${String(id)}` })) };
}

function* rowsOf(file: CocoFile): Generator<JsonObject> {
  const { starts, ends, length } = file.annotations;
  for (let i = 0; i < length; i++) {
    const row = file.parse(file.text.slice(starts.at(i), ends.at(i)), starts.at(i), false, false);
    if (isObject(row)) yield row;
  }
}

/** Images of which nothing but the id is known: they are called as COCO's own are. */
class NumberedImages implements ImageTable {
  readonly #ids: readonly Json[];
  readonly #byId: ReadonlyMap<Json, number>;

  constructor(file: CocoFile) {
    const ids = new Set<Json>();
    for (const { image_id: id } of rowsOf(file))
      if (typeof id === 'number' || typeof id === 'string') ids.add(id);
    this.#ids = [...ids];
    this.#byId = new Map(this.#ids.map((id, i) => [id, i]));
  }

  get count(): number {
    return this.#ids.length;
  }

  path(image: number): string {
    return `${String(this.#ids[image])
      .replace(/[^\p{L}\p{N}_-]/gu, '_')
      .padStart(12, '0')}.jpg`;
  }

  row(image: number): JsonObject {
    return { id: this.#ids[image] ?? 0 };
  }

  offset(): number {
    return 0;
  }

  find(id: Json): number | undefined {
    return this.#byId.get(id);
  }
}
