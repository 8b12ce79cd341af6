import type { Json } from '../../json/json';

/** Ids of one file's images or annotations: what they had is kept where it is free; 0 stands for a new one. */
export class IdPool {
  readonly #taken = new Set<Json>();
  #greatest = 0;

  get greatest(): number {
    return this.#greatest;
  }

  /** The id that is kept; undefined when it cannot be: it is none, below `least`, or taken. */
  keep(id: Json | undefined, least: number): number | string | undefined {
    const isNumber = typeof id === 'number' && Number.isFinite(id) && id >= least;
    if (!isNumber && !(typeof id === 'string' && id !== '')) return undefined;
    if (this.#taken.has(id)) return undefined;
    this.#taken.add(id);
    if (typeof id === 'number') this.#greatest = Math.max(this.#greatest, Math.ceil(id));
    return id;
  }
}

/** Gives new ids out: whole numbers after the greatest of all files. */
export class NewIds {
  #last: number;

  constructor(greatest: number) {
    this.#last = greatest;
  }

  next(): number {
    return ++this.#last;
  }
}
