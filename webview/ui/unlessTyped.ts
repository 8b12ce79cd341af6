import { noChange } from 'lit';
import { Directive, directive, type AttributePart, type PropertyPart } from 'lit/directive.js';
import { setCommittedValue } from 'lit/directive-helpers.js';

/** Sets a field's text like `live`, but not while somebody types: what was not taken yet must not go away. */
class UnlessTyped extends Directive {
  #field: Element | undefined;
  #isTyped = false;

  override render(value: string): unknown {
    return value;
  }

  override update(part: PropertyPart | AttributePart, [value]: [string]): unknown {
    const { element } = part;
    this.#watch(element);
    const now = 'value' in element ? element.value : undefined;
    if (this.#isTyped || now === value) return noChange;
    setCommittedValue(part);
    return value;
  }

  #watch(field: Element): void {
    if (this.#field === field) return;
    this.#field = field;
    field.addEventListener('input', () => (this.#isTyped = true));
    for (const end of ['change', 'blur']) field.addEventListener(end, () => (this.#isTyped = false));
  }
}

export const unlessTyped = directive(UnlessTyped);
