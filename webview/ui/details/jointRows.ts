import { html, nothing, type TemplateResult } from 'lit';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { setJoint, type Visibility } from '../../../src/core/edit/joints';
import { templateOf } from '../../../src/core/schema/templateOf';
import { change } from '../../actions/change';
import type { Page } from '../../page';
import { segments } from '../fields';

const STATES = [
  ['2', 'visible'],
  ['1', 'occluded'],
  ['0', 'absent'],
] as const;

/** The joints of one skeleton, those of its template first, with what can be seen of them. */
export function jointRows(page: Page, annotation: Annotation): TemplateResult | typeof nothing {
  const { shape } = annotation;
  if (shape.kind !== 'skeleton') return nothing;
  const template = templateOf(page.store.state.schema, annotation.label);
  const names = new Set([...(template?.joints ?? []).map(({ name }) => name), ...Object.keys(shape.joints)]);
  return html`<h3>Joints</h3>
    ${[...names].map((name) => {
      const visibility = String(shape.joints[name]?.visibility ?? 0) as '0' | '1' | '2';
      return html`<div class="field" data-joint=${name}>
        <span class="name" title=${name}>${name}</span>
        ${segments({
          label: name,
          value: visibility,
          options: STATES,
          onChange: (next) => set(page, annotation, name, next === '2' ? 2 : next === '1' ? 1 : 0),
        })}
      </div>`;
    })}`;
}

function set(page: Page, annotation: Annotation, name: string, visibility: Visibility): void {
  const template = templateOf(page.store.state.schema, annotation.label);
  change(page, [annotation], () => setJoint(annotation, name, visibility, template));
}
