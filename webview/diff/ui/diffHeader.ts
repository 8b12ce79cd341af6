import { css, html, nothing, type TemplateResult } from 'lit';
import { isSameDoc } from '../../../src/core/diff/docDiff';
import { form } from '../../ui/formStyles';
import { icon } from '../../ui/icons';
import { theme } from '../../ui/theme';
import type { DiffPlace } from '../../../src/protocol/diffView';
import { attempt, copyAsText, openEditor, pickImage, restoreImage, stepImage, toggleLook } from '../commands';
import { canCompare, type DiffState } from '../diffState';
import { summaryWords } from '../summaryWords';
import { DiffElement } from './diffElement';
import { diffIcon } from './diffIcons';

/** What is compared, how they differ in words, which image of how many, and what can be done with all of it. */
export class DiffHeader extends DiffElement {
  static override styles = [
    theme,
    form,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 4px 14px;
        min-width: 0;
        padding: 5px 8px 5px 12px;
        background: var(--vscode-sideBar-background);
        border-bottom: 1px solid var(--vscode-sideBar-border, var(--vscode-contrastBorder, transparent));
      }
      .what {
        flex: 1 1 auto;
        min-width: 0;
        display: flex;
        flex-direction: column;
      }
      .path {
        font-weight: 600;
      }
      .sides {
        flex: 0 1 auto;
      }
      .arrow {
        flex: none;
      }
      .line {
        display: flex;
        gap: 10px;
        min-width: 0;
      }
      .line > * {
        min-width: 0;
      }
      .summary {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
      }
      .steps {
        flex: none;
        display: inline-flex;
        align-items: center;
        gap: 2px;
        font-size: 12px;
        white-space: nowrap;
      }
      .place {
        padding: 2px 5px;
        border: none;
        border-radius: 4px;
        background: none;
        color: inherit;
        font: inherit;
        cursor: pointer;
      }
      .place:hover {
        background: var(--vscode-toolbar-hoverBackground);
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
      }
      .place:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
      }
      .tools {
        flex: none;
        display: inline-flex;
        gap: 2px;
      }
      .chip {
        flex: none;
      }
      .chip svg {
        width: 14px;
        height: 14px;
      }
      @media (max-width: 640px) {
        .chip span {
          display: none;
        }
      }
    `,
  ];

  protected override watch(state: DiffState): readonly unknown[] {
    const { snapshot, diff, rows, loading, panelOpen, helpOpen, notice } = state;
    return [snapshot, diff, rows, loading, panelOpen, helpOpen, notice];
  }

  override render(): TemplateResult {
    const { snapshot, panelOpen } = this.state;
    if (!snapshot) return this.#unread();
    const { path, place, before, after } = snapshot;
    return html`<div class="what">
        <div class="line">
          <span class="path cut" title=${path}>${path}</span>
          <span class="sides cut quiet" title="${before.title} → ${after.title}"
            >${before.title} <span class="arrow">→</span> ${after.title}</span
          >
        </div>
        <div class="summary" role="status">${this.#summary()}</div>
      </div>
      ${place.total > 1 || place.isSearching ? this.#steps(place) : nothing} ${this.#restore()}
      <div class="tools" role="toolbar" aria-label="Comparison">
        ${
          snapshot.canOpen
            ? this.#tool('Open in the editor (O)', diffIcon('edit'), () => openEditor(this.page))
            : nothing
        }
        ${this.#tool('Copy the changes as text (Y)', icon('copy'), () =>
          attempt(this.page, () => copyAsText(this.page)),
        )}
        ${this.#tool(
          'Keep this comparison open: the next one gets a tab of its own',
          diffIcon('pin'),
          () => this.page.host.notify('pin', { pinned: !snapshot.pinned }),
          snapshot.pinned,
        )}
        ${this.#tool('List of changes (L)', icon('panel'), () => toggleLook(this.page, 'panelOpen'), panelOpen)}
        ${this.#tool('Keys and help (?)', icon('help'), () =>
          this.page.store.dispatch({ type: 'help', open: !this.state.helpOpen }),
        )}
      </div>`;
  }

  #summary(): string {
    const { snapshot, diff, rows } = this.state;
    if (snapshot && !canCompare(snapshot)) return 'Cannot be compared: a version cannot be read.';
    const words = summaryWords(diff, rows);
    return isSameDoc(diff) ? `No difference${words && `: ${words}`}` : words;
  }

  /** Before anything can be shown: that it is being read, or what to do when it could not be. */
  #unread(): TemplateResult {
    if (this.state.notice?.severity !== 'error')
      return html`<span class="quiet" role="status">Reading both versions…</span>`;
    return html`<span class="quiet">Nothing could be read.</span
      ><button class="chip" @click=${() => this.page.host.notify('readAgain', {})}>
        ${icon('undo')}Try Again
      </button>`;
  }

  #steps({ index, total, isSearching }: DiffPlace): TemplateResult {
    const { loading } = this.state;
    const at = loading ?? index;
    const step = (by: 1 | -1, title: string, isOff: boolean): TemplateResult =>
      html`<button
        class="icon-button"
        title=${title}
        aria-label=${title}
        ?disabled=${isOff}
        @click=${() => stepImage(this.page, by)}
      >
        ${icon(by > 0 ? 'right' : 'left')}
      </button>`;
    return html`<span class="steps" role="group" aria-label="Images that differ">
      ${step(-1, 'Previous image that differs ([)', at === 0)}
      <button
        class="number place"
        title="Choose one of the images that differ (G)"
        @click=${() => pickImage(this.page)}
      >
        image ${at + 1} of ${total}${isSearching ? ' so far' : ''}
      </button>
      ${step(1, 'Next image that differs (])', at === total - 1)}
      ${
        isSearching
          ? this.#tool('Stop looking for more images that differ', diffIcon('stop'), () =>
              this.page.host.notify('stopSearch', {}),
            )
          : nothing
      }
    </span>`;
  }

  #restore(): TemplateResult | typeof nothing {
    const { snapshot, rows, diff } = this.state;
    const [side] = snapshot?.restorable ?? [];
    if (!snapshot || !side || (rows.length === 0 && !diff.facts && !diff.existence)) return nothing;
    const { title } = snapshot[side];
    return html`<button
      class="chip"
      title="Make all labels of this image in the working tree what they are in ${title} (Shift+R)"
      @click=${() => attempt(this.page, () => restoreImage(this.page, side))}
    >
      ${icon('undo')}<span>Restore Image</span>
    </button>`;
  }

  #tool(title: string, image: TemplateResult, run: () => void, pressed?: boolean): TemplateResult {
    return html`<button
      class="icon-button"
      title=${title}
      aria-label=${title}
      aria-pressed=${pressed ?? nothing}
      @click=${run}
    >
      ${image}
    </button>`;
  }
}
