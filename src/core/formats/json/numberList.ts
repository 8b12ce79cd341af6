/** A list of numbers that grows, 8 bytes each. */
export class NumberList {
  #items = new Float64Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#items.length) {
      const larger = new Float64Array(2 * this.#length);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.#length++] = value;
  }

  at(index: number): number {
    return this.#items[index] ?? NaN;
  }

  /** A view of the numbers, of no use after the next `push`. */
  view(): Float64Array {
    return this.#items.subarray(0, this.#length);
  }
}
