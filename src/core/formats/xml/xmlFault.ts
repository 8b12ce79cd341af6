/** Something in a text that is not well-formed XML, or that is not read for safety. */
export interface XmlFault {
  /** UTF-16 units from the beginning of the text. */
  readonly offset: number;
  readonly message: string;
}

/** Ends the reading of an element; never leaves `readXml`. */
export class BrokenXml extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}
