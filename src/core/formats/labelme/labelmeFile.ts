import type { Annotation } from '../../annotation/annotation';
import { compareIds, type AnnotationDoc } from '../../annotation/document';
import { readJson } from '../../json/exact';
import { isArray, isObject, restOf, type Json, type JsonObject } from '../../json/json';
import { Lines } from '../../json/lines';
import type { Problem } from '../../problem';
import { importedIds } from '../lib/importedIds';
import { groupNumbers } from './groups';
import { joinParts, type Joined } from './joinParts';
import { OWN_KEY } from './ownFacts';
import { readShape, type ReadShape } from './readShape';

/** One file of LabelMe or X-AnyLabeling, as far as it could be understood. */
export interface LabelMeFile {
  /** As it stands: relative to the file, slashes of any kind. */
  readonly imagePath: string;
  readonly doc: AnnotationDoc;
  readonly problems: readonly Problem[];
  /** Places of `shapes` entries in the text, UTF-16 units; and which entry each annotation begins with, by id. */
  readonly starts: readonly number[];
  readonly entryOf: ReadonlyMap<string, number>;
}

const KNOWN: ReadonlySet<string> = new Set([
  'version',
  'flags',
  'shapes',
  'imagePath',
  'imageData',
  'imageHeight',
  'imageWidth',
  'checked',
  'tags',
  OWN_KEY,
]);

/** The top level of a file, if it is one: an object with a list `shapes` and a text `imagePath`. */
export function isLabelMe(value: Json | undefined): value is JsonObject {
  return isObject(value) && isArray(value['shapes']) && typeof value['imagePath'] === 'string';
}

/** Reads a file; or says what it is instead. `path`: the image's path, which the ids are made from. */
export function readLabelMe(text: string, path: (imagePath: string) => string): LabelMeFile | Problem {
  const { scan, value } = readJson(text, 'shapes');
  if (scan.error) {
    const message = `This is not JSON: ${scan.error.message}.`;
    return { severity: 'error', code: 'labelme-json', message, ...new Lines(text).at(scan.error.offset) };
  }
  if (!isLabelMe(value)) {
    const message = 'This is no LabelMe file: it has no list "shapes" or no "imagePath".';
    return { severity: 'error', code: 'labelme-form', message };
  }
  return fileOf(text, value, scan.elements, path(String(value['imagePath'])));
}

function fileOf(text: string, json: JsonObject, starts: readonly number[], path: string): LabelMeFile {
  const problems: Problem[] = [];
  let lines: Lines | undefined;
  const tell = (index: number, code: string, why: string): void => {
    lines ??= new Lines(text);
    const at = lines.at(starts[index] ?? 0);
    problems.push({ severity: 'warning', code, message: `Shape ${index + 1}: ${why}.`, ...at });
  };
  const shapes = (json['shapes'] as readonly Json[]).map((entry, i): ReadShape | undefined => {
    const read = readShape(entry);
    if (typeof read === 'string') tell(i, 'labelme-shape', `${read}. It is left out`);
    return typeof read === 'string' ? undefined : read;
  });
  const joined = joinParts(shapes);
  for (const { index, odd } of joined) if (odd !== undefined) tell(index, 'labelme-odd-shape', odd);
  const ids = importedIds(path);
  const annotations = annotationsOf(joined, ids);
  return {
    imagePath: String(json['imagePath']),
    doc: { ...docFacts(json, path), annotations: [...annotations].sort(compareIds), kept: [] },
    problems,
    starts,
    entryOf: new Map(annotations.map(({ id }, i) => [id, joined[i]?.index ?? 0])),
  };
}

function annotationsOf(shapes: readonly Joined[], ids: (index: number) => string): readonly Annotation[] {
  const groups = groupNumbers(shapes);
  return shapes.map(({ label, shape, facts, extra }, i): Annotation => {
    const { flags, ...others } = facts;
    const group = groups[i];
    return {
      id: ids(i),
      label,
      shape,
      ...others,
      ...Object.fromEntries(flags.map((flag) => [flag, true])),
      ...(group !== undefined && { group }),
      ...(Object.keys(withoutOwnId(extra, group)).length > 0 && {
        extra: { labelme: withoutOwnId(extra, group) },
      }),
    };
  });
}

/** A `group_id` that is the group's number needs no second place. */
function withoutOwnId(extra: JsonObject, group: number | undefined): JsonObject {
  const { group_id: groupId, ...others } = extra;
  return groupId === undefined || groupId === group ? others : extra;
}

function docFacts(json: JsonObject, path: string): Pick<AnnotationDoc, 'image' | 'tags' | 'state' | 'extra'> {
  const { flags, tags, checked, version } = json;
  const own = json[OWN_KEY];
  const isTodo = isObject(own) && own['state'] === 'todo';
  const keys = restOf(json, KNOWN);
  const set = isObject(flags) ? Object.keys(flags).filter((name) => flags[name] === true && name !== '') : [];
  const listed = isArray(tags)
    ? tags.filter((tag): tag is string => typeof tag === 'string' && tag !== '')
    : [];
  const extra: JsonObject = {
    ...(typeof version === 'string' && { version }),
    ...(isObject(flags) && Object.keys(flags).length > set.length && { flags }),
    ...(flags !== undefined && flags !== null && !isObject(flags) && { flags }),
    ...(tags !== undefined && { tags }),
    ...(checked === false && { checked }),
    ...(keys && { keys }),
  };
  return {
    image: { file: path.split('/').at(-1) ?? path, ...sizeOf(json) },
    tags: [...new Set([...set, ...listed])],
    ...(checked === true ? { state: 'done' as const } : isTodo ? { state: 'todo' as const } : {}),
    ...(Object.keys(extra).length > 0 && { extra: { labelme: extra } }),
  };
}

function sizeOf({ imageWidth, imageHeight }: JsonObject): { widthPx: number; heightPx: number } {
  const [widthPx, heightPx] = [imageWidth, imageHeight].map((value) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0,
  );
  return widthPx && heightPx ? { widthPx, heightPx } : { widthPx: 0, heightPx: 0 };
}
