import { html, nothing, type TemplateResult } from 'lit';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { isEmpty } from '../../../src/core/edit/edit';
import { reshaped, update } from '../../../src/core/edit/edits';
import { unlocked } from '../../../src/core/edit/unlocked';
import { commitJoined, sayLocked } from '../../actions/change';
import { commonOf } from '../../common';
import { geometryOf, withGeometry, type GeometryField } from '../../geometryFields';
import type { Page } from '../../page';
import { numberField } from '../fields';

/** Place, size and angle as numbers; of several shapes of one kind those that all have. */
export function geometryRows(
  page: Page,
  annotations: readonly Annotation[],
): TemplateResult | typeof nothing {
  const [first] = annotations;
  if (!first || annotations.some(({ shape }) => shape.kind !== first.shape.kind)) return nothing;
  return html`<h3>Geometry, pixels</h3>
    <div class="pair">${geometryOf(first.shape).map((field) => row(page, annotations, field))}</div>`;
}

function row(
  page: Page,
  annotations: readonly Annotation[],
  { name, title, unit, min }: GeometryField,
): TemplateResult {
  const common = commonOf(
    annotations,
    ({ shape }) => geometryOf(shape).find((each) => each.name === name)?.value,
  );
  return html`<label data-geometry=${name}
    ><span class="quiet" title=${title}>${title.replace('Centre ', '')}${unit === '°' ? ' °' : ''}</span>
    ${numberField({
      label: `${title}, ${unit === '°' ? 'degrees' : 'pixels'}`,
      value: common.mixed ? undefined : common.value,
      mixed: common.mixed,
      ...(min !== undefined && { min }),
      step: 1,
      disabled: annotations.every(({ locked }) => locked),
      onChange: (value) => value !== undefined && set(page, annotations, name, value),
    })}</label
  >`;
}

function set(page: Page, annotations: readonly Annotation[], name: string, value: number): void {
  const edit = update('Change geometry', unlocked(annotations), (annotation) =>
    reshaped(annotation, withGeometry(annotation.shape, name, value)),
  );
  if (isEmpty(edit)) return sayLocked(page, annotations);
  commitJoined(page, edit, `geometry ${name} ${annotations.map(({ id }) => id).join(' ')}`);
}
