import { readXml, salvagedElements } from '../xml/readXml';
import type { FileNotes } from '../xml/fileNotes';
import type { XmlElement } from '../xml/xmlElement';

/** The children of `<annotation>`, and its attributes. */
export interface VocRoot {
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
}

const HEADERS = ['folder', 'filename', 'source', 'size', 'segmented'] as const;

/** The root of a VOC file. Where the text is broken somewhere, what can be read of it. */
export function vocRoot(text: string, notes: FileNotes): VocRoot | undefined {
  const { root, faults } = readXml(text);
  for (const { message, offset } of faults)
    notes.tell(root ? 'warning' : 'error', 'broken-xml', `This is not well-formed XML: ${message}.`, offset);
  if (!root) return salvaged(text);
  if (root.name === 'annotation') return root;
  notes.tell('error', 'not-voc', `The root is <${root.name}>, Pascal VOC has <annotation>.`, root.start);
  return undefined;
}

function salvaged(text: string): VocRoot | undefined {
  if (!/<annotation[\s>]/.test(text)) return undefined;
  const heads = HEADERS.flatMap((name) => [...salvagedElements(text, [name])].slice(0, 1));
  return { attributes: new Map(), children: [...heads, ...salvagedElements(text, ['object'])] };
}
