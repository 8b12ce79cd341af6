import { css, html, nothing, type TemplateResult } from 'lit';
import { attempt } from '../actions';
import { closePopup } from '../actions/classes';
import { classLetters, knownClasses } from '../classes';
import type { State } from '../store';
import { button } from './controls';
import { form } from './formStyles';
import { helpStyles } from './helpStyles';
import { icon } from './icons';
import { keyGroups, keysOf } from './keyHelp';
import { isTextField, keepControlKeys, keepTypedKeys } from './keys';
import { PageElement } from './pageElement';
import { floating, theme } from './theme';

/** Mouse and touch, which no keybinding tells. */
const GESTURES: readonly (readonly [string, string])[] = [
  ['Wheel, pinch', 'Zoom at the pointer'],
  ['Space + drag, middle button', 'Move the image'],
  ['Shift + wheel', 'Move sideways'],
  ['Alt + wheel', 'Size of the brush'],
  ['Right button + drag', 'Window of the picture: width and level'],
  ['Click again', 'Reach the shape underneath'],
  ['Alt + click', 'One of a group alone; remove a vertex'],
  ['Shift + click a vertex', 'Mark several vertices'],
  ['Shift + drag a corner', 'Keep the proportions'],
  ['Alt + drag', 'Resize about the centre'],
  ['Double click', 'Finish a line or polygon; add a vertex to an edge'],
  ['Ctrl while drawing', 'Snapping on or off for the moment'],
];

/** What keys held while drawing do; letters of classes come beside. */
const DRAWING: readonly (readonly [string, string])[] = [
  ['Shift', 'Box: square. Brush: straight from the last stroke. Line: go on with it from its end'],
  ['Alt', 'Box: from its centre. Curve: only the control ahead'],
  ['Along a snapped outline', 'The line follows it; Shift: the longer way, Alt: straight across'],
];

const LIST_KEYS: readonly (readonly [string, string])[] = [
  ['↑ ↓ Home End', 'Go through the list; Shift selects a range'],
  ['Enter', 'Zoom to the selection'],
  ['F2', 'Change the class'],
  ['Del', 'Delete, and go on'],
];

/** The cheat sheet. */
export class Help extends PageElement {
  static override styles = [
    theme,
    floating,
    form,
    helpStyles,
    css`
      :host {
        display: flex;
        max-height: 100%;
      }
      .floating {
        min-height: 0;
      }
      header {
        flex-wrap: wrap;
        gap: 6px 12px;
      }
      h2 {
        white-space: nowrap;
      }
      footer {
        padding: 8px 16px;
        border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        white-space: nowrap;
      }
      input.grow {
        flex-basis: 140px;
        width: 0;
      }
    `,
  ];

  #query = '';

  protected override watch(state: State): readonly unknown[] {
    return [state.keys, state.schema];
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render(): TemplateResult {
    const run = (command: 'relabel.openKeyboardShortcuts' | 'relabel.openWalkthrough') => (): void =>
      attempt(this.page, () => (closePopup(this.page), this.page.host.run(command)));
    return html`<div class="floating" role="dialog" aria-label="Keys and help" @keydown=${this.#key}>
      <header class="row">
        <h2>Keys and help</h2>
        <input
          class="grow"
          type="search"
          aria-label="Search the keys"
          placeholder="Search: brush, Ctrl, zoom…"
          spellcheck="false"
          autocomplete="off"
          @input=${this.#typed}
          @keydown=${this.#searching}
        />
        <button
          class="icon-button"
          aria-label="Close"
          title="Close (Escape)"
          @click=${() => closePopup(this.page)}
        >
          ${icon('close')}
        </button>
      </header>
      <div class="scroller" tabindex="0">
        <div class="columns">
          ${keyGroups(keysOf(this.state)).map(([group, keys]) =>
            this.#shown(
              group,
              keys.map(({ key, title }) => [key, title]),
            ),
          )}
          ${this.#shown('Mouse and trackpad', GESTURES)} ${this.#shown('While drawing', DRAWING)}
          ${this.#shown('Letters of classes', this.#letters())} ${this.#shown('List of shapes', LIST_KEYS)}
        </div>
      </div>
      <footer>
        ${button({ label: 'Change Keys…', secondary: true, onClick: run('relabel.openKeyboardShortcuts') })}
        ${button({ label: 'Walkthrough', secondary: true, onClick: run('relabel.openWalkthrough') })}
      </footer>
    </div>`;
  }

  /** The lines that contain what was typed, none of a section without any. */
  #shown(title: string, lines: readonly (readonly [string, string])[]): TemplateResult | typeof nothing {
    const words = this.#query
      .toLowerCase()
      .split(' ')
      .filter((word) => word !== '');
    const found = lines.filter(([key, what]) => {
      const text = `${title} ${key} ${what}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    return found.length === 0 ? nothing : section(title, found);
  }

  #letters(): readonly (readonly [string, string])[] {
    return [...classLetters(knownClasses(this.state))].map(([letter, name]) => [letter.toUpperCase(), name]);
  }

  readonly #typed = (event: Event): void => {
    this.#query = (event.currentTarget as HTMLInputElement).value;
    this.requestUpdate();
  };

  readonly #searching = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') keepTypedKeys(event);
  };

  readonly #key = (event: KeyboardEvent): void => {
    keepControlKeys(event);
    if (event.key === '?' && isTextField(event)) return;
    if (event.key !== 'Escape' && event.key !== '?') return;
    event.stopPropagation();
    closePopup(this.page);
  };
}

function section(title: string, keys: readonly (readonly [string, string])[]): TemplateResult {
  return html`<section>
    <h3>${title}</h3>
    <dl>
      ${keys.map(
        ([key, what]) =>
          html`<div>
            <dt>${key.split(' / ').map((one) => html`<kbd>${one}</kbd> `)}</dt>
            <dd>${what}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}
