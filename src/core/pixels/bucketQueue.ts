/** No step costs as much: costs in the queue lie within this of each other. Whole numbers. */
const BUCKETS = 1024;

/** A queue of whole numbers by whole costs, where costs never fall below the one taken last (Dial, 1969). */
export class BucketQueue {
  readonly #buckets: number[][] = Array.from({ length: BUCKETS }, () => []);
  #current = 0;
  #count = 0;

  push(value: number, cost: number): void {
    this.#buckets[cost % BUCKETS]?.push(value);
    this.#count++;
  }

  /** A value of least cost; undefined when there is none. */
  pop(): number | undefined {
    if (this.#count === 0) return undefined;
    while (this.#buckets[this.#current % BUCKETS]?.length === 0) this.#current++;
    this.#count--;
    return this.#buckets[this.#current % BUCKETS]?.pop();
  }
}
