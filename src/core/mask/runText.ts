/**
 * The text code of run lengths in COCO's compressed RLE (cocoapi, common/maskApi.c, rleToString and rleFrString):
 * from the fourth number on the difference to the number two before; five bits at a time, lowest first, each as
 * the character 48 + bits, + 32 when more follow. No shifts: they would cut numbers at 2^31.
 */
export function runsToText(runs: ArrayLike<number>): string {
  const text = new CodeText();
  for (let i = 0; i < runs.length; i++) {
    let rest = (runs[i] as number) - (i >= 3 ? (runs[i - 2] as number) : 0);
    for (let isOver = false; !isOver;) {
      const bits = ((rest % 32) + 32) % 32;
      rest = (rest - bits) / 32;
      isOver = rest === (bits & 16 ? -1 : 0);
      text.add(48 + bits + (isOver ? 0 : 32));
    }
  }
  return text.toString();
}

/** The run lengths of a text, or a sentence that says what is wrong with it. */
export function textToRuns(text: string): number[] | string {
  const runs: number[] = [];
  for (let at = 0; at < text.length;) {
    let value = 0;
    let unit = 1;
    let bits: number;
    do {
      bits = text.charCodeAt(at++) - 48;
      if (!(bits >= 0 && bits < 64)) return `its run lengths break off or have a wrong character at ${at}`;
      value += (bits & 31) * unit;
      unit *= 32;
    } while (bits & 32);
    if (bits & 16) value -= unit;
    if (runs.length >= 3) value += runs[runs.length - 2] as number;
    if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) return `run length ${runs.length + 1} is ${value}`;
    runs.push(value);
  }
  return runs;
}

/** How many characters go into one call: more arguments would overflow the stack. */
const CHUNK = 8192;

/** Builds a text from character codes without a string for each. */
class CodeText {
  readonly #codes = new Uint8Array(CHUNK);
  #count = 0;
  #text = '';

  add(code: number): void {
    if (this.#count === CHUNK) this.#flush();
    this.#codes[this.#count++] = code;
  }

  #flush(): void {
    this.#text += String.fromCharCode(...this.#codes.subarray(0, this.#count));
    this.#count = 0;
  }

  toString(): string {
    this.#flush();
    return this.#text;
  }
}
