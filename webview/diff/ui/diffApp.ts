import { css, html, nothing, type TemplateResult } from 'lit';
import { theme } from '../../ui/theme';
import { changeWords } from '../../../src/core/diff/changeWords';
import { currentRow, type DiffState } from '../diffState';
import type { ChangeList } from './changeList';
import { DiffElement } from './diffElement';

/** The whole page: head, bar, canvases (slotted) with what lies over them, list and details. */
export class DiffApp extends DiffElement {
  static override styles = [
    theme,
    css`
      :host {
        display: grid;
        grid-template:
          'head head' auto 'bar bar' auto 'canvas panel' minmax(0, 1fr)
          / minmax(0, 1fr) auto;
        position: fixed;
        inset: 0;
        overflow: hidden;
        user-select: none;
        background: var(--vscode-editor-background);
      }
      rl-diff-header {
        grid-area: head;
      }
      rl-diff-bar {
        grid-area: bar;
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
      }
      aside {
        grid-area: panel;
        width: min(340px, 45vw);
        display: flex;
        flex-direction: column;
        min-height: 0;
        background: var(--vscode-sideBar-background);
        color: var(--vscode-sideBar-foreground, var(--vscode-foreground));
        border-left: 1px solid var(--vscode-sideBar-border, var(--vscode-contrastBorder, transparent));
      }
      rl-diff-list {
        flex: 1 1 0;
      }
      rl-diff-details {
        flex: 0 0 auto;
        max-height: 55%;
      }
    `,
  ];

  protected override watch(state: DiffState): readonly unknown[] {
    const { panelOpen, mode, helpOpen, current, rows } = state;
    return [panelOpen, mode, helpOpen, current, rows];
  }

  protected override changed(state: DiffState, before: DiffState): void {
    if (before.helpOpen && !state.helpOpen)
      this.querySelector<HTMLElement>('.rl-pane.after')?.focus({ preventScroll: true });
  }

  focusSearch(): void {
    if (!this.state.panelOpen) this.page.store.dispatch({ type: 'look', look: { panelOpen: true } });
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<ChangeList>('rl-diff-list')?.focusSearch(),
    );
  }

  override render(): TemplateResult {
    const { page } = this;
    const { panelOpen, mode, helpOpen } = this.state;
    const row = currentRow(this.state);
    return html`<rl-diff-header .page=${page}></rl-diff-header>
      <rl-diff-bar .page=${page}></rl-diff-bar>
      <main aria-label="Picture with both versions; the list beside it has the changes as text">
        <slot name="canvas"></slot>
        ${mode === 'swipe' ? html`<rl-swipe-divider .page=${page}></rl-swipe-divider>` : nothing}
        <rl-diff-messages .page=${page}></rl-diff-messages>
        ${helpOpen ? html`<rl-diff-help .page=${page}></rl-diff-help>` : nothing}
        <div class="unseen" role="status">${row ? changeWords(row.change) : ''}</div>
      </main>
      ${
        panelOpen
          ? html`<aside aria-label="List of changes">
              <rl-diff-list .page=${page}></rl-diff-list>
              <rl-diff-details .page=${page}></rl-diff-details>
            </aside>`
          : nothing
      }`;
  }
}
