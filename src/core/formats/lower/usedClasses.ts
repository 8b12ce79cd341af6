import type { AnnotationDoc } from '../../annotation/document';
import type { LabelSet } from '../labelSet';
import type { Report } from '../report';
import type { Plan } from './plan';

/** Finds the classes that no annotation has, where a format knows none but those; told once, when all were seen. */
export class UsedClasses {
  readonly #unused: Set<string>;

  constructor({ schema }: LabelSet, { holds }: Plan) {
    this.#unused = new Set(holds.usedClassesOnly ? schema.classes.map(({ name }) => name) : []);
  }

  add({ annotations, tags }: AnnotationDoc): void {
    if (this.#unused.size === 0) return;
    for (const { label } of annotations) this.#unused.delete(label);
    for (const tag of tags) this.#unused.delete(tag);
  }

  tell(report: Report): void {
    const { size } = this.#unused;
    if (size === 0) return;
    const message = `classes that no annotation has are left out: ${[...this.#unused].slice(0, NAMED).join(', ')}${size > NAMED ? ', …' : ''}`;
    report.loss('', { code: 'unused-classes-dropped', message }, size);
    this.#unused.clear();
  }
}

const NAMED = 5;
