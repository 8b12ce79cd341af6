import { css, html, nothing, type TemplateResult } from 'lit';
import type { DiffSideName, DiffSnapshot } from '../../../src/protocol/diffView';
import { form } from '../../ui/formStyles';
import { icon } from '../../ui/icons';
import { floating, theme } from '../../ui/theme';
import { DIFF_SIDES } from '../../../src/protocol/diffView';
import { isSameDoc } from '../../../src/core/diff/docDiff';
import { canCompare, type DiffState } from '../diffState';
import { sameWords, sideNotes } from '../summaryWords';
import { DiffElement } from './diffElement';

const INFO_MS = 5000;
const NOTES_SHOWN = 2;

/** What has to be said over the canvases: which version is where, what cannot be shown, that nothing differs. */
export class DiffMessages extends DiffElement {
  static override styles = [
    theme,
    floating,
    form,
    css`
      :host {
        position: absolute;
        inset: 0;
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: 8px;
        padding: 10px;
        pointer-events: none;
      }
      .title {
        position: absolute;
        top: 10px;
        max-width: calc(50% - 24px);
        padding: 2px 8px;
        border-radius: 4px;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        background: var(--vscode-editorWidget-background);
        color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
        font-size: 12px;
      }
      .title.before {
        left: 10px;
      }
      .title.after {
        right: 10px;
      }
      :host([data-mode='side']) .title.after {
        right: auto;
        left: calc(50% + 10px);
      }
      .title.off {
        opacity: 0.35;
      }
      .box {
        pointer-events: auto;
        display: flex;
        align-items: flex-start;
        gap: 8px;
        max-width: min(640px, 100%);
        padding: 8px 12px;
        overflow-wrap: anywhere;
      }
      .box > svg {
        flex: none;
        width: 18px;
        height: 18px;
      }
      .box.error > svg {
        color: var(--vscode-errorForeground);
      }
      .box.warning > svg {
        color: var(--vscode-editorWarning-foreground);
      }
      .box p {
        margin: 0 0 4px;
      }
      .notes p:last-child {
        margin: 0;
      }
      .notes .icon-button {
        margin: -2px -4px 0 0;
      }
      .boxes {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: 8px;
        margin-top: 32px;
        max-width: 100%;
      }
      .place {
        font-family: var(--vscode-editor-font-family, monospace);
      }
      .notice {
        position: absolute;
        bottom: 14px;
        align-items: center;
      }
    `,
  ];

  #timer: ReturnType<typeof setTimeout> | undefined;

  protected override watch(state: DiffState): readonly unknown[] {
    const { snapshot, mode, alone, notice, imageError, diff, loading, notesClosed } = state;
    return [snapshot, mode, alone, notice, imageError, diff, loading, notesClosed];
  }

  protected override changed(state: DiffState, before: DiffState): void {
    if (state.notice === before.notice) return;
    clearTimeout(this.#timer);
    if (state.notice?.severity === 'info') this.#timer = setTimeout(() => this.#close(), INFO_MS);
  }

  override render(): TemplateResult {
    const { snapshot, mode, notice, imageError, diff, loading } = this.state;
    this.dataset['mode'] = mode;
    if (!snapshot) return html`${this.#notice()}`;
    const isRead = canCompare(snapshot);
    const missing = this.#missing();
    return html`${mode === 'overlay' && this.state.alone === undefined ? nothing : DIFF_SIDES.map((side) => this.#title(side))}
      <div class="boxes">
        ${DIFF_SIDES.map((side) => this.#unreadable(side))}
        ${
          isRead && isSameDoc(diff)
            ? html`<div class="box floating same" role="status">
                ${icon('check')}
                <div><strong>No difference.</strong> ${sameWords(snapshot)}</div>
              </div>`
            : nothing
        }
        ${imageError === undefined ? nothing : this.#box('warning', html`${imageError}`)} ${missing}
        ${this.#notes(snapshot)}
        ${loading === undefined ? nothing : html`<div class="box floating" role="status">Reading…</div>`}
      </div>
      ${notice ? this.#notice() : nothing}`;
  }

  /** Which version is where; the one that is not seen at the moment is pale. */
  #title(side: DiffSideName): TemplateResult {
    const { snapshot, mode, alone, opacity } = this.state;
    const isOff =
      mode === 'flicker' || alone !== undefined
        ? (alone === 'before') !== (side === 'before') && mode !== 'side'
        : mode === 'onion' && (side === 'before' ? opacity === 1 : opacity === 0);
    return html`<div class="title ${side} cut ${isOff ? 'off' : ''}" title=${snapshot?.[side].title ?? ''}>
      ${snapshot?.[side].title}${snapshot?.[side].labels.kind === 'absent' ? ' – no labels' : ''}
    </div>`;
  }

  #unreadable(side: DiffSideName): TemplateResult | typeof nothing {
    const { snapshot } = this.state;
    const labels = snapshot?.[side].labels;
    if (labels?.kind !== 'unreadable') return nothing;
    const { path, line, column, reason } = labels;
    const place = [path, line, line && column].filter(Boolean).join(':');
    return this.#box(
      'error',
      html`<p>The labels of ${snapshot?.[side].title} cannot be read: nothing can be compared.</p>
        <p class="place">${place}</p>
        <p>${reason}</p>
        <button class="chip" @click=${() => this.page.host.notify('openText', { side })}>Open as Text</button>
        <button class="chip" @click=${() => this.page.host.notify('readAgain', {})}>Read Again</button>`,
      'alert',
    );
  }

  /** What else is to be known of a side: entries that could not be read, a picture that stands in for another. */
  #notes(snapshot: DiffSnapshot): TemplateResult | typeof nothing {
    const notes = this.state.notesClosed ? [] : sideNotes(snapshot);
    if (notes.length === 0) return nothing;
    const more = notes.length - NOTES_SHOWN;
    return html`<div class="box floating warning notes" role="status">
      ${icon('warning')}
      <div>
        ${notes.slice(0, NOTES_SHOWN).map((note) => html`<p>${note}</p>`)}
        ${more > 0 ? html`<p>and ${more} more</p>` : nothing}
      </div>
      <button
        class="icon-button"
        aria-label="Close"
        title="Close"
        @click=${() => this.page.store.dispatch({ type: 'closeNotes' })}
      >
        ${icon('close')}
      </button>
    </div>`;
  }

  /** A picture that is not there on both sides is told once. */
  #missing(): TemplateResult | typeof nothing {
    const { snapshot } = this.state;
    if (!snapshot) return nothing;
    const { before, after } = snapshot;
    const gone = [before, after].filter((side) => side.image.kind === 'missing');
    const [first] = gone;
    if (!first || first.image.kind !== 'missing') return nothing;
    const both = gone.length === 2 || this.state.mode === 'overlay';
    if (gone.length === 1 && both) return nothing;
    const { reason, fetch } = first.image;
    return this.#box(
      'warning',
      html`<p>${gone.length === 2 ? '' : `${first.title}: `}${reason}</p>
        ${
          fetch === undefined
            ? nothing
            : html`<button class="chip" @click=${() => this.page.host.notify('fetchImage', {})}>
                ${fetch}
              </button>`
        }`,
    );
  }

  #box(kind: 'error' | 'warning', body: TemplateResult, role = 'status'): TemplateResult {
    return html`<div class="box floating ${kind}" role=${role}>
      ${icon(kind)}
      <div>${body}</div>
    </div>`;
  }

  #notice(): TemplateResult | typeof nothing {
    const { notice } = this.state;
    if (!notice) return nothing;
    const role = notice.severity === 'error' ? 'alert' : 'status';
    return html`<div class="box floating notice ${notice.severity}" role=${role}>
      ${icon(notice.severity)}<span>${notice.message}</span>
      <button class="icon-button" aria-label="Close" title="Close" @click=${() => this.#close()}>
        ${icon('close')}
      </button>
    </div>`;
  }

  #close(): void {
    this.page.store.dispatch({ type: 'notice', notice: undefined });
  }
}
