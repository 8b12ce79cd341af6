import { escapeAttribute } from '../xml/escapeXml';
import type { LabelClass } from '../../schema/labelSchema';
import { closingTag, type Control } from './config';
import type { Controls, NewControl } from './controls';

/**
 * The labelling config for what was written. One that the labels came with stays as it is, byte for byte, but for what
 * it lacks: labels at the end of their control, controls at the end.
 */
export function configText(controls: Controls): string {
  const added = [...controls.added].map(([name, control]) => controlText(name, control, controls));
  const { config } = controls;
  if (!config) {
    const image = `  <Image name="${escapeAttribute(controls.object)}" value="$${escapeAttribute(controls.dataKey)}"/>\n`;
    return `<View>\n${image}${added.join('')}</View>\n`;
  }
  const labels = [...controls.lacking].map(([control, names]) =>
    labelsInto(config.text, control, [...names], controls),
  );
  const rest = added.length > 0 ? [intoRoot(config.text, config.end, added.join(''))] : [];
  return edited(config.text, [...labels, ...rest]);
}

/** Tags by type; those with `labels` are written in Label Studio's own capitals. */
const TAGS: ReadonlyMap<string, string> = new Map([
  ['rectanglelabels', 'RectangleLabels'],
  ['ellipselabels', 'EllipseLabels'],
  ['polygonlabels', 'PolygonLabels'],
  ['keypointlabels', 'KeyPointLabels'],
  ['vectorlabels', 'VectorLabels'],
  ['brushlabels', 'BrushLabels'],
  ['bitmasklabels', 'BitmaskLabels'],
  ['ocrlabels', 'OcrLabels'],
  ['labels', 'Labels'],
  ['rectangle', 'Rectangle'],
  ['ellipse', 'Ellipse'],
  ['polygon', 'Polygon'],
  ['keypoint', 'KeyPoint'],
  ['vector', 'Vector'],
  ['brush', 'Brush'],
  ['bitmask', 'Bitmask'],
  ['choices', 'Choices'],
  ['textarea', 'TextArea'],
  ['number', 'Number'],
]);

function controlText(
  name: string,
  { type, options, attributes }: NewControl,
  { object, schema }: Controls,
): string {
  if (type === 'relations') return relationsText(options);
  const tag = TAGS.get(type) ?? type;
  const all = {
    name,
    toName: object,
    ...attributes,
    ...(type === 'vectorlabels' && { closable: 'true', curves: 'true' }),
  };
  const opening = `  <${tag}${Object.entries(all).map(attributeText).join('')}`;
  const isLabels = type.endsWith('labels');
  const children =
    options === 'classes'
      ? isLabels
        ? schema.classes.map(labelText)
        : []
      : [...options].map((each) => `<${isLabels ? 'Label' : 'Choice'} value="${escapeAttribute(each)}"/>`);
  if (children.length === 0) return `${opening}/>\n`;
  return `${opening}>\n${children.map((child) => `    ${child}\n`).join('')}  </${tag}>\n`;
}

function relationsText(options: NewControl['options']): string {
  const names = options instanceof Set ? [...options] : [];
  const children = names.map((name) => `    <Relation value="${escapeAttribute(name)}"/>\n`);
  return children.length === 0 ? '' : `  <Relations>\n${children.join('')}  </Relations>\n`;
}

function attributeText([name, value]: readonly [string, string]): string {
  return ` ${name}="${escapeAttribute(value)}"`;
}

function labelText({ name, id, color, key }: LabelClass): string {
  const attributes = [
    ['value', name],
    ['background', color],
    ['hotkey', key],
    ['category', id === undefined ? undefined : String(id)],
  ] as const;
  const given = attributes.flatMap(([attribute, value]) =>
    value === undefined ? [] : [attributeText([attribute, value])],
  );
  return `<Label${given.join('')}/>`;
}

/** Text to put in the place of `cut` characters. */
interface TextEdit {
  readonly at: number;
  readonly cut: number;
  readonly text: string;
}

function edited(text: string, edits: readonly TextEdit[]): string {
  let done = '';
  let from = 0;
  for (const { at, cut, text: put } of [...edits].sort((a, b) => a.at - b.at)) {
    done += text.slice(from, at) + put;
    from = at + cut;
  }
  return done + text.slice(from);
}

/** Labels at the end of a control; one that closes itself (`<RectangleLabels .../>`) is opened. */
function labelsInto(
  text: string,
  control: Control,
  names: readonly string[],
  { schema }: Controls,
): TextEdit {
  const { end, name: tag } = control.element;
  const labels = names
    .map((name) => schema.classes.find((each) => each.name === name) ?? { name, attributes: [] })
    .map((each) => `  ${labelText(each)}`);
  const at = closingTag(text, control.element);
  if (at === end)
    return { at: end - 2, cut: 2, text: `>${labels.map((label) => label.trim()).join('')}</${tag}>` };
  return { at: lineBegin(text, at), cut: 0, text: linesOf(labels, indentAt(text, at)) };
}

function intoRoot(text: string, end: number, lines: string): TextEdit {
  return { at: lineBegin(text, end), cut: 0, text: lines };
}

/** The beginning of a line that has nothing but white space before the offset; else the offset. */
function lineBegin(text: string, at: number): number {
  const begin = text.lastIndexOf('\n', at - 1) + 1;
  return text.slice(begin, at).trim() === '' ? begin : at;
}

function indentAt(text: string, at: number): string {
  const begin = text.lastIndexOf('\n', at - 1) + 1;
  const before = text.slice(begin, at);
  return before.trim() === '' ? before : '';
}

function linesOf(items: readonly string[], indent: string): string {
  return items.map((item) => `${indent}${item}\n`).join('');
}
