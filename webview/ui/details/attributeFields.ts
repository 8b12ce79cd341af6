import { html, nothing, type TemplateResult } from 'lit';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { fits, setAttribute } from '../../../src/core/edit/attributes';
import type { Json } from '../../../src/core/json/json';
import type { AttributeSpec } from '../../../src/core/schema/labelSchema';
import { change, commitJoined } from '../../actions/change';
import {
  chosenOf,
  commonOf,
  commonSpecs,
  jsonText,
  otherAttributes,
  parsedJson,
  type Common,
} from '../../common';
import type { Page } from '../../page';
import { checkField, numberField, selectField, textField } from '../fields';
import { icon } from '../icons';

/** The attributes of the selection: those of the schema by their types, others as text. */
export function attributeFields(
  page: Page,
  annotations: readonly Annotation[],
): TemplateResult | typeof nothing {
  const specs = commonSpecs(annotations, page.store.state.schema);
  const others = otherAttributes(annotations, specs);
  if (specs.length === 0 && others.length === 0) return nothing;
  return html`<h3>Attributes</h3>
    ${specs.map((spec) => specRow(page, annotations, spec))}
    ${others.map((name) => otherRow(page, annotations, name))}`;
}

function specRow(page: Page, annotations: readonly Annotation[], spec: AttributeSpec): TemplateResult {
  const common = valueOf(annotations, spec.name);
  const wrong = !common.mixed && common.value !== undefined && !fits(spec, common.value);
  const why = `${jsonText(common.mixed ? undefined : common.value)} is not a value of ${spec.name}`;
  return html`<div class="field" data-attribute=${spec.name} title=${wrong ? why : nothing}>
    <span class="name ${wrong ? 'wrong' : ''}" title=${spec.name}>${spec.name}</span>
    ${control(page, annotations, spec, common)}
  </div>`;
}

function control(
  page: Page,
  annotations: readonly Annotation[],
  spec: AttributeSpec,
  common: Common<Json | undefined>,
): TemplateResult {
  const { mixed } = common;
  const value = common.mixed ? undefined : common.value;
  const disabled = annotations.every(({ locked }) => locked);
  const set = (next: Json | undefined): void =>
    void change(page, annotations, (all) => setAttribute(all, spec.name, next));
  const base = { label: spec.name, mixed, disabled };
  switch (spec.type) {
    case 'choice':
      return selectField({
        ...base,
        value: typeof value === 'string' ? value : undefined,
        none: '–',
        options: spec.options.map((option) => [option, option]),
        onChange: (next) => set(next === '' ? undefined : next),
      });
    case 'multichoice':
      return multichoice(annotations, spec, disabled, set);
    case 'checkbox':
      return checkField({ ...base, label: '', title: spec.name, checked: value === true, onChange: set });
    case 'number':
      return numberField({
        ...base,
        value: typeof value === 'number' ? value : undefined,
        ...(spec.min !== undefined && { min: spec.min }),
        ...(spec.max !== undefined && { max: spec.max }),
        step: spec.step ?? 'any',
        title: rangeText(spec),
        onChange: (next) =>
          commitJoined(page, setAttribute(annotations, spec.name, next), keyOf(annotations, spec.name)),
      });
    case 'text':
      return textField({
        ...base,
        value: typeof value === 'string' ? value : jsonText(value),
        onChange: (next) => set(next === '' ? undefined : next),
      });
  }
}

/** Each option is on, off, or on for some of them; a click sets it for all and leaves the other options alone. */
function multichoice(
  annotations: readonly Annotation[],
  spec: AttributeSpec & { readonly type: 'multichoice' },
  disabled: boolean,
  set: (value: readonly string[] | undefined) => void,
): TemplateResult {
  const chosen = annotations.map(({ attributes }) => chosenOf(attributes?.[spec.name]));
  const toggle = (option: string, on: boolean): void => {
    const now = new Set(chosen.flat());
    if (on) now.add(option);
    else now.delete(option);
    const next = spec.options.filter((each) => now.has(each));
    set(next.length > 0 ? next : undefined);
  };
  return html`<span class="checks" role="group" aria-label=${spec.name}>
    ${spec.options.map((option) => {
      const count = chosen.filter((options) => options.includes(option)).length;
      return checkField({
        label: option,
        checked: count > 0 && count === chosen.length,
        mixed: count > 0 && count < chosen.length,
        disabled,
        onChange: (on) => toggle(option, on),
      });
    })}
  </span>`;
}

function otherRow(page: Page, annotations: readonly Annotation[], name: string): TemplateResult {
  const common = valueOf(annotations, name);
  const set = (next: Json | undefined): void =>
    void change(page, annotations, (all) => setAttribute(all, name, next));
  return html`<div class="field" data-attribute=${name}>
    <span class="name" title="${name}: not in relabel.yaml for this class; kept as it is">${name}</span>
    <span class="row">
      ${textField({
        label: name,
        mixed: common.mixed,
        value: common.mixed ? '' : jsonText(common.value),
        onChange: (text) => set(parsedJson(text)),
      })}
      <button
        class="icon-button"
        title="Remove ${name}"
        aria-label="Remove ${name}"
        @click=${() => set(undefined)}
      >
        ${icon('close')}
      </button>
    </span>
  </div>`;
}

function valueOf(annotations: readonly Annotation[], name: string): Common<Json | undefined> {
  return commonOf(annotations, ({ attributes }) => attributes?.[name]);
}

function rangeText({ min, max }: { readonly min?: number; readonly max?: number }): string {
  if (min !== undefined && max !== undefined) return `${min} to ${max}`;
  if (min !== undefined) return `from ${min}`;
  return max === undefined ? 'a number' : `up to ${max}`;
}

function keyOf(annotations: readonly Annotation[], name: string): string {
  return `attribute ${name} ${annotations.map(({ id }) => id).join(' ')}`;
}
