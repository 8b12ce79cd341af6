import { css, html, nothing, type TemplateResult } from 'lit';
import type { Problem } from '../../src/core/problem';
import type { State } from '../store';
import { button } from './controls';
import { icon } from './icons';
import { keepControlKeys } from './keys';
import { PageElement } from './pageElement';
import { floating, theme } from './theme';

/** Long enough to read a sentence; warnings and errors stay until they are closed or replaced. */
const INFO_MS = 5000;
const PROBLEMS_SHOWN = 3;

/** What has to be said over the canvas: problems of the file, a picture that is not there, short notices. */
export class Notice extends PageElement {
  static override styles = [
    theme,
    floating,
    css`
      :host {
        position: absolute;
        inset: 0;
        display: grid;
        grid-template-rows: auto auto 1fr auto;
        justify-items: center;
        pointer-events: none;
      }
      :host > * {
        pointer-events: auto;
      }
      .problems,
      .bar {
        width: 100%;
        padding: 4px 6px 4px 12px;
        display: flex;
        align-items: flex-start;
        gap: 8px;
        overflow-wrap: anywhere;
      }
      .bar {
        grid-row: 2;
        align-items: center;
        padding: 8px 12px;
        background: var(--vscode-editorWidget-background);
        border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
      }
      .bar .text {
        flex: 1 1 auto;
        min-width: 0;
      }
      .bar svg {
        flex: none;
        width: 20px;
        height: 20px;
      }
      .problems {
        background: var(--vscode-inputValidation-warningBackground, var(--vscode-editorWidget-background));
        color: var(--vscode-inputValidation-warningForeground, var(--vscode-foreground));
        border-bottom: 1px solid
          var(--vscode-inputValidation-warningBorder, var(--vscode-contrastBorder, transparent));
      }
      .problems > svg {
        margin-top: 3px;
        flex: none;
      }
      .problems ul {
        flex: 1 1 auto;
        min-width: 0;
        margin: 0;
        padding: 2px 0;
        list-style: none;
        overflow-wrap: anywhere;
      }
      .link {
        padding: 2px 0 0;
        border: none;
        background: none;
        font: inherit;
        color: var(--vscode-textLink-foreground);
        cursor: pointer;
        text-decoration: underline;
      }
      .toast {
        grid-row: 4;
        display: flex;
        align-items: flex-start;
        gap: 8px;
        max-width: min(560px, calc(100% - 32px));
        margin-bottom: 14px;
        padding: 5px 6px 5px 10px;
        overflow-wrap: anywhere;
        background: var(--vscode-notifications-background, var(--vscode-editorWidget-background));
        color: var(--vscode-notifications-foreground, var(--vscode-foreground));
      }
      .toast > svg {
        flex: none;
        margin-top: 3px;
      }
      .toast > span {
        padding: 2px 0;
      }
      .toast .icon-button,
      .problems .icon-button {
        width: 20px;
        height: 20px;
      }
      .info {
        color: var(--vscode-notificationsInfoIcon-foreground, inherit);
      }
      .warning {
        color: var(--vscode-notificationsWarningIcon-foreground, inherit);
      }
      .error {
        color: var(--vscode-notificationsErrorIcon-foreground, inherit);
      }
      .note {
        grid-row: 4;
        justify-self: start;
        margin: 0 0 8px 8px;
        padding: 2px 8px;
        font-size: 12px;
      }
    `,
  ];

  #closed: readonly Problem[] | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected override watch(state: State): readonly unknown[] {
    return [state.problems, state.notice, state.image, state.imageError];
  }

  protected override changed(state: State, before: State): void {
    if (state.notice === before.notice) return;
    clearTimeout(this.#timer);
    if (state.notice?.severity === 'info')
      this.#timer = setTimeout(() => this.page.store.set({ notice: undefined }), INFO_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render(): TemplateResult {
    const { problems, notice } = this.state;
    return html`${problems.length > 0 && problems !== this.#closed ? this.#problems(problems) : nothing}
    ${this.#picture()}${notice ? this.#toast(notice) : this.#note()}`;
  }

  #problems(problems: readonly Problem[]): TemplateResult {
    const more = problems.length - PROBLEMS_SHOWN;
    return html`<div class="problems" role="alert" @keydown=${keepControlKeys}>
      ${icon('warning')}
      <ul>
        ${problems.slice(0, PROBLEMS_SHOWN).map((problem) => html`<li>${problemText(problem)}</li>`)}
        ${more > 0 ? html`<li>and ${more} more.</li>` : nothing}
      </ul>
      <button class="link" @click=${() => this.page.host.run('relabel.openSidecar')}>
        Open the label file
      </button>
      <button class="icon-button" aria-label="Close" title="Close" @click=${() => this.#close(problems)}>
        ${icon('close')}
      </button>
    </div>`;
  }

  #close(problems: readonly Problem[]): void {
    this.#closed = problems;
    this.requestUpdate();
  }

  /** A picture that is not there: the labels are, so the reason lies over them only at the edge. */
  #picture(): TemplateResult | typeof nothing {
    const { image, imageError } = this.state;
    if (image?.kind === 'missing')
      return html`<div class="bar" role="alert" @keydown=${keepControlKeys}>
        ${icon('picture')}
        <div class="text">
          <div>${image.reason}</div>
          <div class="quiet">The labels are shown where they are and can be edited.</div>
        </div>
        ${
          image.fetch === undefined
            ? nothing
            : html`${button({ label: image.fetch, onClick: () => this.page.host.run('relabel.fetchImage') })}
              ${button({ label: 'Pull Folder', onClick: () => this.page.host.run('relabel.pullFolder') })}`
        }
      </div>`;
    if (imageError === undefined) return nothing;
    return html`<div class="bar" role="alert" @keydown=${keepControlKeys}>
      <span class="error">${icon('error')}</span>
      <div class="text">
        <div>${imageError}</div>
        <div class="quiet">The labels are safe; the image file was not touched.</div>
      </div>
      ${
        this.page.picture()?.failedTiles()
          ? button({ label: 'Try Again', onClick: () => this.page.picture()?.retryTiles() })
          : nothing
      }
    </div>`;
  }

  #toast({ severity, message }: NonNullable<State['notice']>): TemplateResult {
    return html`<div
      class="toast floating"
      role=${severity === 'error' ? 'alert' : 'status'}
      @keydown=${keepControlKeys}
    >
      <span class=${severity}>${icon(severity)}</span><span class="grow">${message}</span>
      <button
        class="icon-button"
        aria-label="Close"
        title="Close"
        @click=${() => this.page.store.set({ notice: undefined })}
      >
        ${icon('close')}
      </button>
    </div>`;
  }

  #note(): TemplateResult | typeof nothing {
    const { image } = this.state;
    const text = image && 'note' in image ? image.note : undefined;
    return text === undefined ? nothing : html`<div class="note floating quiet">${text}</div>`;
  }
}

function problemText({ message, line }: Problem): string {
  return line === undefined ? message : `Line ${line}: ${message}`;
}
