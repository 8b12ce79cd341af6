import { css, html, type TemplateResult } from 'lit';
import { theme } from '../../ui/theme';
import type { DiffState } from '../diffState';
import { DiffElement } from './diffElement';

/** The line between both versions: dragged, or moved by the arrow keys while it has the focus. */
export class SwipeDivider extends DiffElement {
  static override styles = [
    theme,
    css`
      :host {
        position: absolute;
        inset: 0;
        pointer-events: none;
      }
      .divider {
        position: absolute;
        inset: 0 auto;
        left: calc(var(--split) * 100%);
        width: 17px;
        margin-left: -8px;
        cursor: ew-resize;
        pointer-events: auto;
        touch-action: none;
        outline: none;
      }
      .divider::before {
        content: '';
        position: absolute;
        inset: 0 7px;
        background: #ffffff;
        box-shadow: 0 0 0 1px rgba(0, 0, 0, 0.65);
      }
      .grip {
        position: absolute;
        top: 50%;
        left: -6px;
        width: 29px;
        height: 29px;
        margin-top: -15px;
        border-radius: 50%;
        display: grid;
        place-content: center;
        background: #ffffff;
        color: #1f1f1f;
        box-shadow: 0 0 0 1px rgba(0, 0, 0, 0.65);
      }
      .divider:focus-visible .grip {
        outline: 2px solid var(--vscode-focusBorder);
        outline-offset: 2px;
      }
    `,
  ];

  protected override watch(state: DiffState): readonly unknown[] {
    return [state.split];
  }

  override render(): TemplateResult {
    const { split } = this.state;
    const percent = Math.round(split * 100);
    return html`<div
      class="divider"
      role="slider"
      tabindex="0"
      aria-orientation="horizontal"
      aria-label="Divider: older version left, newer right"
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${percent}
      aria-valuetext="${percent} %"
      .style=${`--split:${split}`}
      @pointerdown=${this.#down}
      @pointermove=${this.#move}
      @keydown=${this.#key}
    >
      <span class="grip"
        ><svg viewBox="0 0 16 16"><path d="M6 4 2.5 8 6 12M10 4l3.5 4-3.5 4" /></svg
      ></span>
    </div>`;
  }

  #set(split: number): void {
    this.page.store.dispatch({ type: 'look', look: { split } });
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  };

  readonly #move = (event: PointerEvent): void => {
    const divider = event.currentTarget as HTMLElement;
    if (!divider.hasPointerCapture(event.pointerId)) return;
    const { left, width } = this.getBoundingClientRect();
    this.#set((event.clientX - left) / Math.max(1, width));
  };

  readonly #key = (event: KeyboardEvent): void => {
    const { split } = this.state;
    const places: Readonly<Record<string, number>> = {
      ArrowLeft: split - 0.02,
      ArrowRight: split + 0.02,
      Home: 0,
      End: 1,
    };
    const to = places[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.#set(to);
  };
}
