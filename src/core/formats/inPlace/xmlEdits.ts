import { escapeText } from '../xml/escapeXml';
import { childNamed, type XmlElement } from '../xml/xmlElement';
import type { TextEdit } from './textEdits';

/** Replaces the text directly inside an element that has no elements. */
export function setText(text: string, element: XmlElement, value: string): TextEdit {
  const { start, end, name } = element;
  const opening = text.indexOf('>', start) + 1;
  if (text[opening - 2] === '/') return { start, end, text: `<${name}>${escapeText(value)}</${name}>` };
  return { start: opening, end: text.lastIndexOf('</', end), text: escapeText(value) };
}

/** Sets the text of a child, which is put behind `after` on a line like its own when it is not there. */
export function setChild(
  text: string,
  parent: XmlElement,
  name: string,
  value: string,
  after: XmlElement | undefined,
): TextEdit | undefined {
  const child = childNamed(parent, name);
  if (child) return setText(text, child, value);
  if (!after) return undefined;
  const gap = gapBefore(text, after);
  return { start: after.end, end: after.end, text: `${gap}<${name}>${escapeText(value)}</${name}>` };
}

/** The white space in front of an element. */
export function gapBefore(text: string, { start }: XmlElement): string {
  return /\s*$/.exec(text.slice(Math.max(0, start - 200), start))?.[0] ?? '';
}

/** Takes an element out, with the white space before it. */
export function removeElement(text: string, element: XmlElement): TextEdit {
  return { start: element.start - gapBefore(text, element).length, end: element.end, text: '' };
}
