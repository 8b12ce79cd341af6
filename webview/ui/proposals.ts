import { css, html, nothing, type TemplateResult } from 'lit';
import {
  acceptSelected,
  acceptShown,
  proposalsOf,
  rejectAll,
  rejectSelected,
  setThreshold,
  shownProposals,
} from '../actions/proposals';
import { selectedAnnotations } from '../actions/select';
import type { State } from '../store';
import { button, progressRing } from './controls';
import { keyOf, titleWithKey } from './keyHelp';
import { keepControlKeys } from './keys';
import { PageElement } from './pageElement';
import { sliders } from './formStyles';
import { theme } from './theme';

/** Detection and what comes of it: run, threshold, accept, reject. */
export class Proposals extends PageElement {
  static override styles = [
    theme,
    sliders,
    css`
      :host {
        display: block;
      }
      .stack {
        display: flex;
        flex-direction: column;
        gap: 8px;
      }
      .pair {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 6px;
      }
      .pair vscode-button::part(control) {
        padding: 3px 4px;
        white-space: nowrap;
      }
      .link {
        padding: 0;
        border: none;
        background: none;
        font: inherit;
        color: var(--vscode-textLink-foreground);
        cursor: pointer;
      }
      .link:hover {
        text-decoration: underline;
      }
      /* What is shown lies above the threshold. */
      input[type='range'] {
        flex: 1 1 auto;
        --direction: to left;
      }
      .bar {
        height: 3px;
        border-radius: 2px;
        overflow: hidden;
        background: var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
      }
      .bar span {
        display: block;
        height: 100%;
        width: var(--share);
        background: var(--vscode-progressBar-background);
      }
      vscode-progress-ring {
        width: 16px;
        height: 16px;
        flex: none;
      }
      p {
        margin: 0;
      }
    `,
  ];

  protected override watch(state: State): readonly unknown[] {
    const { doc, threshold, hiddenClasses, selection, model, progress, keys } = state;
    return [doc.annotations, threshold, hiddenClasses, selection, model, progress, keys];
  }

  override render(): TemplateResult {
    const proposals = proposalsOf(this.state).length;
    return html`<div class="stack" @keydown=${keepControlKeys}>
      ${this.state.progress ? this.#progress() : this.#detect()}
      ${proposals > 0 ? this.#waiting(proposals) : nothing}
    </div>`;
  }

  #detect(): TemplateResult {
    const { model, keys } = this.state;
    const off = model.unavailable !== undefined || model.title === undefined;
    const key = keyOf(keys, 'relabel.detect');
    const choose = html`<button class="link" @click=${() => this.page.host.run('relabel.chooseModel')}>
      ${model.title === undefined ? 'Choose a model…' : 'change'}
    </button>`;
    return html`<div class="row">
        ${button({
          label: 'Detect',
          disabled: off,
          title: key === undefined ? 'Find objects with the model' : `Find objects with the model (${key})`,
          onClick: () => this.page.host.run('relabel.detect'),
        })}
        <span class="cut quiet" title=${model.title ?? ''}>${model.title ?? ''}</span>${choose}
      </div>
      ${model.unavailable === undefined ? nothing : html`<p class="quiet">${model.unavailable}</p>`}`;
  }

  #progress(): TemplateResult {
    const { title, fraction } = this.state.progress ?? { title: '', fraction: null };
    const percent = Math.round((fraction ?? 0) * 100);
    return html`<div
        class="row"
        role="progressbar"
        aria-label=${title}
        aria-valuenow=${fraction === null ? nothing : percent}
      >
        ${fraction === null ? progressRing() : nothing}
        <span class="grow cut">${title}</span>
        ${fraction === null ? nothing : html`<span class="number quiet">${percent}%</span>`}
        ${button({ label: 'Cancel', secondary: true, onClick: () => this.page.host.run('relabel.cancelDetection') })}
      </div>
      ${fraction === null ? nothing : html`<div class="bar"><span .style=${`--share:${percent}%`}></span></div>`}`;
  }

  #waiting(total: number): TemplateResult {
    const shown = shownProposals(this.state).length;
    const selected = selectedAnnotations(this.state).filter(({ proposed }) => proposed).length;
    const some = selected > 0;
    return html`${this.#slider(shown, total)}
      <div class="pair">
        ${button({
          label: some ? `Accept ${selected}` : `Accept ${shown} shown`,
          secondary: true,
          disabled: !some && shown === 0,
          title: this.#title(
            some ? 'Accept the selected proposals' : 'Accept the shown proposals',
            some ? 'proposals.accept' : 'proposals.acceptAll',
          ),
          onClick: () => (some ? acceptSelected(this.page) : acceptShown(this.page)),
        })}
        ${button({
          label: some ? `Reject ${selected}` : `Reject all ${total}`,
          secondary: true,
          title: this.#title(
            some ? 'Reject the selected proposals' : 'Reject every proposal, those below the threshold too',
            some ? 'proposals.reject' : 'proposals.rejectAll',
          ),
          onClick: () => (some ? rejectSelected(this.page) : rejectAll(this.page)),
        })}
      </div>`;
  }

  #title(
    text: string,
    action: 'proposals.accept' | 'proposals.acceptAll' | 'proposals.reject' | 'proposals.rejectAll',
  ): string {
    return titleWithKey(text, this.state.keys, action);
  }

  #slider(shown: number, total: number): TemplateResult {
    const { threshold } = this.state;
    const moved = (event: Event): void =>
      setThreshold(this.page, (event.currentTarget as HTMLInputElement).valueAsNumber / 100);
    const percent = Math.round(threshold * 100);
    return html`<div>
      <div class="row">
        <label for="threshold" class="grow"
          >Score from <span class="number">${threshold.toFixed(2)}</span></label
        >
        <span class="quiet number" role="status">${shown} of ${total} shown</span>
      </div>
      <div class="row">
        <input
          id="threshold"
          type="range"
          min="0"
          max="100"
          step="1"
          .value=${String(percent)}
          .style=${`--at:${100 - percent}%`}
          aria-valuetext="${threshold.toFixed(2)}, ${shown} of ${total} shown"
          @input=${moved}
        />
      </div>
    </div>`;
  }
}
