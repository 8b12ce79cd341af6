/** Reads numbers and names out of bytes. Reading beyond the end throws a RangeError, which `readImageHeader` catches. */
export class Bytes {
  readonly #view: DataView;
  readonly length: number;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.length = bytes.byteLength;
  }

  u8(at: number): number {
    return this.#view.getUint8(at);
  }

  u16(at: number, little = false): number {
    return this.#view.getUint16(at, little);
  }

  u24(at: number): number {
    return this.u8(at) | (this.u8(at + 1) << 8) | (this.u8(at + 2) << 16);
  }

  u32(at: number, little = false): number {
    return this.#view.getUint32(at, little);
  }

  i32(at: number, little = false): number {
    return this.#view.getInt32(at, little);
  }

  /** An unsigned 64-bit number; inexact above 2^53, which no file size reaches. */
  u64(at: number, little = false): number {
    return Number(this.#view.getBigUint64(at, little));
  }

  /** Latin-1 text, for four-character codes and magic words. */
  text(at: number, length: number): string {
    let text = '';
    for (let i = 0; i < length; i++) text += String.fromCharCode(this.u8(at + i));
    return text;
  }

  slice(at: number, end: number): Bytes {
    if (at < 0 || end > this.length || at > end) throw new RangeError('beyond the end');
    return new Bytes(new Uint8Array(this.#view.buffer, this.#view.byteOffset + at, end - at));
  }

  /** True when `text` stands at `at`; false also when the bytes end before. */
  says(at: number, text: string): boolean {
    return at + text.length <= this.length && this.text(at, text.length) === text;
  }
}
