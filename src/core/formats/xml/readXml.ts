import type { XmlElement } from './xmlElement';
import { BrokenXml, type XmlFault } from './xmlFault';
import { XmlScanner } from './xmlScanner';

export interface XmlReading {
  /** Undefined when the text is not well-formed: the last of `faults` says where. */
  readonly root: XmlElement | undefined;
  readonly faults: readonly XmlFault[];
}

/**
 * Reads an XML text whole. Never throws, never expands entities of a document type, never fetches anything.
 * @param at where to begin: the offset of an element's `<`, or of what may stand before a root
 */
export function readXml(text: string, at = 0): XmlReading {
  const faults: XmlFault[] = [];
  try {
    const scanner = new XmlScanner(text, at, faults);
    if (text.charCodeAt(scanner.at) === 0xfeff) scanner.at++;
    scanner.skipMisc();
    if (text[scanner.at] !== '<') throw new BrokenXml(scanner.at, 'an element is expected here');
    const root = scanner.element();
    if (at === 0) noteRest(scanner, text, faults);
    return { root, faults };
  } catch (error) {
    if (!(error instanceof BrokenXml)) throw error;
    return { root: undefined, faults: [...faults, { offset: error.offset, message: error.message }] };
  }
}

function noteRest(scanner: XmlScanner, text: string, faults: XmlFault[]): void {
  try {
    scanner.skipMisc();
  } catch (error) {
    if (!(error instanceof BrokenXml)) throw error;
  }
  if (scanner.at < text.length)
    faults.push({ offset: scanner.at, message: 'what follows the end of the root element is not read' });
}

/** Each may look through all of the text, so that there must be an end. */
const MOST_FAILURES = 1000;

/** The elements of some names that can be read out of a text that is broken elsewhere, in order, not nested. */
export function* salvagedElements(text: string, names: readonly string[]): Generator<XmlElement> {
  let failures = 0;
  const opening = new RegExp(`<(?:${names.join('|')})(?=[\\s/>])`, 'g');
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const { root } = readXml(text, match.index);
    if (!root && ++failures > MOST_FAILURES) return;
    if (!root) continue;
    yield root;
    opening.lastIndex = root.end;
  }
}
