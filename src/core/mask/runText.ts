/**
 * The text code of run lengths in COCO's compressed RLE (cocoapi, common/maskApi.c, rleToString and rleFrString):
 * from the fourth number on the difference to the number two before; five bits at a time, lowest first, each as
 * the character 48 + bits, + 32 when more follow.
 */
export function runsToText(runs: ArrayLike<number>): string {
  const text = new RunText();
  for (let i = 0; i < runs.length; i++) text.add(runs[i] as number);
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
/** Room that the longest number needs. */
const LONGEST = 12;
const SMALL = 2 ** 30;

/** Writes run lengths one after the other. */
export class RunText {
  readonly #codes = new Uint8Array(CHUNK);
  #length = 0;
  #text = '';
  #count = 0;
  #before = 0;
  #twoBefore = 0;

  add(run: number): void {
    const rest = this.#count++ < 3 ? run : run - this.#twoBefore;
    this.#twoBefore = this.#before;
    this.#before = run;
    if (this.#length > CHUNK - LONGEST) this.#flush();
    if (rest < SMALL && rest >= -SMALL) this.#addSmall(rest);
    else this.#addLarge(rest);
  }

  #addSmall(value: number): void {
    for (let rest = value; ;) {
      const bits = rest & 31;
      rest >>= 5;
      const isOver = rest === (bits & 16 ? -1 : 0);
      this.#codes[this.#length++] = 48 + bits + (isOver ? 0 : 32);
      if (isOver) return;
    }
  }

  /** Without shifts, which would cut the number at 2^31. */
  #addLarge(value: number): void {
    for (let rest = value; ;) {
      const bits = ((rest % 32) + 32) % 32;
      rest = (rest - bits) / 32;
      const isOver = rest === (bits & 16 ? -1 : 0);
      this.#codes[this.#length++] = 48 + bits + (isOver ? 0 : 32);
      if (isOver) return;
    }
  }

  #flush(): void {
    const codes = this.#codes.subarray(0, this.#length) as unknown as number[];
    this.#text += String.fromCharCode.apply(undefined, codes);
    this.#length = 0;
  }

  toString(): string {
    this.#flush();
    return this.#text;
  }
}
