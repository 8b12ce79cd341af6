import { css, html, type TemplateResult } from 'lit';
import { attempt } from '../actions';
import { closePopup } from '../actions/classes';
import type { State } from '../store';
import { button } from './controls';
import { icon } from './icons';
import { keyGroups } from './keyHelp';
import { keepControlKeys } from './keys';
import { PageElement } from './pageElement';
import { floating, theme } from './theme';

/** Mouse and touch, which no keybinding tells. */
const GESTURES: readonly (readonly [string, string])[] = [
  ['Wheel, pinch', 'Zoom at the pointer'],
  ['Space + drag, middle button', 'Move the image'],
  ['Shift + wheel', 'Move sideways'],
  ['Click again', 'Reach the shape underneath'],
  ['Shift + drag a corner', 'Keep the proportions'],
  ['Alt + drag', 'Resize about the centre'],
  ['Double click', 'Finish a polygon; add a vertex to an edge'],
];

/** The cheat sheet. */
export class Help extends PageElement {
  static override styles = [
    theme,
    floating,
    css`
      :host {
        display: flex;
        max-height: 100%;
      }
      .floating {
        display: flex;
        flex-direction: column;
        min-height: 0;
        width: 100%;
      }
      header {
        padding: 8px 8px 8px 16px;
        border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
      }
      h2 {
        margin: 0;
        font-size: 14px;
        font-weight: 600;
      }
      .scroller {
        overflow: hidden auto;
        padding: 12px 16px 0;
      }
      .columns {
        columns: 250px auto;
        column-gap: 32px;
      }
      section {
        break-inside: avoid;
        margin-bottom: 14px;
      }
      h3 {
        margin: 0 0 4px;
        font-size: 11px;
        font-weight: 600;
        text-transform: uppercase;
        letter-spacing: 0.04em;
        color: var(--vscode-descriptionForeground);
      }
      dl {
        margin: 0;
      }
      dl div {
        display: flex;
        gap: 12px;
        justify-content: space-between;
        padding: 2px 0;
        align-items: baseline;
      }
      dt {
        text-align: end;
        order: 2;
      }
      dd {
        margin: 0;
      }
      footer {
        padding: 8px 16px;
        border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        display: flex;
        gap: 8px;
      }
    `,
  ];

  protected override watch(state: State): readonly unknown[] {
    return [state.keys];
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('.icon-button')?.focus();
  }

  override render(): TemplateResult {
    const run = (command: 'relabel.openKeyboardShortcuts' | 'relabel.openWalkthrough') => (): void =>
      attempt(this.page, () => (closePopup(this.page), this.page.host.run(command)));
    return html`<div class="floating" role="dialog" aria-label="Keys and help" @keydown=${this.#key}>
      <header class="row">
        <h2 class="grow">Keys and help</h2>
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
          ${keyGroups(this.state.keys).map(([group, keys]) =>
            section(
              group,
              keys.map(({ key, title }) => [key, title]),
            ),
          )}
          ${section('Mouse and trackpad', GESTURES)}
        </div>
      </div>
      <footer>
        ${button({ label: 'Change Keys…', secondary: true, onClick: run('relabel.openKeyboardShortcuts') })}
        ${button({ label: 'Walkthrough', secondary: true, onClick: run('relabel.openWalkthrough') })}
      </footer>
    </div>`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    keepControlKeys(event);
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
