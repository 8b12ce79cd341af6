import { css, html, nothing, type TemplateResult } from 'lit';
import { toScreenRect } from '../../src/core/scene/viewport';
import type { Rect } from '../../src/core/geometry/rect';
import { classColor } from '../../src/core/scene/colors';
import { attempt } from '../actions';
import { addClass, closePopup, pickClass } from '../actions/classes';
import { boundsOf } from '../actions/view';
import { annotationsOf } from '../actions/select';
import { classDigits, classKeys, knownClasses, labelsOf, misfit } from '../classes';
import { searchClasses, type ClassMatch } from '../classSearch';
import type { State } from '../store';
import { icon } from './icons';
import { keepTypedKeys } from './keys';
import { PageElement } from './pageElement';
import { placeBeside } from './place';
import { floating, theme } from './theme';

const WIDTH_PX = 264;
const MAX_HEIGHT_PX = 320;

/** One row of the picker: a class, or the offer to make one of what was typed. */
type Row = { readonly match: ClassMatch; readonly why?: string } | { readonly add: string };

/** A small window at the shape: type a few letters of the class, Enter. Digits pick as long as nothing is typed. */
export class LabelPicker extends PageElement {
  static override styles = [
    theme,
    floating,
    css`
      :host {
        position: absolute;
        width: ${WIDTH_PX}px;
      }
      .floating {
        display: flex;
        flex-direction: column;
        max-height: ${MAX_HEIGHT_PX}px;
        overflow: hidden;
      }
      .search {
        margin: 6px;
        padding: 0 6px;
        height: 28px;
        border-radius: 4px;
        border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
        background: var(--vscode-input-background);
        color: var(--vscode-input-foreground);
      }
      .search:focus-within {
        border-color: var(--vscode-focusBorder);
      }
      input {
        flex: 1 1 auto;
        min-width: 0;
        border: none;
        outline: none;
        background: none;
        color: inherit;
        font: inherit;
      }
      input:focus-visible {
        outline: none;
      }
      input::placeholder {
        color: var(--vscode-input-placeholderForeground);
      }
      ul {
        flex: 0 1 auto;
        margin: 0;
        padding: 0 0 4px;
        overflow: hidden auto;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 24px;
        margin: 0 6px;
        padding: 0 6px;
        border-radius: 3px;
        cursor: pointer;
      }
      li[aria-selected='true'] {
        background: var(
          --vscode-quickInputList-focusBackground,
          var(--vscode-list-activeSelectionBackground)
        );
        color: var(
          --vscode-quickInputList-focusForeground,
          var(--vscode-list-activeSelectionForeground, inherit)
        );
        outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
      li[aria-selected='true'] .quiet {
        color: inherit;
      }
      li[aria-disabled='true'] {
        opacity: 0.5;
        cursor: default;
      }
      b {
        color: var(--vscode-list-highlightForeground, inherit);
        font-weight: 600;
      }
      li[aria-selected='true'] b {
        color: var(--vscode-list-focusHighlightForeground, inherit);
      }
      .guide {
        margin: 0;
        padding: 6px 12px 8px;
        border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        max-height: 72px;
        overflow: auto;
        white-space: pre-line;
      }
    `,
  ];

  #query = '';
  #index = 0;

  protected override watch(state: State): readonly unknown[] {
    return [state.schema, state.doc, state.pickFor, state.view, state.activeClass];
  }

  protected override opened(): void {
    this.#index = this.#startIndex();
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  /** The class it has now is the one to start from. */
  #startIndex(): number {
    const { pickFor, activeClass } = this.state;
    const now =
      pickFor?.kind === 'annotations' ? annotationsOf(this.state, pickFor.ids)[0]?.label : activeClass;
    return Math.max(
      0,
      knownClasses(this.state).findIndex(({ name }) => name === now),
    );
  }

  override updated(): void {
    this.#place();
    this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  #rows(): readonly Row[] {
    const classes = knownClasses(this.state);
    const typed = this.#query.trim();
    const rows: Row[] = searchClasses(classes, typed).map((match) => {
      const why = this.#misfit(match.found.name);
      return why === undefined ? { match } : { match, why };
    });
    const known = classes.some(({ name }) => name.toLowerCase() === typed.toLowerCase());
    return typed === '' || known ? rows : [...rows, { add: typed }];
  }

  /** Why a class cannot be picked for the shapes in question. */
  #misfit(name: string): string | undefined {
    const { pickFor, draft, schema } = this.state;
    const shapes =
      pickFor?.kind === 'drawn'
        ? (draft?.shapes ?? []).map(({ shape }) => shape)
        : pickFor?.kind === 'annotations'
          ? annotationsOf(this.state, pickFor.ids).map(({ shape }) => shape)
          : [];
    return shapes.map(({ kind }) => misfit(schema, name, kind)).find((why) => why !== undefined);
  }

  override render(): TemplateResult {
    const rows = this.#rows();
    const index = Math.min(this.#index, rows.length - 1);
    const row = rows[index];
    const guide = row && 'match' in row ? (row.why ?? row.match.found.description) : undefined;
    return html`<div
      class="floating"
      role="dialog"
      aria-label=${this.#title()}
      @keydown=${(e: KeyboardEvent) => this.#key(e, rows)}
    >
      <div class="search row">
        ${icon('search')}
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="classes"
          aria-activedescendant=${index >= 0 ? `class-${index}` : nothing}
          aria-label=${this.#title()}
          placeholder=${this.#title()}
          spellcheck="false"
          autocomplete="off"
          @input=${this.#typed}
        />
      </div>
      <ul id="classes" role="listbox" aria-label="Classes">
        ${rows.map((each, i) => this.#row(each, i, i === index))}
        ${rows.length === 0 ? html`<li class="quiet" aria-disabled="true">Type a name for the first class</li>` : nothing}
      </ul>
      ${guide === undefined ? nothing : html`<p class="guide quiet">${guide}</p>`}
    </div>`;
  }

  #title(): string {
    const { pickFor } = this.state;
    if (pickFor?.kind === 'drawn') return 'Class of the new shape';
    if (pickFor?.kind !== 'annotations') return 'Class for new shapes';
    return pickFor.ids.length === 1 ? 'Change class' : `Change class of ${pickFor.ids.length}`;
  }

  #row(row: Row, index: number, selected: boolean): TemplateResult {
    const pick = (): void => this.#pick(row);
    const off = 'match' in row && row.why !== undefined;
    return html`<li
      id="class-${index}"
      role="option"
      aria-selected=${selected}
      aria-disabled=${off}
      @mousedown=${hold}
      @click=${pick}
    >
      ${'add' in row ? html`<span class="grow cut">${this.#addText(row.add)}</span>` : this.#class(row.match)}
    </li>`;
  }

  #addText(name: string): string {
    return this.state.hasSchemaFile ? `Add class “${name}”` : `Use “${name}”`;
  }

  #class({ found: { name }, marks }: ClassMatch): TemplateResult {
    const { schema, doc } = this.state;
    const digit = this.#query === '' ? classKeys(knownClasses(this.state)).get(name) : undefined;
    const count = labelsOf(doc).get(name)?.annotations;
    return html`<span class="swatch" .style=${`--class-color:${classColor(schema, name)}`}></span>
      <span class="grow cut">${marked(name, marks)}</span>
      ${count === undefined ? nothing : html`<span class="quiet number">${count}</span>`}
      ${digit === undefined ? nothing : html`<kbd>${digit}</kbd>`}`;
  }

  readonly #typed = (event: Event): void => {
    this.#query = (event.currentTarget as HTMLInputElement).value;
    this.#index = 0;
    this.requestUpdate();
  };

  #key(event: KeyboardEvent, rows: readonly Row[]): void {
    keepTypedKeys(event);
    if (event.isComposing) return;
    if (event.key === 'Escape') closePopup(this.page);
    else if (event.key === 'Enter') this.#enter(rows);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      this.#step(event.key === 'ArrowDown' ? 1 : -1, rows);
    else if (!this.#digit(event)) return;
    event.preventDefault();
  }

  #enter(rows: readonly Row[]): void {
    const row = rows[Math.min(this.#index, rows.length - 1)];
    if (row) this.#pick(row);
  }

  #step(by: 1 | -1, rows: readonly Row[]): void {
    this.#index = (Math.min(this.#index, rows.length - 1) + by + rows.length) % Math.max(1, rows.length);
    this.requestUpdate();
  }

  /** A digit is a key as long as nothing is typed, else a letter like others. */
  #digit(event: KeyboardEvent): boolean {
    if (this.#query !== '' || event.ctrlKey || event.metaKey || event.altKey || !/^\d$/.test(event.key))
      return false;
    const match = [...classDigits(knownClasses(this.state))].find(([, digit]) => digit === event.key);
    if (match) pickClass(this.page, match[0]);
    return match !== undefined;
  }

  #pick(row: Row): void {
    if ('add' in row) attempt(this.page, () => addClass(this.page, row.add));
    else if (row.why === undefined) pickClass(this.page, row.match.found.name);
  }

  #place(): void {
    const { view } = this.state;
    const rect = this.#target();
    const canvas = this.page.canvasSize();
    const at = rect && view ? toScreenRect(view, rect) : undefined;
    const height = this.renderRoot.querySelector<HTMLElement>('.floating')?.offsetHeight ?? 0;
    const { x, y } = placeBeside(at, { width: WIDTH_PX, height: Math.max(height, 200) }, canvas);
    this.style.left = `${x}px`;
    this.style.top = `${y}px`;
  }

  /** Image pixels. */
  #target(): Rect | undefined {
    const { pickFor } = this.state;
    if (pickFor?.kind === 'drawn') return pickFor.rect;
    return pickFor?.kind === 'annotations' ? boundsOf(this.state, pickFor.ids) : undefined;
  }
}

function marked(name: string, marks: readonly number[]): readonly TemplateResult[] {
  const met = new Set(marks);
  const runs: { text: string; met: boolean }[] = [];
  for (let i = 0; i < name.length; i++) {
    const last = runs.at(-1);
    if (last?.met === met.has(i)) last.text += name[i] ?? '';
    else runs.push({ text: name[i] ?? '', met: met.has(i) });
  }
  return runs.map((run) => (run.met ? html`<b>${run.text}</b>` : html`${run.text}`));
}

/** The field keeps the focus while a row is clicked. */
function hold(event: Event): void {
  event.preventDefault();
}
