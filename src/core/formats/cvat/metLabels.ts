import type { Json } from '../../json/json';
import type { AttributeSpec, LabelSchema } from '../../schema/labelSchema';
import type { Met } from './printMeta';

/** Watches what is written for labels, attributes and splits that must be declared in the file's head. */
export class MetLabels {
  readonly #declared: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #labels = new Set<string>();
  readonly #tags = new Set<string>();
  readonly #splits = new Set<string>();
  readonly #attributes = new Map<string, Map<string, AttributeSpec>>();
  #isTold = false;
  #isLate = false;

  constructor({ classes }: LabelSchema) {
    this.#declared = new Map(
      classes.map(({ name, attributes }) => [name, new Set(attributes.map((each) => each.name))]),
    );
  }

  /** True when something came up after the head was written. */
  get isLate(): boolean {
    return this.#isLate;
  }

  label(name: string): void {
    if (!this.#declared.has(name)) this.#add(this.#labels, name);
  }

  tag(name: string): void {
    this.#add(this.#tags, name);
  }

  split(name: string | undefined): void {
    if (name !== undefined) this.#add(this.#splits, name);
  }

  attribute(label: string, name: string, value: Json): void {
    if (this.#declared.get(label)?.has(name)) return;
    const known = this.#attributes.get(label) ?? new Map<string, AttributeSpec>();
    if (known.has(name)) return;
    this.#isLate ||= this.#isTold;
    this.#attributes.set(label, known.set(name, specOf(name, value)));
  }

  /** For the head; whatever is met later is late. */
  summary(imageCount: number): Met {
    this.#isTold = true;
    return {
      imageCount,
      labels: [...this.#labels],
      tags: [...this.#tags],
      splits: [...this.#splits],
      attributes: new Map([...this.#attributes].map(([label, specs]) => [label, [...specs.values()]])),
    };
  }

  #add(set: Set<string>, name: string): void {
    if (set.has(name)) return;
    this.#isLate ||= this.#isTold;
    set.add(name);
  }
}

/** Undeclared ones are text, except the flags that we write ourselves: their values say of what type they are. */
function specOf(name: string, value: Json): AttributeSpec {
  return value === true && /^(truncated|difficult|crowd)$/.test(name)
    ? { name, type: 'checkbox', default: false }
    : { name, type: 'text' };
}
