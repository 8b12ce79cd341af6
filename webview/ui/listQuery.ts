import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { shown } from '../actions/select';
import { QUERY_HELP } from '../listQuery';
import type { ListSort, State } from '../store';
import { selectField } from './fields';
import { form } from './formStyles';
import { icon } from './icons';
import { keepTypedKeys } from './keys';
import { PageElement } from './pageElement';
import { theme } from './theme';

const SORTS: readonly (readonly [ListSort, string])[] = [
  ['class', 'by class'],
  ['order', 'front to back'],
  ['size', 'by size'],
  ['score', 'by score'],
  ['group', 'by group'],
];

/** The field that narrows the list, its help, and what the list is sorted by. */
export class ListQuery extends PageElement {
  static override styles = [
    theme,
    form,
    css`
      :host {
        display: block;
        flex: none;
        padding: 0 8px 4px 12px;
      }
      .field-row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto minmax(64px, 92px);
        align-items: center;
        gap: 2px;
      }
      .query {
        position: relative;
        min-width: 0;
      }
      .query input {
        padding-inline-end: 6px;
      }
      .found {
        position: absolute;
        inset: 3px 24px auto auto;
        font-size: 11px;
        pointer-events: none;
      }
      .help {
        position: fixed;
        inset: auto;
        left: var(--left);
        top: var(--top);
        margin: 0;
        max-width: 320px;
        padding: 8px 12px;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 6px;
        background: var(--vscode-editorHoverWidget-background, var(--vscode-editorWidget-background));
        color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground));
        box-shadow: 0 2px 10px var(--vscode-widget-shadow, transparent);
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 26ch);
        gap: 4px 12px;
        margin: 0;
      }
      dt {
        font-family: var(--vscode-editor-font-family, monospace);
      }
      dd {
        margin: 0;
      }
    `,
  ];

  protected override watch(state: State): readonly unknown[] {
    const { listQuery, listSort, doc, focusAsked, hiddenIds, hiddenClasses, threshold, pages } = state;
    return [listQuery, listSort, doc.annotations, focusAsked, hiddenIds, hiddenClasses, threshold, pages];
  }

  protected override changed({ focusAsked }: State, before: State): void {
    if (focusAsked !== before.focusAsked && focusAsked?.part === 'query') this.#focus();
  }

  override firstUpdated(): void {
    if (this.state.focusAsked?.part === 'query') this.#focus();
  }

  #focus(): void {
    void this.updateComplete.then(() => this.#field?.select());
  }

  get #field(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  override render(): TemplateResult {
    const { listQuery, listSort, doc } = this.state;
    const count = listQuery === '' ? undefined : shown(this.state).length;
    return html`<div class="field-row">
        <span class="query"
          ><input
            type="search"
            aria-label="Narrow the list; words as in the help beside"
            placeholder="Filter"
            spellcheck="false"
            autocomplete="off"
            .value=${live(listQuery)}
            @input=${(event: Event) => this.#query((event.currentTarget as HTMLInputElement).value)}
            @keydown=${this.#key}
          />${
            count === undefined
              ? nothing
              : html`<span class="found quiet number" role="status">${count}/${doc.annotations.length}</span>`
          }</span
        >
        <button
          class="icon-button"
          title="What can be typed"
          aria-label="What can be typed"
          @click=${this.#showHelp}
        >
          ${icon('info')}
        </button>
        ${selectField({
          label: 'Sort the list',
          value: listSort,
          options: SORTS,
          onChange: (sort) => this.page.store.set({ listSort: sort as ListSort }),
        })}
      </div>
      <div class="help" popover>
        <dl>
          ${QUERY_HELP.map(
            ([word, what]) =>
              html`<dt>${word}</dt>
                <dd>${what}</dd>`,
          )}
        </dl>
      </div>`;
  }

  #query(listQuery: string): void {
    this.page.store.set({ listQuery });
  }

  /** Down goes on into the list, Escape empties the field and leaves it. */
  readonly #key = (event: KeyboardEvent): void => {
    keepTypedKeys(event);
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'Enter')
      this.page.store.set({ listFocus: this.state.listFocus + 1 });
    else if (event.key === 'Escape' && this.state.listQuery !== '') this.#query('');
    else if (event.key === 'Escape')
      document.querySelector<HTMLElement>('[slot=canvas]')?.focus({ preventScroll: true });
    else return;
    event.preventDefault();
  };

  readonly #showHelp = (event: Event): void => {
    const help = this.renderRoot.querySelector<HTMLElement>('.help');
    const { left, bottom } = (event.currentTarget as Element).getBoundingClientRect();
    if (!help) return;
    help.togglePopover();
    const room = { x: innerWidth - help.offsetWidth - 8, y: innerHeight - help.offsetHeight - 8 };
    help.style.setProperty('--left', `${Math.max(4, Math.min(left - 160, room.x))}px`);
    help.style.setProperty('--top', `${Math.max(4, Math.min(bottom + 4, room.y))}px`);
  };
}
