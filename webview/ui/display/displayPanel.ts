import { css, html, nothing, type TemplateResult } from 'lit';
import { runAction } from '../../actions';
import { COLORMAPS, type DisplaySettings, type GuideDisplay } from '../../../src/core/display/display';
import { shownWindow, windowPresets } from '../../../src/core/display/window';
import {
  resetPicture,
  setDisplay,
  setGuides,
  setShapeDisplay,
  toggleDisplayPanel,
} from '../../actions/display';
import type { State } from '../../store';
import { checkField, numberField, segments, selectField, slider } from '../fields';
import { form, sliders } from '../formStyles';
import { icon } from '../icons';
import { keyOf } from '../keyHelp';
import { keepControlKeys } from '../keys';
import { PageElement } from '../pageElement';
import { floating, theme } from '../theme';
import { smallButtons } from '../details/toolButtons';
import { chartStyles, histogramChart } from './histogramChart';

const GUIDES: readonly (readonly [keyof GuideDisplay, string])[] = [
  ['crosshair', 'Crosshair'],
  ['minimap', 'Minimap'],
  ['rulers', 'Rulers'],
  ['pixelGrid', 'Pixel grid'],
  ['pixelValues', 'Pixel values'],
];

const CHANNELS = ['all', 'red', 'green', 'blue', 'alpha', 'luminance'] as const;

/** How picture and shapes are shown. It stays open beside the work; nothing here changes image or labels. */
export class DisplayPanel extends PageElement {
  static override styles = [
    theme,
    floating,
    form,
    sliders,
    chartStyles,
    css`
      :host {
        position: absolute;
        inset: 8px 8px auto auto;
        display: flex;
        width: 272px;
        max-width: calc(100% - 16px);
        max-height: calc(100% - 16px);
      }
      .floating {
        display: flex;
        flex-direction: column;
        width: 100%;
        min-height: 0;
      }
      header {
        padding: 6px 6px 4px 12px;
      }
      h2 {
        margin: 0;
        font-size: 13px;
        font-weight: 600;
      }
      .scroller {
        min-height: 0;
        padding: 0 12px 12px;
        overflow: hidden auto;
      }
      .field {
        grid-template-columns: 70px minmax(0, 1fr);
      }
      .slide {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 38px;
        align-items: center;
        gap: 6px;
      }
      .slide .number {
        text-align: end;
      }
      .ends {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 6px;
      }
      h3 {
        display: flex;
        align-items: center;
        gap: 6px;
      }
    `,
  ];

  #stop: (() => void) | undefined;

  protected override watch(state: State): readonly unknown[] {
    const { display, shapeDisplay, guides, image, keys } = state;
    return [display, shapeDisplay, guides, image, keys, state.view?.orientation];
  }

  protected override opened(): void {
    this.#stop ??= this.page.picture()?.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.#stop = undefined;
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('input')?.focus();
  }

  override render(): TemplateResult {
    return html`<div class="floating" role="dialog" aria-label="Display settings" @keydown=${this.#key}>
      <header class="row">
        <h2 class="grow">Display</h2>
        <button
          class="icon-button"
          aria-label="Close"
          title="Close (Escape)"
          @click=${() => toggleDisplayPanel(this.page)}
        >
          ${icon('close')}
        </button>
      </header>
      <div class="scroller">${this.#picture()} ${this.#shapes()} ${this.#view()}</div>
    </div>`;
  }

  #picture(): TemplateResult {
    const { display } = this.state;
    const set = (change: Partial<DisplaySettings>): void => setDisplay(this.page, change);
    return html`<h3>
        <span class="grow">Picture</span>
        <button
          class="icon-button"
          title="Reset the picture"
          aria-label="Reset the picture"
          @click=${() => resetPicture(this.page)}
        >
          ${icon('undo')}
        </button>
      </h3>
      ${
        this.page.picture()?.canAdjust === false
          ? html`<p class="quiet">This picture cannot be read here; settings have no effect on it.</p>`
          : nothing
      }
      ${this.#slide('Brightness', display.brightness, -1, 1, 0.01, 0, (brightness) => set({ brightness }))}
      ${this.#slide('Contrast', display.contrast, -1, 1, 0.01, 0, (contrast) => set({ contrast }))}
      ${this.#slide('Gamma', display.gamma, 0.1, 5, 0.05, 1, (gamma) => set({ gamma }))} ${this.#window()}
      <div class="field">
        <span class="name">Channel</span>
        ${selectField({
          label: 'Channel',
          value: display.channel,
          options: CHANNELS.map((channel) => [channel, channel]),
          onChange: (value) => set({ channel: CHANNELS.find((each) => each === value) ?? 'all' }),
        })}
      </div>
      <div class="field">
        <span class="name">Colours</span>
        ${selectField({
          label: 'False colours',
          value: display.colormap,
          options: COLORMAPS.map((name) => [name, name]),
          onChange: (value) => set({ colormap: COLORMAPS.find((each) => each === value) ?? 'grey' }),
        })}
      </div>
      <div class="checks">
        ${checkField({ label: 'Invert', checked: display.invert, onChange: (invert) => set({ invert }) })}
        ${checkField({
          label: 'CLAHE',
          title: 'Contrast limited adaptive histogram equalization',
          checked: display.clahe,
          onChange: (clahe) => set({ clahe }),
        })}
      </div>`;
  }

  #window(): TemplateResult | typeof nothing {
    const picture = this.page.picture();
    const samples = picture?.samples();
    if (!picture || !samples) return nothing;
    const window = shownWindow(this.state.display, samples);
    const histogram = picture.histogram();
    const set = (next: { readonly low: number; readonly high: number } | undefined): void =>
      setDisplay(this.page, { window: next && { low: tidy(next.low), high: tidy(next.high) } });
    const presets = windowPresets(samples);
    const unit = samples.unit === undefined ? '' : `, ${samples.unit}`;
    const end = (name: 'low' | 'high', label: string): TemplateResult =>
      numberField({
        label: `${label}${unit}`,
        title: `${label}${unit}`,
        value: tidy(window[name]),
        onChange: (value) => value !== undefined && set(ordered({ ...window, [name]: value })),
      });
    return html`<h3>Window: values shown from black to white${unit}</h3>
      ${histogram ? histogramChart({ histogram, window, onChange: set }) : nothing}
      <div class="ends">${end('low', 'Black at')} ${end('high', 'White at')}</div>
      <div class="field">
        <span class="name">Preset</span>
        <span class="row">
          ${selectField({
            label: 'Preset of the window',
            value: String(presets.findIndex(({ low, high }) => low === window.low && high === window.high)),
            none: 'own',
            options: presets.map(({ name }, i) => [String(i), name]),
            onChange: (value) => set(presets[Number(value)]),
          })}
          <button class="chip" title="Around nearly all values" @click=${() => set(picture.autoWindow())}>
            Auto
          </button>
        </span>
      </div>`;
  }

  #shapes(): TemplateResult {
    const { shapeDisplay } = this.state;
    const { fillOpacity, selectedOpacity, outline, colorBy, showLabels } = shapeDisplay;
    return html`<h3>Shapes</h3>
      ${this.#slide('Fill', fillOpacity, 0, 1, 0.01, 0.15, (value) => setShapeDisplay(this.page, { fillOpacity: value }))}
      ${this.#slide('Selected', selectedOpacity, 0, 1, 0.01, 0.3, (value) => setShapeDisplay(this.page, { selectedOpacity: value }))}
      <div class="field">
        <span class="name">Colour by</span>
        ${segments({
          label: 'Colour by',
          value: colorBy,
          options: [
            ['class', 'Class'],
            ['instance', 'Each'],
            ['group', 'Group'],
          ],
          onChange: (value) => setShapeDisplay(this.page, { colorBy: value }),
        })}
      </div>
      <div class="field">
        <span class="name">Names</span>
        ${segments({
          label: 'Names',
          value: showLabels,
          options: [
            ['always', 'Always'],
            ['hover', 'Hover'],
            ['never', 'Never'],
          ],
          onChange: (value) => setShapeDisplay(this.page, { showLabels: value }),
        })}
      </div>
      <div class="checks">
        ${checkField({
          label: 'Outlines',
          checked: outline,
          onChange: (on) => setShapeDisplay(this.page, { outline: on }),
        })}
      </div>`;
  }

  #view(): TemplateResult {
    const { guides } = this.state;
    return html`<h3>View</h3>
      <div class="checks">
        ${GUIDES.map(([name, label]) =>
          checkField({
            label,
            checked: guides[name],
            onChange: (on) => setGuides(this.page, { [name]: on }),
          }),
        )}
      </div>
      <div class="row">
        ${smallButtons(
          this.page,
          [
            { action: 'view.rotateLeft', title: 'Turn the view left', icon: 'rotateLeft' },
            { action: 'view.rotateRight', title: 'Turn the view right', icon: 'rotateRight' },
            { action: 'view.flipX', title: 'Mirror the view left to right', icon: 'flipX' },
            { action: 'view.flipY', title: 'Mirror the view top to bottom', icon: 'flipY' },
          ],
          'Turn the view',
        )}
        <button
          class="chip"
          ?disabled=${!this.state.view?.orientation}
          @click=${() => runAction(this.page, 'view.upright')}
        >
          Upright
        </button>
      </div>`;
  }

  #slide(
    label: string,
    value: number,
    min: number,
    max: number,
    step: number,
    reset: number,
    onInput: (value: number) => void,
  ): TemplateResult {
    const text = value.toFixed(2);
    return html`<div class="field" title="Double click resets">
      <span class="name">${label}</span>
      <span class="slide"
        >${slider({ label, value, min, max, step, text, reset, onInput })}<span class="number"
          >${text}</span
        ></span
      >
    </div>`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    keepControlKeys(event);
    const isOwnKey = event.key === 'Escape' || event.key === keyOf(this.state.keys, 'display.toggle');
    if (!isOwnKey || event.defaultPrevented) return;
    event.stopPropagation();
    toggleDisplayPanel(this.page);
  };
}

/** Six digits are more than is seen. */
function tidy(value: number): number {
  return Number(value.toPrecision(6));
}

function ordered({ low, high }: { readonly low: number; readonly high: number }): {
  low: number;
  high: number;
} {
  return { low: Math.min(low, high), high: Math.max(low, high) };
}
