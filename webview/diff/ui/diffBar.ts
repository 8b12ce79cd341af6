import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { form, sliders } from '../../ui/formStyles';
import { icon } from '../../ui/icons';
import { theme } from '../../ui/theme';
import { setMode, step, toggleLook } from '../commands';
import { MODE_TEXTS } from '../diffModes';
import {
  canCompare,
  DIFF_MODES,
  MAX_RATE_HZ,
  MIN_RATE_HZ,
  picturesDiffer,
  type DiffState,
} from '../diffState';
import { DiffElement } from './diffElement';
import { diffIcon } from './diffIcons';

interface Slider {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  readonly text: string;
  readonly set: (value: number) => void;
}

/** How the versions are put beside each other, and what is shown of them. */
export class DiffBar extends DiffElement {
  static override styles = [
    theme,
    form,
    sliders,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 14px;
        min-width: 0;
        padding: 3px 8px 3px 12px;
        background: var(--vscode-sideBar-background);
        border-bottom: 1px solid var(--vscode-sideBar-border, var(--vscode-contrastBorder, transparent));
      }
      .segments button {
        display: inline-flex;
        align-items: center;
        gap: 5px;
        height: 24px;
        padding: 0 8px 0 6px;
      }
      .segments svg {
        width: 15px;
        height: 15px;
      }
      .slider {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        white-space: nowrap;
        font-size: 12px;
      }
      .slider input {
        width: 120px;
      }
      .slider .number {
        min-width: 38px;
      }
      .changes {
        display: inline-flex;
        align-items: center;
        gap: 2px;
        font-size: 12px;
        white-space: nowrap;
      }
      .space {
        flex: 1 1 0;
      }
      .check {
        font-size: 12px;
        cursor: pointer;
      }
      @media (max-width: 900px) {
        .segments button:not([aria-checked='true']) span {
          display: none;
        }
      }
    `,
  ];

  protected override watch(state: DiffState): readonly unknown[] {
    const { mode, split, opacity, rateHz, playing, unchanged, colorBy, picture } = state;
    const at = state.shown.findIndex(({ key }) => key === state.current);
    return [
      mode,
      split,
      opacity,
      rateHz,
      playing,
      unchanged,
      colorBy,
      picture,
      at,
      state.shown,
      state.snapshot,
    ];
  }

  override render(): TemplateResult {
    const { mode, snapshot, unchanged, colorBy, same } = this.state;
    const differ = snapshot !== undefined && picturesDiffer(snapshot);
    return html`<div
        class="segments"
        role="radiogroup"
        aria-label="Show the versions as"
        @keydown=${this.#key}
      >
        ${DIFF_MODES.map((each, i) => {
          const { title, meaning } = MODE_TEXTS[each];
          return html`<button
            role="radio"
            aria-checked=${each === mode}
            tabindex=${each === mode ? 0 : -1}
            aria-label=${title}
            title="${title}: ${meaning} (${i + 1})"
            @click=${() => setMode(this.page, each)}
          >
            ${diffIcon(each)}<span>${title}</span>
          </button>`;
        })}
      </div>
      ${this.#adjust()} ${this.#steps()}
      <span class="space"></span>
      ${
        differ
          ? this.#check(
              'Older picture',
              this.state.picture === 'before',
              'The picture differs as well: which of both the overlay shows (I)',
              () => toggleLook(this.page, 'picture'),
            )
          : nothing
      }
      ${this.#check('Class colours', colorBy === 'class', 'Colours of classes instead of changes (C)', () =>
        toggleLook(this.page, 'colorBy'),
      )}
      ${this.#check(
        `${snapshot && !canCompare(snapshot) ? 'Labels' : 'Unchanged'} (${same.length})`,
        unchanged,
        'Show what did not change, in thin grey lines (U)',
        () => toggleLook(this.page, 'unchanged'),
      )}`;
  }

  #steps(): TemplateResult | typeof nothing {
    const { shown, current } = this.state;
    if (shown.length === 0) return nothing;
    const at = shown.findIndex(({ key }) => key === current);
    const text =
      at < 0
        ? `${shown.length} ${shown.length === 1 ? 'change' : 'changes'}`
        : `change ${at + 1} of ${shown.length}`;
    return html`<span class="changes" role="group" aria-label="Changes">
      ${this.#step('Previous change (K)', 'up', -1)} ${this.#step('Next change (J)', 'down', 1)}
      <span class="number" role="status">${text}</span>
    </span>`;
  }

  #step(title: string, name: 'up' | 'down', by: number): TemplateResult {
    return html`<button
      class="icon-button"
      title=${title}
      aria-label=${title}
      @click=${() => step(this.page, by)}
    >
      ${icon(name)}
    </button>`;
  }

  #check(label: string, checked: boolean, title: string, toggle: () => void): TemplateResult {
    return html`<label class="check" title=${title}
      ><input type="checkbox" .checked=${live(checked)} @change=${toggle} />${label}</label
    >`;
  }

  #adjust(): TemplateResult | typeof nothing {
    const { mode, split, opacity, rateHz, playing } = this.state;
    const look = (change: Partial<DiffState>): void =>
      this.page.store.dispatch({ type: 'look', look: change });
    const percent = (value: number): string => `${Math.round(value * 100)} %`;
    if (mode === 'swipe')
      return slider({
        ...{ label: 'Divider', min: 0, max: 1, step: 0.01, value: split, text: percent(split) },
        set: (value) => look({ split: value }),
      });
    if (mode === 'onion')
      return slider({
        ...{ label: 'Newer', min: 0, max: 1, step: 0.01, value: opacity, text: percent(opacity) },
        set: (value) => look({ opacity: value }),
      });
    if (mode !== 'flicker') return nothing;
    const title = playing ? 'Stop the flicker (.)' : 'Start the flicker (.)';
    const rate = slider({
      ...{ label: 'Rate', min: MIN_RATE_HZ, max: MAX_RATE_HZ, step: 0.25, value: rateHz },
      text: `${rateHz} / s`,
      set: (value) => look({ rateHz: value }),
    });
    return html`<button
        class="icon-button"
        title=${title}
        aria-label=${title}
        @click=${() => this.page.store.dispatch({ type: 'play', playing: !playing })}
      >
        ${diffIcon(playing ? 'pause' : 'play')}</button
      >${rate}`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const count = DIFF_MODES.length;
    const next = DIFF_MODES[(DIFF_MODES.indexOf(this.state.mode) + by + count) % count];
    if (next) setMode(this.page, next);
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[aria-checked=true]')?.focus(),
    );
  };
}

function slider({ label, min, max, step: by, value, text, set }: Slider): TemplateResult {
  const at = `${((value - min) / (max - min)) * 100}%`;
  return html`<label class="slider"
    >${label}
    <input
      type="range"
      min=${min}
      max=${max}
      step=${by}
      .value=${live(String(value))}
      .style=${`--at:${at}`}
      aria-valuetext=${text}
      @input=${(event: Event) => set(Number((event.currentTarget as HTMLInputElement).value))}
    /><span class="number">${text}</span></label
  >`;
}
