import { css, html, nothing, type TemplateResult } from 'lit';
import type { LabelClass } from '../../src/core/schema/labelSchema';
import { classColor } from '../../src/core/scene/colors';
import { setActiveClass, showOnlyClass, toggleClassShown } from '../actions/classes';
import { classKeys, knownClasses, labelsOf } from '../classes';
import { selectClass } from '../actions/select';
import type { State } from '../store';
import { icon } from './icons';
import { keepControlKeys } from './keys';
import { PageElement } from './pageElement';
import { theme } from './theme';

/** The classes: which one new shapes get, how often each occurs, which are shown. */
export class ClassList extends PageElement {
  static override styles = [
    theme,
    css`
      :host {
        display: block;
      }
      .item {
        height: 24px;
        padding: 0 4px 0 0;
      }
      .item:hover,
      .item:focus-within {
        background: var(--vscode-list-hoverBackground);
      }
      .name {
        display: flex;
        align-items: center;
        gap: 6px;
        height: 100%;
        padding: 0 4px 0 12px;
        border: none;
        background: none;
        color: inherit;
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
      .name[aria-pressed='true'] {
        font-weight: 600;
      }
      .next {
        font-size: 11px;
        font-weight: normal;
        white-space: nowrap;
        flex: none;
        padding: 0 5px;
        border-radius: 3px;
        background: var(--vscode-badge-background);
        color: var(--vscode-badge-foreground);
        border: 1px solid var(--vscode-contrastBorder, transparent);
      }
      .off .name,
      .off .count {
        opacity: 0.6;
      }
      .count {
        min-width: 18px;
        padding: 0 2px;
        border: none;
        background: none;
        font: inherit;
        text-align: end;
      }
      button.count {
        cursor: pointer;
      }
      button.count:hover {
        color: var(--vscode-textLink-foreground);
        text-decoration: underline;
      }
      .eye {
        opacity: 0;
      }
      .item:hover .eye,
      .item:focus-within .eye,
      .off .eye {
        opacity: 1;
      }
      kbd {
        opacity: 0.85;
      }
      p {
        margin: 0;
        padding: 2px 16px 8px 12px;
      }
    `,
  ];

  protected override watch(state: State): readonly unknown[] {
    return [state.schema, state.doc.annotations, state.activeClass, state.hiddenClasses, state.hasSchemaFile];
  }

  override render(): TemplateResult {
    const classes = knownClasses(this.state);
    if (classes.length === 0)
      return html`<p class="quiet">No classes yet: draw a shape and type a name for what it shows.</p>`;
    const keys = classKeys(classes);
    return html`<div @keydown=${keepControlKeys}>
      ${classes.map((known) => this.#row(known, keys.get(known.name)))}
    </div>`;
  }

  #row({ name, description }: LabelClass, key: string | undefined): TemplateResult {
    const { activeClass, hiddenClasses, schema, doc } = this.state;
    const active = name === activeClass;
    const hidden = hiddenClasses.has(name);
    const count = labelsOf(doc).get(name)?.annotations ?? 0;
    const eye = hidden ? `Show ${name}` : `Hide ${name} (Alt: show it alone)`;
    return html`<div class="item row ${hidden ? 'off' : ''}" data-class=${name}>
      <button
        class="name grow"
        aria-pressed=${active}
        title=${description ?? nothing}
        @click=${() => setActiveClass(this.page, active ? undefined : name)}
      >
        <span class="swatch" .style=${`--class-color:${classColor(schema, name)}`}></span>
        <span class="cut">${name}</span>
        ${active ? html`<span class="next" title="New shapes get this class; click to be asked each time">new shapes</span>` : nothing}
      </button>
      <button
        class="icon-button eye"
        aria-pressed=${!hidden}
        aria-label=${eye}
        title=${eye}
        @click=${(event: MouseEvent) => (event.altKey ? showOnlyClass : toggleClassShown)(this.page, name)}
      >
        ${icon(hidden ? 'eyeClosed' : 'eye')}
      </button>
      <button
        class="icon-button eye"
        aria-label="Only ${name}"
        title="Only ${name}"
        @click=${() => showOnlyClass(this.page, name)}
      >
        ${icon('isolate')}
      </button>
      ${
        count === 0
          ? html`<span class="count"></span>`
          : html`<button
              class="count quiet number"
              aria-label="Select all ${count} of ${name}"
              title="Select all ${count} of ${name}"
              @click=${() => selectClass(this.page, name)}
            >
              ${count}
            </button>`
      }
      ${key === undefined ? html`<kbd hidden></kbd>` : html`<kbd>${key}</kbd>`}
    </div>`;
  }
}
