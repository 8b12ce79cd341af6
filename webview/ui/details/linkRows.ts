import { html, nothing, type TemplateResult } from 'lit';
import type { Annotation, Link } from '../../../src/core/annotation/annotation';
import { findAnnotation } from '../../../src/core/annotation/find';
import { renameLink, unlink } from '../../../src/core/edit/links';
import { kindOf } from '../../../src/core/shapes/index';
import { change } from '../../actions/change';
import { startLinking, stopLinking } from '../../actions/links';
import { select } from '../../actions/select';
import { reveal } from '../../actions/view';
import { classTitle } from '../../classes';
import type { Page } from '../../page';
import { textField } from '../fields';
import { icon } from '../icons';

/** Links of the selection to others, those of others to it, and the start of a new one. */
export function linkRows(page: Page, annotations: readonly Annotation[]): TemplateResult {
  const { doc, schema, linking } = page.store.state;
  const [only, ...more] = annotations;
  const own = only && more.length === 0 ? (only.links ?? []) : [];
  const from =
    only && more.length === 0
      ? doc.annotations.filter(({ links }) => links?.some(({ to }) => to === only.id))
      : [];
  return html`<h3>Links</h3>
    <datalist id="relations">
      ${schema.relations.map((name) => html`<option value=${name}></option>`)}
    </datalist>
    ${only ? own.map((link) => ownRow(page, only, link)) : nothing}
    ${from.map((other) => foreignRow(page, other, only?.id ?? ''))}
    ${
      linking
        ? html`<button class="chip" @click=${() => stopLinking(page)}>
            ${icon('close')} Cancel the link
          </button>`
        : html`<button class="chip" @click=${() => startLinking(page)}>${icon('link')} Link to…</button>`
    }`;
}

function ownRow(page: Page, annotation: Annotation, link: Link): TemplateResult {
  return html`<div class="row link">
    ${textField({
      label: 'Name of the relation',
      value: link.name ?? '',
      placeholder: 'no name',
      list: 'relations',
      onChange: (name) => change(page, [annotation], () => renameLink(annotation, link, name.trim())),
    })}
    <span aria-hidden="true">→</span>${target(page, link.to)}
    <button
      class="icon-button"
      title="Remove this link"
      aria-label="Remove the link to ${titleOf(page, link.to)}"
      @click=${() => change(page, [annotation], () => unlink(annotation, link))}
    >
      ${icon('close')}
    </button>
  </div>`;
}

function foreignRow(page: Page, other: Annotation, id: string): TemplateResult {
  const names = (other.links ?? []).filter(({ to }) => to === id).map(({ name = 'no name' }) => name);
  return html`<div class="row link">
    <span class="quiet cut grow">${names.join(', ')}</span
    ><span aria-hidden="true">←</span>${target(page, other.id)}
  </div>`;
}

/** Selects the annotation at the other end. */
function target(page: Page, id: string): TemplateResult {
  const go = (): void => {
    select(page, [id]);
    reveal(page, [id]);
  };
  return html`<button class="chip cut" title="Select ${titleOf(page, id)}" @click=${go}>
    ${titleOf(page, id)}
  </button>`;
}

function titleOf(page: Page, id: string): string {
  const found = findAnnotation(page.store.state.doc, id);
  return found
    ? `${classTitle(found.label)} ${kindOf(found.shape).title.toLowerCase()} ${id}`
    : `${id}, not here`;
}
