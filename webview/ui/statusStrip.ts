import { css, html, nothing, type TemplateResult } from 'lit';
import { rectContains } from '../../src/core/geometry/rect';
import type { State } from '../store';
import { PageElement } from './pageElement';
import { theme } from './theme';

/** The strip under the canvas: where the pointer is, how big things are, which image of how many. */
export class StatusStrip extends PageElement {
  static override styles = [
    theme,
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
      .zoom {
        min-width: 42px;
      }
    `,
  ];

  protected override watch(state: State): readonly unknown[] {
    const { pointer, view, image, doc, selection, position, model } = state;
    const x = pointer && Math.floor(pointer.x);
    const y = pointer && Math.floor(pointer.y);
    return [x, y, view?.scale, image, doc.image, doc.annotations, selection, position, model];
  }

  override render(): TemplateResult {
    const { doc, selection, position, model, ready } = this.state;
    if (!ready) return html`<span>Opening…</span>`;
    const { widthPx, heightPx } = this.state.image ?? doc.image;
    const total = doc.annotations.length;
    return html`<span class="pointer number" title="Pixel under the pointer"
        >${this.#pointer(widthPx, heightPx)}</span
      >
      <span class="zoom number" title="Zoom">${zoomText(this.state.view?.scale)}</span>
      <span class="number" title="Image size in pixels">${widthPx} × ${heightPx}</span>
      <span class="number"
        >${selection.size > 0 ? `${selection.size} of ${total} selected` : labels(total)}</span
      >
      <span class="grow"></span>
      ${model.title === undefined ? nothing : html`<span class="cut" title="Model for detection">${model.title}</span>`}
      ${
        position.total === 0
          ? nothing
          : html`<span class="number" title="${position.labelled} of ${position.total} images have labels"
              >${position.index + 1}/${position.total}</span
            >`
      }`;
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
