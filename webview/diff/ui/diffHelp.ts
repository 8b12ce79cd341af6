import { css, html, type TemplateResult } from 'lit';
import { helpStyles } from '../../ui/helpStyles';
import { icon } from '../../ui/icons';
import { floating, theme } from '../../ui/theme';
import { DIFF_KEYS, type KeyGroup } from '../diffKeys';
import { DIFF_KINDS, KIND_TEXTS } from '../diffKinds';
import { DiffElement } from './diffElement';
import { badgeStyles, kindBadge } from './kindBadge';

const GROUPS: readonly KeyGroup[] = ['Changes', 'Images', 'Versions', 'View'];
const MORE: readonly (readonly [KeyGroup, string, string])[] = [
  ['Changes', 'Click', 'Go to an instance, in the list or in the picture'],
  ['Changes', '/', 'Search the changes'],
  ['Versions', 'B held down', 'The older version alone, in any mode'],
  ['View', 'Wheel, pinch', 'Zoom at the pointer'],
  ['View', 'Drag', 'Move the image'],
];

/** The cheat sheet: keys, and what colours and patterns mean. */
export class DiffHelp extends DiffElement {
  static override styles = [
    theme,
    floating,
    helpStyles,
    badgeStyles,
    css`
      :host {
        position: absolute;
        inset: 16px;
        display: flex;
        align-items: center;
        justify-content: center;
        pointer-events: none;
      }
      .floating {
        pointer-events: auto;
        max-width: 860px;
        max-height: 100%;
      }
      header {
        justify-content: space-between;
      }
      .scroller {
        padding-bottom: 12px;
      }
      .columns {
        columns: 300px auto;
      }
      dl.kinds div {
        justify-content: flex-start;
        align-items: center;
      }
      dt {
        flex: none;
      }
      .kinds dt {
        order: 0;
      }
    `,
  ];

  protected override watch(): readonly unknown[] {
    return [];
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('.scroller')?.focus();
  }

  override render(): TemplateResult {
    return html`<div class="floating" role="dialog" aria-label="Keys and help">
      <header class="row">
        <h2>Keys and help</h2>
        <button
          class="icon-button"
          aria-label="Close"
          title="Close (Escape)"
          @click=${() => this.page.store.dispatch({ type: 'help', open: false })}
        >
          ${icon('close')}
        </button>
      </header>
      <div class="scroller" tabindex="0">
        <div class="columns">
          ${GROUPS.map((group) => section(group))}
          <section>
            <h3>What is drawn</h3>
            <dl class="kinds">
              ${DIFF_KINDS.map(
                (kind) =>
                  html`<div>
                    <dt>${kindBadge(kind)}</dt>
                    <dd>${KIND_TEXTS[kind].title}: ${KIND_TEXTS[kind].meaning}</dd>
                  </div>`,
              )}
            </dl>
          </section>
        </div>
      </div>
    </div>`;
  }
}

function section(group: KeyGroup): TemplateResult {
  const keys = DIFF_KEYS.filter((key) => key.group === group && key.shown !== '');
  const more = MORE.filter(([of]) => of === group).map(([, shown, does]) => ({ shown, does }));
  return html`<section>
    <h3>${group}</h3>
    <dl>
      ${[...keys, ...more].map(
        ({ shown, does }) =>
          html`<div>
            <dt>${shown.split(' / ').map((one) => html`<kbd>${one}</kbd> `)}</dt>
            <dd>${does}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}
