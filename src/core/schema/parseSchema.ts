import { isAlias, LineCounter, parseDocument, visit, type Document } from 'yaml';
import type { Problem } from '../problem';
import {
  EMPTY_SCHEMA,
  type LabelClass,
  type LabelSchema,
  type SidecarPlace,
  type SkeletonTemplate,
} from './labelSchema';
import { didYouMean } from './closest';
import { parseAttributes } from './parseAttributes';
import { parseClasses } from './parseClasses';
import { parseGlobs, relativePathProblem } from './parseGlobs';
import { parseLabelChoice } from './parseLabelChoice';
import { parseSkeletons } from './parseSkeletons';
import { parseTags } from './parseTags';
import { SKELETON_TEMPLATES } from './skeletonTemplates';
import { YamlReader, type Field } from './yamlReader';

export interface ParsedSchema {
  readonly schema: LabelSchema;
  readonly problems: readonly Problem[];
}

export const SCHEMA_VERSION = 1;
const auto = EMPTY_SCHEMA.sidecars;
const KEYS = [
  ...(['version', 'name', 'images', 'sidecars', 'classes', 'attributes', 'skeletons', 'tags'] as const),
  ...(['relations', 'panoptic', 'labels'] as const),
];
const MAX_CHARACTERS = 2_000_000;
const MAX_DEPTH = 200;
/** Aliases can blow a small file up to billions of nodes. */
const MAX_ALIASES = 100;

/**
 * Reads `relabel.yaml` (YAML 1.2). Total: every problem has its line and column, what is wrong is left out,
 * and the rest is used. The file's form: media/schemas/relabel.schema.json.
 */
export function parseSchema(text: string): ParsedSchema {
  if (text.length > MAX_CHARACTERS)
    return refused(`The file has ${text.length} characters; at most ${MAX_CHARACTERS} are read.`);
  if (isTooDeep(text)) return refused('The file has brackets or dashes nested hundreds deep.');
  try {
    return parseTree(text);
  } catch (error) {
    // Thousands of nested brackets exhaust the YAML reader's stack.
    return refused(`The file cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function parseTree(text: string): ParsedSchema {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, version: '1.2', prettyErrors: false });
  if (aliasCount(doc) > MAX_ALIASES) return refused(`The file has more than ${MAX_ALIASES} aliases (*name).`);
  const reader = new YamlReader(doc, lines);
  for (const { code, message, pos } of doc.errors)
    reader.report('error', 'yaml', explain(code, message), pos[0]);
  for (const { message, pos } of doc.warnings) reader.report('warning', 'yaml', message, pos[0]);
  const brokenAt = Math.min(Infinity, ...doc.errors.map(({ pos }) => pos[0]));
  const schema = readRoot(reader, reader.field(doc.contents, 0), brokenAt);
  const problems = reader.problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { schema, problems };
}

/** Deep nesting costs the YAML reader time that grows with its square. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (depth > MAX_DEPTH) return true;
  }
  return /(?:[-?:][ \t]+){100}/.test(text);
}

function refused(message: string): ParsedSchema {
  const problem: Problem = { severity: 'error', code: 'too-large', message, line: 1, column: 1 };
  return { schema: unreadSchema(problem), problems: [problem] };
}

/** The schema of a file that says nothing that can be understood. */
export function unreadSchema(problem: Problem): LabelSchema {
  return { ...EMPTY_SCHEMA, sidecars: unknown(problem) };
}

function unknown(problem: Problem): SidecarPlace {
  return { place: 'unknown', problem };
}

function aliasCount(doc: Document): number {
  let count = 0;
  visit(doc, (_, node) => {
    if (isAlias(node) && ++count > MAX_ALIASES) return visit.BREAK;
    return undefined;
  });
  return count;
}

function explain(code: string, message: string): string {
  if (code === 'TAB_AS_INDENT') return 'YAML is indented with spaces: replace the tab.';
  if (code === 'DUPLICATE_KEY') return 'The same key stands here twice: remove one of them.';
  if (code === 'MULTIPLE_DOCS') return 'Only the first YAML document of the file is read.';
  return `Not valid YAML: ${message}`;
}

/** `brokenAt`: offset from which the text is not YAML. What follows may be a guess, and keys may be missing. */
function readRoot(reader: YamlReader, root: Field, brokenAt: number): LabelSchema {
  const notYaml = reader.problems.find(({ severity }) => severity === 'error');
  if (reader.isEmpty(root)) return notYaml ? unreadSchema(notYaml) : EMPTY_SCHEMA;
  const members = reader.members(root, 'relabel.yaml', KEYS);
  const [misread] = reader.problems.slice(-1);
  if (!members) return misread ? unreadSchema(misread) : EMPTY_SCHEMA;
  const place = members.get('sidecars');
  const isPlaceBroken = !place || reader.isEmpty(place) || (place.node?.range?.[1] ?? Infinity) >= brokenAt;
  const misspelt = reader.problems.find(
    ({ code, message }) => code === 'unknown-key' && message.endsWith(didYouMean('sidecars', ['sidecars'])),
  );
  const part = <T>(key: (typeof KEYS)[number], read: (field: Field) => T, otherwise: T): T => {
    const field = members.get(key);
    return field && !reader.isEmpty(field) ? read(field) : otherwise;
  };
  part('version', (field) => readVersion(reader, field), undefined);
  const name = part('name', (field) => reader.text(field, 'name'), undefined);
  const own = part('skeletons', (field) => parseSkeletons(reader, field), []);
  const attributes = part('attributes', (field) => parseAttributes(reader, field), []);
  const skeletons = [...own, ...SKELETON_TEMPLATES].map((each) => each.name);
  const classes = part('classes', (field) => parseClasses(reader, field, { attributes, skeletons }), []);
  const labels = part('labels', (field) => parseLabelChoice(reader, field), undefined);
  return {
    ...(name !== undefined && { name }),
    ...(labels && { labels }),
    images: part('images', (field) => parseGlobs(reader, field), []),
    sidecars:
      notYaml && isPlaceBroken
        ? unknown(notYaml)
        : part('sidecars', (field) => readPlace(reader, field), misspelt ? unknown(misspelt) : auto),
    classes,
    tags: part('tags', (field) => parseTags(reader, field), []),
    skeletons: [...own, ...borrowed(classes, own)],
    relations: part('relations', (field) => readRelations(reader, field), []),
    panoptic: part('panoptic', (field) => reader.boolean(field, 'panoptic'), false) ?? false,
  };
}

/** The ready templates that classes name and the file does not write out itself. */
function borrowed(
  classes: readonly LabelClass[],
  own: readonly SkeletonTemplate[],
): readonly SkeletonTemplate[] {
  return SKELETON_TEMPLATES.filter(
    ({ name }) =>
      classes.some(({ skeleton }) => skeleton === name) && !own.some((each) => each.name === name),
  );
}

function readRelations(reader: YamlReader, field: Field): readonly string[] {
  const names = reader.items(field, 'relations').flatMap((item) => reader.name(item, 'The relation') ?? []);
  return [...new Set(names)];
}

function readVersion(reader: YamlReader, field: Field): undefined {
  const version = reader.number(field, 'version');
  if (version === undefined || version === SCHEMA_VERSION) return;
  const newer = version > SCHEMA_VERSION;
  reader.error(
    field,
    'wrong-version',
    newer
      ? `The file is of version ${version}, this Relabel reads version ${SCHEMA_VERSION}: update Relabel. What it knows is used.`
      : `There is no version ${version}; write version: ${SCHEMA_VERSION}.`,
  );
}

function readPlace(reader: YamlReader, field: Field): SidecarPlace {
  const place = reader.isMapping(field) ? readFolder(reader, field) : readWord(reader, field);
  const problem = reader.problems.findLast(({ severity }) => severity === 'error');
  return place ?? (problem ? unknown(problem) : auto);
}

/** Undefined after an error was reported, as for `readFolder`. */
function readWord(reader: YamlReader, field: Field): SidecarPlace | undefined {
  const place = reader.oneOf(field, 'sidecars', ['auto', 'beside', '{folder: PATH}']);
  return place === 'auto' || place === 'beside' ? { place } : undefined;
}

function readFolder(reader: YamlReader, field: Field): SidecarPlace | undefined {
  const folderField = reader.members(field, 'sidecars', ['folder'])?.get('folder');
  if (!folderField)
    return reader.error(field, 'wrong-value', 'sidecars must be auto, beside or {folder: PATH}.');
  const folder = reader.name(folderField, 'folder');
  if (folder === undefined) return undefined;
  const problem = relativePathProblem(folder);
  if (problem !== undefined) return reader.error(folderField, 'wrong-path', `folder ${problem}`);
  return { place: 'folder', folder: folder.replace(/\/+$/, '') };
}
