import { css, html, nothing, type TemplateResult } from 'lit';
import { closePopup } from '../actions/classes';
import { selectedAnnotations } from '../actions/select';
import { classTitle } from '../classes';
import type { State } from '../store';
import { PageElement } from './pageElement';
import { floating, theme } from './theme';

/** The whole page: rail, canvas (slotted, so that it can be there before the panels are), side panel, strip. */
export class App extends PageElement {
  static override styles = [
    theme,
    floating,
    css`
      :host {
        display: grid;
        grid-template:
          'rail options panel' auto 'rail canvas panel' minmax(0, 1fr)
          'strip strip strip' auto / 44px minmax(0, 1fr) auto;
        position: fixed;
        inset: 0;
        overflow: hidden;
        user-select: none;
        background: var(--vscode-editor-background);
      }
      rl-toolbar {
        grid-area: rail;
      }
      rl-options,
      rl-read-only {
        grid-area: options;
        min-width: 0;
        min-height: 29px;
      }
      main {
        grid-area: canvas;
        position: relative;
        min-width: 0;
        overflow: hidden;
      }
      ::slotted(*) {
        position: absolute;
        inset: 0;
        touch-action: none;
        outline: none;
      }
      rl-side-panel {
        grid-area: panel;
        width: min(var(--panel-width), 50vw);
      }
      rl-status-strip {
        grid-area: strip;
        min-height: 22px;
      }
      .dialog {
        position: absolute;
        inset: 16px;
        display: flex;
        flex-direction: column;
        align-items: center;
        justify-content: center;
        pointer-events: none;
      }
      .dialog > * {
        pointer-events: auto;
        max-width: 960px;
        width: 100%;
      }
      .tags {
        max-width: 320px;
        max-height: 100%;
        padding: 12px 16px;
        overflow: auto;
      }
      h2 {
        margin: 0 0 8px;
        font-size: 13px;
        font-weight: 600;
      }
    `,
  ];

  protected override watch(state: State): readonly unknown[] {
    const { panelOpen, panelWidthPx, popup, pickFor, selection, doc, displayOpen, readOnly } = state;
    return [panelOpen, panelWidthPx, popup, pickFor, selection, doc, displayOpen, readOnly];
  }

  protected override changed(state: State, before: State): void {
    if ((before.popup && !state.popup) || (before.displayOpen && !state.displayOpen))
      this.querySelector<HTMLElement>('[slot=canvas]')?.focus({ preventScroll: true });
    if (state.popup === 'tags' && before.popup !== 'tags')
      void this.updateComplete.then(() => this.#focusTags());
  }

  /** The tags' own controls are rendered one step after they are there. */
  #focusTags(): void {
    const focus = (): void => {
      const tags = this.renderRoot.querySelector('.tags rl-tags')?.shadowRoot;
      tags?.querySelector<HTMLElement>('vscode-radio[tabindex="0"], vscode-radio, vscode-checkbox')?.focus();
    };
    setTimeout(focus);
  }

  override render(): TemplateResult {
    const { page } = this;
    const { panelOpen, panelWidthPx } = this.state;
    return html`<rl-toolbar
        role="toolbar"
        aria-label="Tools"
        aria-orientation="vertical"
        .page=${page}
      ></rl-toolbar>
      ${
        this.state.readOnly
          ? html`<rl-read-only .page=${page}></rl-read-only>`
          : html`<rl-options .page=${page}></rl-options>`
      }
      <main @pointerdown=${this.#pressed}>
        <slot name="canvas"></slot>
        <rl-notice .page=${page}></rl-notice>
        <rl-review .page=${page}></rl-review>
        ${this.state.displayOpen ? html`<rl-display .page=${page}></rl-display>` : nothing} ${this.#popup()}
        <div class="unseen" role="status">${this.#spoken()}</div>
      </main>
      ${
        panelOpen
          ? html`<rl-side-panel .page=${page} .style=${`--panel-width:${panelWidthPx}px`}></rl-side-panel>`
          : nothing
      }
      <rl-status-strip .page=${page}></rl-status-strip>`;
  }

  #popup(): TemplateResult | typeof nothing {
    const { popup } = this.state;
    if (popup === 'classes') return html`<rl-label-picker .page=${this.page}></rl-label-picker>`;
    if (popup === 'help') return html`<div class="dialog"><rl-help .page=${this.page}></rl-help></div>`;
    if (popup !== 'tags') return nothing;
    return html`<div class="dialog">
      <div class="tags floating" role="dialog" aria-label="Tags of the image" @keydown=${this.#key}>
        <h2>Tags of the image</h2>
        <rl-tags .page=${this.page}></rl-tags>
      </div>
    </div>`;
  }

  /** What a screen reader hears when the selection changes. */
  #spoken(): string {
    const selected = selectedAnnotations(this.state);
    const [first] = selected;
    if (!first) return '';
    if (selected.length > 1) return `${selected.length} annotations selected`;
    return `${classTitle(first.label)}, ${first.shape.kind}${first.proposed ? ', proposal' : ''} selected`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' && event.key !== 'Enter') return;
    event.stopPropagation();
    closePopup(this.page);
  };

  /** A press beside what is open closes it. */
  readonly #pressed = (event: Event): void => {
    const { popup } = this.state;
    const onPopup = event
      .composedPath()
      .some((node) => node instanceof Element && node.matches('rl-label-picker, .dialog > *, rl-notice *'));
    if (popup && !onPopup) closePopup(this.page);
  };
}
