import { html, nothing, type TemplateResult } from 'lit';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { reshaped, update } from '../../../src/core/edit/edits';
import { templateOf } from '../../../src/core/schema/templateOf';
import type { Joint, Skeleton } from '../../../src/core/shapes/skeleton';
import { kindOf } from '../../../src/core/shapes/index';
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
          onChange: (next) => set(page, annotation, shape, name, next),
        })}
      </div>`;
    })}`;
}

function set(
  page: Page,
  annotation: Annotation,
  shape: Skeleton,
  name: string,
  visibility: '0' | '1' | '2',
): void {
  const joints = { ...shape.joints };
  if (visibility === '0') delete joints[name];
  else
    joints[name] = {
      ...(joints[name] ?? placed(page, annotation, shape, name)),
      visibility: visibility === '1' ? 1 : 2,
    };
  if (Object.keys(joints).length === 0) return;
  change(page, [annotation], (all) =>
    update(
      `Change ${name}`,
      all.filter(({ locked }) => !locked),
      (each) => reshaped(each, { ...shape, joints }),
    ),
  );
}

/** Where a joint that was absent comes to stand: as the template has it in the skeleton's bounds. */
function placed(page: Page, { label }: Annotation, shape: Skeleton, name: string): Joint {
  const bounds = kindOf(shape).bounds(shape);
  const [x, y] = templateOf(page.store.state.schema, label)?.joints.find((joint) => joint.name === name)
    ?.at ?? [0.5, 0.5];
  return { x: bounds.x + x * bounds.width, y: bounds.y + y * bounds.height, visibility: 2 };
}
