import { isArray, isObject, restOf, type Json, type JsonObject } from '../json/json';
import { printJson, readJson } from '../json/exact';
import { Lines } from '../json/lines';
import type { JsonScan } from '../json/scan';
import type { Problem } from '../problem';
import { compareIds, type AnnotationDoc, type ImageState } from './document';
import { keptId } from './keptId';
import { readEntry } from './sidecarEntry';
import { imageEntry, isImageEntry, readImage } from './sidecarImage';
import { printAnnotation } from './sidecarPrint';
import { readRemarks, remarkEntries } from './topRemarks';
import type { Annotation } from './annotation';

/** The sidecar version this code reads and writes. */
export const SIDECAR_VERSION = 1;
/** Longer sidecars are refused: past this an editor would stall for seconds (about a million boxes). */
export const MAX_SIDECAR_CHARS = 100_000_000;

/** A sidecar that was understood, or the one reason why it was not. */
export type ParsedSidecar =
  | {
      readonly ok: true;
      readonly doc: AnnotationDoc;
      /** What was repaired or kept aside; saving writes the repairs. */
      readonly problems: readonly Problem[];
      /** 1-based line of an annotation in the text. */
      lineOf(id: string): number | undefined;
    }
  | { readonly ok: false; readonly problem: Problem };

const REMARKS = ['comments', 'conflict', 'removed'] as const;
const TOP_KEYS = new Set(['relabel', 'image', 'state', 'tags', ...REMARKS, 'annotations']);
const STATES: readonly Json[] = ['todo', 'done'] satisfies ImageState[];

/** Reads a sidecar's text. Never throws; what it cannot hold it keeps aside and writes back unchanged. */
export function parseSidecar(source: string): ParsedSidecar {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  if (text.length > MAX_SIDECAR_CHARS) return refuse(tooLong(text));
  const lines = new Lines(text);
  const { scan, value } = readJson(text, 'annotations');
  const broken = brokenText(text, scan);
  if (broken) return refuse({ ...broken.problem, ...lines.at(broken.offset) });
  return readTop(value ?? null, scan, lines);
}

/** The sidecar's text: one annotation per line, sorted, fixed key order, final newline. */
export function printSidecar(doc: AnnotationDoc): string {
  const { state = undefined, ...keptKeys } = { ...doc.extra };
  const stateValue = doc.state ?? state;
  const members = [
    `"relabel": ${SIDECAR_VERSION}`,
    `"image": ${printJson(imageEntry(doc.image))}`,
    ...(stateValue === undefined ? [] : [`"state": ${printJson(stateValue)}`]),
    ...(doc.tags.length === 0 ? [] : [`"tags": ${printJson(doc.tags)}`]),
    ...[...remarkEntries(doc, keptKeys), ...Object.entries(keptKeys).filter(isNoRemark)].map(
      ([key, value]) => `${JSON.stringify(key)}: ${printJson(value)}`,
    ),
    `"annotations": ${printEntries(doc)}`,
  ];
  return `{${members.join(',\n')}}\n`;
}

function isNoRemark([key]: readonly [string, Json]): boolean {
  return !REMARKS.some((each) => each === key);
}

function printEntries(doc: AnnotationDoc): string {
  const entries = [
    ...doc.annotations.map((annotation) => ({ id: annotation.id, text: printAnnotation(annotation) })),
    ...doc.kept.map((value) => ({ id: keptId(value), text: printJson(value) })),
  ].sort(compareIds);
  return entries.length === 0 ? '[]' : `[\n${entries.map(({ text }) => text).join(',\n')}\n]`;
}

function refuse(problem: Problem): ParsedSidecar {
  return { ok: false, problem };
}

function error(code: string, message: string): Problem {
  return { severity: 'error', code, message };
}

function tooLong(text: string): Problem {
  const millions = Math.round(text.length / 1e6);
  return error(
    'sidecar-too-large',
    `The sidecar has ${millions} million characters; at most ${MAX_SIDECAR_CHARS / 1e6} million are opened. Split the image or its labels.`,
  );
}

const CONFLICT_MARKER = /^<+(?=\s|$)/m;

function brokenText(text: string, scan: JsonScan): { offset: number; problem: Problem } | undefined {
  const marker = CONFLICT_MARKER.exec(text);
  if (scan.error && marker)
    return {
      offset: marker.index,
      problem: error(
        'sidecar-conflict',
        'The sidecar has git conflict markers: "Repair Conflict" (or `relabel merge --repair FILE`) merges the sides by instance and keeps what clashes, to be decided on the image.',
      ),
    };
  if (scan.error)
    return {
      offset: scan.error.offset,
      problem: error('sidecar-syntax', `Not valid JSON: ${scan.error.message}.`),
    };
  const twice = scan.duplicates[0];
  if (!twice) return undefined;
  const message = `The key "${twice.key}" stands twice in one object; one of the two values would be lost. Remove one of them.`;
  return { offset: twice.offset, problem: error('sidecar-duplicate-key', message) };
}

function readTop(top: Json, scan: JsonScan, lines: Lines): ParsedSidecar {
  if (!isObject(top))
    return refuse(error('sidecar-type', 'A sidecar is a JSON object that begins {"relabel": 1, ...'));
  const wrong = wrongVersion(top['relabel']) ?? wrongType(top);
  if (wrong) return refuse({ line: 1, ...wrong });
  return readEntries(top, scan, lines);
}

function wrongVersion(version: Json | undefined): Problem | undefined {
  if (version === SIDECAR_VERSION) return undefined;
  if (typeof version === 'number' && version > SIDECAR_VERSION)
    return error(
      'sidecar-newer',
      `Written by a newer Relabel (format ${version}; this one reads ${SIDECAR_VERSION}). Update the extension to open it.`,
    );
  const seen = version === undefined ? 'has no "relabel" version' : `says version ${printJson(version)}`;
  return error(
    'sidecar-version',
    `Not a sidecar this Relabel can read: it ${seen}; expected "relabel": ${SIDECAR_VERSION}.`,
  );
}

function wrongType(top: JsonObject): Problem | undefined {
  const { image, tags = [], annotations } = top;
  if (!isImageEntry(image))
    return error('sidecar-type', '"image" must be {"file": "name", "width": pixels, "height": pixels}.');
  if (!isArray(tags) || !tags.every((tag) => typeof tag === 'string'))
    return error('sidecar-type', '"tags" must be a list of texts.');
  if (!isArray(annotations)) return error('sidecar-type', '"annotations" must be a list.');
  return undefined;
}

function readEntries(top: JsonObject, scan: JsonScan, lines: Lines): ParsedSidecar {
  const taken = new Set<string>();
  const annotations: Annotation[] = [];
  const kept: Json[] = [];
  const problems: Problem[] = [];
  const lineById = new Map<string, number>();
  // Entries with ids of their own come first, so that a repaired one never takes an id that is in use.
  const ids = new Set((top['annotations'] as readonly Json[]).map(keptId));
  (top['annotations'] as readonly Json[]).forEach((entry, i) => {
    const line = lines.at(scan.elements[i] ?? 0).line;
    const read = readEntry(
      entry,
      (id) => taken.has(id),
      (id) => taken.has(id) || ids.has(id),
    );
    if (read.problem) problems.push({ ...read.problem, line });
    if (!read.annotation) return kept.push(entry);
    taken.add(read.annotation.id);
    lineById.set(read.annotation.id, line);
    return annotations.push(read.annotation);
  });
  const remarks = readRemarks(top);
  const doc = {
    ...readFacts(top, remarks.aside),
    ...remarks.remarks,
    annotations: annotations.sort(compareIds),
    kept,
  };
  const all = [...stateProblem(top), ...remarks.problems, ...problems];
  return { ok: true, doc, problems: all, lineOf: (id) => lineById.get(id) };
}

function readFacts(
  top: JsonObject,
  aside: JsonObject | undefined,
): Pick<AnnotationDoc, 'image' | 'state' | 'tags' | 'extra'> {
  const state = STATES.includes(top['state'] ?? null) ? (top['state'] as ImageState) : undefined;
  const unknownState =
    state === undefined && top['state'] !== undefined ? { state: top['state'] } : undefined;
  const extra = { ...unknownState, ...aside, ...restOf(top, TOP_KEYS) };
  return {
    image: readImage(top['image'] as JsonObject),
    ...(state && { state }),
    tags: (top['tags'] ?? []) as readonly string[],
    ...(Object.keys(extra).length > 0 && { extra }),
  };
}

function stateProblem(top: JsonObject): Problem[] {
  const state = top['state'];
  if (state === undefined || STATES.includes(state)) return [];
  const message = `The state ${printJson(state)} is not known here (todo, done); it is kept until you set another.`;
  return [{ severity: 'warning', code: 'sidecar-state', message }];
}
