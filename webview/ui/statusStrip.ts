import { css, html, nothing, type TemplateResult } from 'lit';
import { rectContains } from '../../src/core/geometry/rect';
import { DEFAULT_DISPLAY, type DisplaySettings } from '../../src/core/display/display';
import { attempt, runAction } from '../actions';
import { toggleDisplayPanel } from '../actions/display';
import { showPage } from '../actions/pages';
import type { LabelFileInfo } from '../../src/protocol/editor';
import type { State } from '../store';
import { numberField } from './fields';
import { form } from './formStyles';
import { icon } from './icons';
import { keepControlKeys } from './keys';
import { PageElement } from './pageElement';
import { theme } from './theme';

/** The strip under the canvas: where the pointer is, how big things are, which image of how many. */
export class StatusStrip extends PageElement {
  static override styles = [
    theme,
    form,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 16px;
        height: 22px;
        padding: 0 10px;
        overflow: hidden;
        white-space: nowrap;
        font-size: 12px;
        background: var(--vscode-sideBar-background);
        border-top: 1px solid var(--vscode-sideBar-border, var(--vscode-contrastBorder, transparent));
        color: var(--vscode-descriptionForeground);
      }
      .pointer {
        min-width: 92px;
      }
      .value {
        min-width: 60px;
        max-width: 220px;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .plain {
        flex: none;
        height: 18px;
        padding: 0 5px;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 3px;
        background: none;
        color: inherit;
        font: inherit;
        cursor: pointer;
      }
      .plain:hover {
        background: var(--vscode-toolbar-hoverBackground);
      }
      .pages {
        display: inline-flex;
        align-items: center;
        gap: 5px;
      }
      .pages input {
        width: 52px;
        height: 18px;
      }
      .pages .icon-button {
        height: 18px;
      }
      .zoom {
        min-width: 42px;
      }
    `,
  ];

  protected override watch(state: State): readonly unknown[] {
    const { pointer, view, image, doc, selection, position, model } = state;
    const x = pointer && Math.floor(pointer.x);
    const y = pointer && Math.floor(pointer.y);
    return [
      ...[x, y, view?.scale, view?.orientation, image, doc.image, doc.annotations, selection],
      ...[position, model, state.pages, state.focusAsked, state.display, state.toolOptions.snap],
      state.labelFile,
    ];
  }

  #stop: (() => void) | undefined;

  /** A picture may come after the pointer: only then is it known what the pixel there holds. */
  override updated(): void {
    this.#stop ??= this.page.picture()?.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.#stop = undefined;
  }

  override render(): TemplateResult {
    const { doc, selection, position, model, ready, display, toolOptions, labelFile } = this.state;
    if (!ready) return html`<span>Opening…</span>`;
    const { widthPx, heightPx } = this.state.image ?? doc.image;
    const total = doc.annotations.length;
    return html`<span class="pointer number" title="Pixel under the pointer"
        >${this.#pointer(widthPx, heightPx)}</span
      >
      ${this.#value()}
      ${
        widthPx > 0
          ? html`<span class="zoom number" title="Zoom">${zoomText(this.state.view?.scale)}</span>
              <span class="number" title="Image size in pixels">${widthPx} × ${heightPx}</span>`
          : nothing
      }
      <span class="number"
        >${selection.size > 0 ? `${selection.size} of ${total} selected` : labels(total)}</span
      >
      ${toolOptions.snap ? html`<span title="Vertices stick to other shapes">snap</span>` : nothing}
      ${this.#turned()}
      ${
        isPlain(display)
          ? nothing
          : html`<button
              class="plain"
              title="The picture is not shown as stored; open the display settings"
              @click=${() => toggleDisplayPanel(this.page)}
            >
              adjusted
            </button>`
      }
      <span class="grow"></span>
      ${this.#pages()} ${labelFile === undefined ? nothing : this.#labelFile(labelFile)}
      ${model.title === undefined ? nothing : html`<span class="cut" title="Model for detection">${model.title}</span>`}
      ${
        position.total === 0
          ? nothing
          : html`<span class="number" title="${position.labelled} of ${position.total} images have labels"
              >${position.index + 1}/${position.total}</span
            >`
      }`;
  }

  /** Which file is edited, when it is no sidecar. */
  #labelFile({ title, path, why }: LabelFileInfo): TemplateResult {
    return html`<button
      class="plain cut label-file"
      title="Edits go to this file (${title}). ${why}"
      @click=${() => this.page.host.run('relabel.openSidecar')}
    >
      ${title}: ${path}
    </button>`;
  }

  /** What the pixel under the pointer holds. */
  #value(): TemplateResult | typeof nothing {
    const { pointer } = this.state;
    const value = pointer && this.page.picture()?.valueAt(pointer);
    if (!this.page.picture()?.canAdjust) return nothing;
    return html`<span class="value number" title="Value of the pixel">${value?.text ?? ''}</span>`;
  }

  #turned(): TemplateResult | typeof nothing {
    const orientation = this.state.view?.orientation;
    if (!orientation) return nothing;
    const turned = orientation.quarterTurns === 0 ? '' : `${90 * orientation.quarterTurns}°`;
    const text = [turned, orientation.isMirrored ? 'mirrored' : ''].filter((part) => part !== '').join(' ');
    return html`<button
      class="plain"
      title="The view is turned; click to turn it upright"
      @click=${() => runAction(this.page, 'view.upright')}
    >
      ${text}
    </button>`;
  }

  /** The page of a document that has several: back, number, on. */
  #pages(): TemplateResult | typeof nothing {
    const { pages } = this.state;
    if (!pages || pages.count < 2) return nothing;
    const go = (index: number): void => attempt(this.page, () => showPage(this.page, index));
    const step = (by: number, title: string, name: 'left' | 'right'): TemplateResult =>
      html`<button
        class="icon-button"
        title=${title}
        aria-label=${title}
        ?disabled=${pages.index + by < 0 || pages.index + by >= pages.count}
        @click=${() => go(pages.index + by)}
      >
        ${icon(name)}
      </button>`;
    return html`<span class="pages" role="group" aria-label="Pages" @keydown=${keepControlKeys}
      >${step(-1, 'Previous page', 'left')}<span>page</span> ${numberField({
        label: 'Page',
        value: pages.index + 1,
        min: 1,
        max: pages.count,
        step: 1,
        onChange: (value) => value !== undefined && go(Math.round(value) - 1),
      })}<span class="number">of ${pages.count}</span>${step(1, 'Next page', 'right')}</span
    >`;
  }

  protected override changed({ focusAsked }: State, before: State): void {
    if (focusAsked !== before.focusAsked && focusAsked?.part === 'pages')
      void this.updateComplete.then(() => this.renderRoot.querySelector('input')?.select());
  }

  /** Pixels count from 0; outside of the image there is none. */
  #pointer(width: number, height: number): string {
    const { pointer } = this.state;
    if (!pointer || !rectContains({ x: 0, y: 0, width: width - 1e-6, height: height - 1e-6 }, pointer))
      return '–';
    return `${Math.floor(pointer.x)}, ${Math.floor(pointer.y)}`;
  }
}

function zoomText(scale: number | undefined): string {
  if (scale === undefined) return '';
  const percent = scale * 100;
  return `${percent < 10 ? percent.toFixed(1) : Math.round(percent)}%`;
}

function labels(total: number): string {
  return total === 0 ? 'no annotations' : total === 1 ? '1 annotation' : `${total} annotations`;
}

function isPlain(display: DisplaySettings): boolean {
  return (Object.keys(DEFAULT_DISPLAY) as (keyof DisplaySettings)[]).every(
    (key) => display[key] === DEFAULT_DISPLAY[key],
  );
}
