import type { Annotation } from '../../annotation/annotation';
import { idFromText } from '../../annotation/id';
import type { Lowered } from './annotation';
import type { Plan } from './plan';

/** Gives the first of an annotation's shapes its id and the others new ones; where groups are held they share one. */
export class Spread {
  readonly #plan: Plan;
  readonly #taken: Set<string>;
  #lastGroup: number;

  constructor(annotations: readonly Annotation[], plan: Plan) {
    this.#plan = plan;
    this.#taken = new Set(annotations.map(({ id }) => id));
    this.#lastGroup = annotations.reduce((most, { group = 0 }) => Math.max(most, group), 0);
  }

  of({ annotation, shapes }: Lowered): readonly Annotation[] {
    const grouped = this.#plan.holdsGroups ? { group: annotation.group ?? ++this.#lastGroup } : {};
    return shapes.map((shape, i) => {
      const id = i === 0 ? annotation.id : this.#newId(`${annotation.id}/${i}`);
      return { ...annotation, ...grouped, id, shape };
    });
  }

  #newId(text: string): string {
    const id = idFromText(text, (known) => this.#taken.has(known));
    this.#taken.add(id);
    return id;
  }
}
