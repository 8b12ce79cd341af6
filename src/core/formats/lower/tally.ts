import type { Report } from '../report';

/** Counts the losses of one image, each kind of loss once per annotation (or tag, or whatever it is about). */
export class Tally {
  readonly #counts = new Map<string, { readonly message: string; count: number }>();

  add(code: string, message: string, count = 1): void {
    const known = this.#counts.get(code);
    if (known) known.count += count;
    else this.#counts.set(code, { message, count });
  }

  tell(image: string, report: Report): void {
    for (const [code, { message, count }] of this.#counts) report.loss(image, { code, message }, count);
  }
}
