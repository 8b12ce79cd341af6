/** An element of an XML text; comments and processing instructions are left out. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly inside (CDATA too), joined, as it stands. */
  readonly text: string;
  /** Offsets of its first character, and after its last, in the text that was read (UTF-16 units). */
  readonly start: number;
  readonly end: number;
}

export function childNamed(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The text of the first child of a name, without white space around; undefined when there is no such child. */
export function childText(element: XmlElement, name: string): string | undefined {
  return childNamed(element, name)?.text.trim();
}

/** Every element of a name below `element`, in document order. */
export function* descendantsNamed(element: XmlElement, name: string): Generator<XmlElement> {
  for (const child of element.children) {
    if (child.name === name) yield child;
    yield* descendantsNamed(child, name);
  }
}

const DECIMAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
const ZERO = 48;
const NINE = 57;

/** A number as XML formats write it; undefined for everything that is not one finite decimal number. */
export function finiteNumber(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  // A digit from 1 to 9 begins nothing but decimals; what else `Number` understands is looked at closely.
  const first = text.charCodeAt(0);
  return (first > ZERO && first <= NINE) || DECIMAL.test(text) ? value : undefined;
}
