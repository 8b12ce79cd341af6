import { css, html, nothing, type TemplateResult } from 'lit';
import { FLAGS, type Annotation, type Flag } from '../../../src/core/annotation/annotation';
import { setFlag, setHidden, setText } from '../../../src/core/edit/flags';
import { update } from '../../../src/core/edit/edits';
import { classColor } from '../../../src/core/scene/colors';
import { kindNamed, kindOf, SHAPE_KINDS } from '../../../src/core/shapes/index';
import { runAction } from '../../actions';
import { change } from '../../actions/change';
import { openPicker } from '../../actions/classes';
import { selectedAnnotations } from '../../actions/select';
import { classTitle } from '../../classes';
import { commonOf } from '../../common';
import type { State } from '../../store';
import { checkField, numberField, selectField, textField } from '../fields';
import { form } from '../formStyles';
import { keepControlKeys } from '../keys';
import { PageElement } from '../pageElement';
import { theme } from '../theme';
import { attributeFields } from './attributeFields';
import { geometryRows } from './geometryRows';
import { jointRows } from './jointRows';
import { linkRows } from './linkRows';
import { icon } from '../icons';
import { ALIGN, ARRANGE, COMBINE, smallButtons, type SmallButton } from './toolButtons';

/** Everything about the selection that can be set; several annotations are changed together, as one step of undo. */
export class Details extends PageElement {
  static override styles = [
    theme,
    form,
    css`
      :host {
        display: block;
        padding: 0 12px 10px;
      }
      .class {
        display: flex;
        align-items: center;
        gap: 6px;
        width: 100%;
        height: 24px;
        padding: 0 6px;
        border: 1px solid var(--vscode-dropdown-border, var(--vscode-contrastBorder, transparent));
        border-radius: 3px;
        background: var(--vscode-dropdown-background, var(--vscode-input-background));
        color: var(--vscode-dropdown-foreground, inherit);
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 8px;
        margin: 4px 0;
      }
      [data-joint] {
        grid-template-columns: minmax(40px, 1fr) auto;
      }
      [data-joint] button {
        padding: 0 5px;
        font-size: 11px;
      }
      .link {
        min-height: 26px;
      }
      .link input {
        flex: 1 1 84px;
      }
      .link .chip {
        flex: 0 1 auto;
        display: block;
        min-width: 40px;
      }
    `,
  ];

  protected override watch(state: State): readonly unknown[] {
    return [state.doc.annotations, state.selection, state.schema, state.linking, state.hiddenIds, state.keys];
  }

  override render(): TemplateResult | typeof nothing {
    const annotations = selectedAnnotations(this.state);
    const [first] = annotations;
    if (!first) return nothing;
    const { page } = this;
    const only = annotations.length === 1 ? first : undefined;
    return html`<div @keydown=${keepControlKeys}>
      ${this.#class(annotations)} ${this.#marks(annotations)}
      <div class="checks" role="group" aria-label="Flags">
        ${FLAGS.map((flag) => this.#flag(annotations, flag))}${this.#hiddenFlag(annotations)}
      </div>
      ${attributeFields(page, annotations)} ${this.#text(annotations)} ${this.#group(annotations)}
      ${only ? jointRows(page, only) : nothing} ${geometryRows(page, annotations)}
      <h3>Arrange</h3>
      ${smallButtons(page, ARRANGE, 'Order, turn and mirror')} ${smallButtons(page, ALIGN, 'Align')}
      ${smallButtons(page, COMBINE, 'Combine and tidy up')} ${this.#convert(annotations)}
      ${linkRows(page, annotations)} ${only ? this.#origin(only) : nothing}
    </div>`;
  }

  #class(annotations: readonly Annotation[]): TemplateResult {
    const common = commonOf(annotations, ({ label }) => label);
    const label = common.mixed ? undefined : (common.value ?? '');
    return html`<button
      class="class"
      aria-label="Class: ${label === undefined ? 'several' : classTitle(label)}; change"
      title="Change class"
      @click=${() => openPicker(this.page)}
    >
      ${
        label === undefined
          ? html`<span class="quiet">several classes</span>`
          : html`<span class="swatch" .style=${`--class-color:${classColor(this.state.schema, label)}`}></span
              ><span class="grow cut">${classTitle(label)}</span>`
      }
    </button>`;
  }

  #marks(annotations: readonly Annotation[]): TemplateResult {
    const { hiddenIds } = this.state;
    const locked = annotations.every((annotation) => annotation.locked);
    const hidden = annotations.every(({ id, hidden: saved }) => saved === true || hiddenIds.has(id));
    const buttons: readonly SmallButton[] = [
      {
        action: 'mark.lock',
        title: locked ? 'Unlock' : 'Lock',
        icon: locked ? 'lock' : 'unlock',
        pressed: locked,
      },
      {
        action: 'mark.hide',
        title: hidden ? 'Show' : 'Hide in this view',
        icon: hidden ? 'eyeClosed' : 'eye',
        pressed: hidden,
      },
      { action: 'mark.isolate', title: 'Show alone', icon: 'isolate' },
      { action: 'view.zoomToSelection', title: 'Zoom to selection', icon: 'zoomIn' },
      { action: 'group.group', title: 'Group', icon: 'group' },
      { action: 'group.ungroup', title: 'Ungroup', icon: 'ungroup' },
      { action: 'edit.duplicate', title: 'Duplicate', icon: 'copy' },
      { action: 'edit.delete', title: 'Delete', icon: 'clear' },
    ];
    return html`<div class="head">
      ${smallButtons(this.page, buttons, 'Selection')} ${annotations.length === 1 ? this.#history() : nothing}
    </div>`;
  }

  /** Who drew it, and what became of it since. */
  #history(): TemplateResult {
    const title = 'History of this annotation';
    return html`<button
      class="icon-button"
      title=${title}
      aria-label=${title}
      data-command="relabel.showInstanceHistory"
      @click=${() => this.page.host.run('relabel.showInstanceHistory')}
    >
      ${icon('history')}
    </button>`;
  }

  #flag(annotations: readonly Annotation[], flag: Flag): TemplateResult {
    const common = commonOf(annotations, (annotation) => annotation[flag] === true);
    return checkField({
      label: flag,
      checked: !common.mixed && common.value === true,
      mixed: common.mixed,
      disabled: annotations.every(({ locked }) => locked),
      onChange: (on) => change(this.page, annotations, (all) => setFlag(all, flag, on)),
    });
  }

  #hiddenFlag(annotations: readonly Annotation[]): TemplateResult {
    const common = commonOf(annotations, ({ hidden }) => hidden === true);
    return checkField({
      label: 'hidden',
      title: 'Hidden for everyone: saved with the labels',
      checked: !common.mixed && common.value === true,
      mixed: common.mixed,
      onChange: (on) => change(this.page, annotations, (all) => setHidden(all, on)),
    });
  }

  #text(annotations: readonly Annotation[]): TemplateResult {
    const common = commonOf(annotations, ({ text = '' }) => text);
    return html`<div class="field">
      <span class="name">Text</span>
      ${textField({
        label: 'Text (transcription)',
        value: common.mixed ? '' : (common.value ?? ''),
        mixed: common.mixed,
        lines: true,
        placeholder: 'what is written there',
        disabled: annotations.every(({ locked }) => locked),
        onChange: (text) => change(this.page, annotations, (all) => setText(all, text)),
      })}
    </div>`;
  }

  #group(annotations: readonly Annotation[]): TemplateResult {
    const common = commonOf(annotations, ({ group }) => group);
    const set = (group: number | undefined): void =>
      void change(this.page, annotations, (all) =>
        update(group === undefined ? 'Ungroup' : `Put into group ${group}`, all, ({ group: _, ...rest }) => ({
          ...rest,
          ...(group !== undefined && { group: Math.round(group) }),
        })),
      );
    return html`<div class="field">
      <span class="name">Group</span>
      ${numberField({
        label: 'Group',
        value: common.mixed ? undefined : common.value,
        mixed: common.mixed,
        min: 1,
        step: 1,
        title: 'Number of the group; empty for none',
        onChange: set,
      })}
    </div>`;
  }

  #convert(annotations: readonly Annotation[]): TemplateResult {
    const common = commonOf(annotations, ({ shape }) => shape.kind);
    return html`<div class="field">
      <span class="name">Kind</span>
      ${selectField({
        label: 'Kind of shape; choosing another one converts',
        value: common.mixed ? undefined : common.value,
        mixed: common.mixed,
        disabled: annotations.every(({ locked }) => locked),
        options: SHAPE_KINDS.filter(
          (kind) => isConvertible(kind) || (!common.mixed && kind === common.value),
        ).map((kind) => [kind, kindNamed(kind).title]),
        onChange: (kind) => isConvertible(kind) && runAction(this.page, `convert.${kind}`),
      })}
    </div>`;
  }

  #origin({ id, shape, score, model, page = 0 }: Annotation): TemplateResult {
    const found = [score?.toFixed(2), model && `by ${model}`].filter(Boolean).join(' ');
    const { pages } = this.state;
    const parts = [kindOf(shape).title, id, found, pages ? `page ${page + 1}` : ''].filter(
      (part) => part !== '',
    );
    return html`<p class="quiet cut" title="Kind, id, score, model">${parts.join(' · ')}</p>`;
  }
}

const CONVERTIBLE = [
  'box',
  'rotatedBox',
  'ellipse',
  'polygon',
  'mask',
  'polyline',
  'spline',
  'point',
] as const;

function isConvertible(kind: string): kind is (typeof CONVERTIBLE)[number] {
  return (CONVERTIBLE as readonly string[]).includes(kind);
}
