import { FLAGS, type Annotation, type Flag } from '../../annotation/annotation';
import type { DocFacts } from '../../annotation/document';
import { box } from '../../shapes/box';
import type { Box, Shape } from '../../shapes/shapeData';
import { escapeText } from '../xml/escapeXml';
import { readXml } from '../xml/readXml';
import { childNamed, childText, finiteNumber, type XmlElement } from '../xml/xmlElement';
import { annotationOfObject, type BoxOrigin } from '../voc/vocObject';
import { SAME_PX } from './changes';
import type { FileChanges, FileContext, FileReading, LabelFile, ReadFile } from './labelFile';
import { notesOf } from './notes';
import { lineAt, withEdits, type TextEdit } from './textEdits';
import { gapBefore, removeElement, setChild, setText } from './xmlEdits';

/*
 * Pixel convention: edges from 0, as everything but the original data set writes them; files that name "The VOC...
 * Database" as their source count pixels from 1, both ends inside. See formats/voc.
 */

const HELD = ['truncated', 'difficult', 'occluded'] as const satisfies readonly Flag[];
const EDGES = ['xmin', 'ymin', 'xmax', 'ymax'] as const;
const USUAL = ['name', 'pose', 'truncated', 'difficult', 'bndbox'] as const;

/** Pascal VOC's XML: an element per box. */
export const voc: LabelFile = {
  id: 'voc',
  isShared: false,
  title: () => 'Pascal VOC',
  shapes: () => ['box'],
  fields: HELD,
  tags: false,
  state: true,
  refuse: ({ label }) => (label.trim() === '' ? 'an object needs a name' : undefined),
  read,
  write: (text, readFile, changes, context) => ({ text: written(text, readFile, changes, context) }),
};

function read(text: string, { image }: FileContext): FileReading {
  const { root, faults } = readXml(text);
  if (!root || root.name !== 'annotation') return { ok: false, problem: notVoc(text, root, faults[0]) };
  const { notes, problems } = notesOf(text);
  const origin = originOf(root);
  const rows = objectsOf(root).flatMap((object) => {
    const annotation = annotationOfObject(object, text, origin, notes);
    return annotation ? [{ annotation: { id: '', ...withoutExtra(annotation) }, start: object.start }] : [];
  });
  const facts: DocFacts = { tags: [], ...(root.attributes.get('verified') === 'yes' && { state: 'done' }) };
  return { ok: true, rows, facts, image: { ...image, ...sizeOf(root, image) }, problems, hasImage: true };
}

/** What the file alone knows stays in the file. */
function withoutExtra({ extra: _, ...rest }: Omit<Annotation, 'id'>): Omit<Annotation, 'id'> {
  return rest;
}

function notVoc(
  text: string,
  root: XmlElement | undefined,
  fault: { readonly offset: number; readonly message: string } | undefined,
) {
  const message = root
    ? `This is no Pascal VOC file: its root is <${root.name}>, not <annotation>.`
    : `This is not well-formed XML: ${fault?.message ?? 'there is no element'}. Mend it, then open the image again.`;
  return { severity: 'error', code: 'voc-xml', message, line: lineAt(text, fault?.offset ?? 0) } as const;
}

function objectsOf(root: XmlElement): readonly XmlElement[] {
  return root.children.filter(({ name }) => name === 'object');
}

function originOf(root: XmlElement): BoxOrigin {
  const source = childNamed(root, 'source');
  return source && /^The VOC/i.test(childText(source, 'database') ?? '') ? 1 : 0;
}

/** The file's word counts only where the image does not tell: many tools write zeros, or the sides exchanged. */
function sizeOf(root: XmlElement, image: { readonly widthPx: number; readonly heightPx: number }) {
  if (image.widthPx > 0 && image.heightPx > 0) return image;
  const size = childNamed(root, 'size');
  const side = (name: string): number => (size && finiteNumber(childText(size, name))) || 0;
  return { widthPx: side('width'), heightPx: side('height') };
}

function written(
  before: string | undefined,
  readFile: ReadFile | undefined,
  { updated, removed, added, facts }: FileChanges,
  context: FileContext,
): string {
  const text = before ?? newFile(context);
  const { root } = readXml(text);
  if (!root) return text;
  const origin = originOf(root);
  const byStart = new Map(objectsOf(root).map((object) => [object.start, object]));
  const edits: TextEdit[] = facts ? stateEdits(text, root, facts[1]) : [];
  readFile?.rows.forEach(({ start }, i) => {
    const object = byStart.get(start);
    const change = updated.get(i);
    if (object && removed.has(i)) edits.push(removeElement(text, object));
    if (object && change) edits.push(...objectEdits(text, object, change[0], change[1], origin));
  });
  if (added.length > 0) edits.push(additions(text, root, added, origin));
  return withEdits(text, edits);
}

function objectEdits(
  text: string,
  object: XmlElement,
  from: Annotation,
  to: Annotation,
  origin: BoxOrigin,
): readonly TextEdit[] {
  const name = childNamed(object, 'name');
  const bndbox = childNamed(object, 'bndbox');
  const edits = name && from.label !== to.label ? [setText(text, name, to.label)] : [];
  for (const flag of HELD)
    if (from[flag] !== to[flag]) {
      const edit = setChild(text, object, flag, to[flag] ? '1' : '0', flagPlace(object));
      if (edit) edits.push(edit);
    }
  return bndbox ? [...edits, ...boxEdits(text, bndbox, from.shape, to.shape, origin)] : edits;
}

function flagPlace(object: XmlElement): XmlElement | undefined {
  const before = ['difficult', 'truncated', 'pose', 'name'].map((name) => childNamed(object, name));
  return before.find((child) => child !== undefined);
}

function boxEdits(
  text: string,
  bndbox: XmlElement,
  from: Shape,
  to: Shape,
  origin: BoxOrigin,
): readonly TextEdit[] {
  if (from.kind !== 'box' || to.kind !== 'box') return [];
  const [was, onGrid, is] = [edgesOf(from, origin), edgesOf(box.round(from), origin), edgesOf(to, origin)];
  return EDGES.flatMap((edge) => {
    const isSame = Math.abs(was[edge] - is[edge]) <= SAME_PX || Math.abs(onGrid[edge] - is[edge]) <= 1e-6;
    const child = childNamed(bndbox, edge);
    return isSame || !child ? [] : [setText(text, child, printPx(is[edge]))];
  });
}

function edgesOf({ x, y, width, height }: Box, origin: BoxOrigin): Record<(typeof EDGES)[number], number> {
  return { xmin: x + origin, ymin: y + origin, xmax: x + width, ymax: y + height };
}

/** A thousandth of a pixel, and no more digits than it takes. */
function printPx(value: number): string {
  return String(Math.round(value * 1000) / 1000 || 0);
}

function additions(
  text: string,
  root: XmlElement,
  added: readonly Annotation[],
  origin: BoxOrigin,
): TextEdit {
  const objects = objectsOf(root);
  const like = objects.at(-1) ?? root.children.at(-1);
  const at = like?.end ?? text.lastIndexOf('</', root.end);
  const gap = like ? gapBefore(text, like) : '\n\t';
  const inner = objects.at(-1)?.children[0];
  const childGap = inner ? gapBefore(text, inner) : deeper(gap);
  const order = orderOf(objects.at(-1));
  const texts = added.map((annotation) => gap + objectText(annotation, order, gap, childGap, origin));
  const isEmpty = !like && text.slice(text.indexOf('>', root.start) + 1, at).trim() === '';
  return { start: at, end: at, text: texts.join('') + (isEmpty ? '\n' : '') };
}

/** One level more than the white space says. */
function deeper(gap: string): string {
  if (gap === '') return '';
  const indent = /[^\n]*$/.exec(gap)?.[0] ?? '';
  return gap + (indent.startsWith(' ') ? indent : '\t');
}

function orderOf(object: XmlElement | undefined): readonly string[] {
  const known = new Set<string>([...USUAL, 'occluded']);
  const names = object?.children.map(({ name }) => name).filter((name) => known.has(name)) ?? [];
  return names.includes('name') && names.includes('bndbox') ? [...new Set(names)] : USUAL;
}

function objectText(
  annotation: Annotation,
  order: readonly string[],
  gap: string,
  childGap: string,
  origin: BoxOrigin,
): string {
  const missing = HELD.filter((flag) => annotation[flag] && !order.includes(flag));
  const children = [...order, ...missing].map(
    (name) => childGap + childOf(annotation, name, childGap, origin),
  );
  return `<object>${children.join('')}${gap}</object>`;
}

function childOf(annotation: Annotation, name: string, childGap: string, origin: BoxOrigin): string {
  const { label, shape } = annotation;
  if (name === 'bndbox') return boxText(shape, childGap, origin);
  const value =
    name === 'name' ? label : name === 'pose' ? 'Unspecified' : isOn(annotation, name) ? '1' : '0';
  return `<${name}>${escapeText(value)}</${name}>`;
}

function isOn(annotation: Annotation, name: string): boolean {
  const flag = FLAGS.find((each) => each === name);
  return flag !== undefined && annotation[flag] === true;
}

function boxText(shape: Shape, childGap: string, origin: BoxOrigin): string {
  if (shape.kind !== 'box') return '';
  const edges = edgesOf(shape, origin);
  const inner = deeperThan(childGap);
  const texts = EDGES.map((edge) => `${inner}<${edge}>${printPx(edges[edge])}</${edge}>`);
  return `<bndbox>${texts.join('')}${childGap}</bndbox>`;
}

/** Children of objects are two levels deep: half of their indentation is one. */
function deeperThan(childGap: string): string {
  const indent = /[^\n]*$/.exec(childGap)?.[0] ?? '';
  return childGap === '' ? '' : childGap + indent.slice(0, Math.ceil(indent.length / 2));
}

function stateEdits(text: string, root: XmlElement, { state }: DocFacts): TextEdit[] {
  const opening = text.indexOf('>', root.start);
  const tag = text.slice(root.start, opening);
  const known = /\bverified\s*=\s*(["'])[^"']*\1/.exec(tag);
  const value = state === 'done' ? 'yes' : 'no';
  if (!known) {
    const at = root.start + '<annotation'.length;
    return state === 'done' ? [{ start: at, end: at, text: ' verified="yes"' }] : [];
  }
  const start = root.start + known.index;
  return [{ start, end: start + known[0].length, text: `verified="${value}"` }];
}

function newFile({ name, image }: FileContext): string {
  const folder = name.split('/').at(-2) ?? '';
  return `<annotation>
\t<folder>${escapeText(folder)}</folder>
\t<filename>${escapeText(image.file)}</filename>
\t<source>
\t\t<database>Unknown</database>
\t</source>
\t<size>
\t\t<width>${image.widthPx}</width>
\t\t<height>${image.heightPx}</height>
\t\t<depth>3</depth>
\t</size>
\t<segmented>0</segmented>
</annotation>
`;
}
