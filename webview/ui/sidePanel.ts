import { css, html, nothing, type TemplateResult } from 'lit';
import { countOpenComments } from '../../src/core/annotation/openComments';
import { toggleDone } from '../actions/facts';
import type { HostCommand } from '../../src/protocol/actions';
import type { State } from '../store';
import { checkbox } from './controls';
import { icon, type IconName } from './icons';
import { titleWithKey } from './keyHelp';
import { keepControlKeys } from './keys';
import { PageElement } from './pageElement';
import { theme } from './theme';

const MIN_WIDTH_PX = 200;
const MAX_WIDTH_PX = 640;
const KEY_STEP_PX = 20;

/** The panel on the right: the image and its place in the data set, detection, tags, classes, annotations. */
export class SidePanel extends PageElement {
  static override styles = [
    theme,
    css`
      :host {
        position: relative;
        display: flex;
        flex-direction: column;
        min-height: 0;
        background: var(--vscode-sideBar-background);
        color: var(--vscode-sideBar-foreground, var(--vscode-foreground));
        border-left: 1px solid var(--vscode-sideBar-border, var(--vscode-contrastBorder, transparent));
      }
      .body {
        display: flex;
        flex-direction: column;
        flex: 1 1 0;
        min-height: 0;
        overflow: hidden auto;
      }
      .edge {
        position: absolute;
        z-index: 1;
        inset: 0 auto 0 -3px;
        width: 6px;
        cursor: ew-resize;
        touch-action: none;
      }
      .edge:hover,
      .edge:active,
      .edge:focus-visible {
        background: var(--vscode-sash-hoverBorder, var(--vscode-focusBorder));
        outline: none;
      }
      header {
        display: flex;
        align-items: center;
        gap: 2px;
        flex: none;
        padding: 6px 10px 6px 4px;
        white-space: nowrap;
      }
      .place {
        padding: 0 4px;
        white-space: nowrap;
      }
      section {
        flex: none;
        border-top: 1px solid
          var(--vscode-sideBarSectionHeader-border, var(--vscode-contrastBorder, transparent));
      }
      .pad {
        padding: 8px 12px 10px;
      }
      h2 {
        display: flex;
        align-items: center;
        gap: 6px;
        margin: 0;
        padding: 0 12px;
        flex: none;
        height: 26px;
        font-size: 11px;
        font-weight: 600;
        text-transform: uppercase;
        color: var(--vscode-sideBarSectionHeader-foreground, inherit);
      }
      .fold {
        display: flex;
        align-items: center;
        gap: 4px;
        height: 100%;
        min-width: 0;
        padding: 0;
        border: none;
        background: none;
        color: inherit;
        font: inherit;
        text-transform: inherit;
        text-align: start;
        cursor: pointer;
      }
      .fold svg {
        width: 12px;
        height: 12px;
      }
      h2 .icon-button {
        margin-inline-end: -6px;
      }
      .classes {
        flex: 0 1 auto;
        display: flex;
        flex-direction: column;
        min-height: 72px;
        max-height: 30%;
      }
      /* As high for everything that is selected, and low without; later, so that no second click misses its row. */
      .details {
        flex: 0 1 auto;
        display: flex;
        flex-direction: column;
        height: 37%;
        transition: height 0s 0.4s;
      }
      .details:has(.none) {
        height: 56px;
      }
      .details.folded {
        height: 27px;
      }
      .none {
        margin: 0;
        padding: 2px 12px;
      }
      .details rl-details {
        min-height: 0;
        overflow: hidden auto;
      }
      .comments {
        flex: 0 1 auto;
        display: flex;
        flex-direction: column;
        min-height: 168px;
        max-height: 34%;
      }
      section.folded {
        flex: none;
        min-height: 0;
      }
      .classes rl-class-list {
        min-height: 0;
        overflow: hidden auto;
        padding-bottom: 4px;
      }
      .tags {
        flex-shrink: 0;
        max-height: max(30%, 110px);
        overflow: hidden auto;
      }
      .annotations {
        flex: 1 1 0;
        display: flex;
        flex-direction: column;
        min-height: 128px;
      }
      rl-annotation-list {
        flex: 1 1 auto;
      }
    `,
  ];

  protected override watch(state: State): readonly unknown[] {
    const { position, doc, schema, keys, panelWidthPx, ready, selection, folded } = state;
    return [
      ...[
        position,
        doc.image,
        doc.state,
        doc.comments,
        doc.annotations,
        schema.tags,
        keys,
        panelWidthPx,
        ready,
      ],
      ...[selection.size, folded, state.focusAsked, state.readOnly],
    ];
  }

  /** Details that are asked for open up, and their first control takes the focus. */
  protected override changed({ focusAsked }: State, before: State): void {
    if (focusAsked === before.focusAsked || focusAsked?.part !== 'details') return;
    if (this.state.folded.has('details')) this.#fold('details');
    void this.updateComplete.then(() =>
      setTimeout(() =>
        this.renderRoot
          .querySelector('rl-details')
          ?.shadowRoot?.querySelector<HTMLElement>('input, select, textarea, button')
          ?.focus(),
      ),
    );
  }

  override render(): TemplateResult {
    const { page } = this;
    const { schema, doc, panelWidthPx, selection, readOnly } = this.state;
    return html`<div
        class="edge"
        role="separator"
        aria-orientation="vertical"
        aria-label="Width of the side panel"
        aria-valuenow=${panelWidthPx}
        aria-valuemin=${MIN_WIDTH_PX}
        aria-valuemax=${MAX_WIDTH_PX}
        tabindex="0"
        @pointerdown=${this.#grab}
        @keydown=${this.#resizeByKey}
        @dblclick=${() => this.#resize(280)}
      ></div>
      <div class="body">
        ${this.#header()}
        <rl-conflicts .page=${page}></rl-conflicts>
        ${readOnly ? nothing : html`<section class="pad"><rl-proposals .page=${page}></rl-proposals></section>`}
        ${
          schema.tags.length === 0
            ? nothing
            : html`<section class="pad tags"><rl-tags .page=${page}></rl-tags></section>`
        }
        ${this.#section('classes', 'Classes', nothing, html`<rl-class-list .page=${page}></rl-class-list>`)}
        ${this.#section(
          'annotations',
          'Annotations',
          html`<span class="quiet number">${doc.annotations.length || ''}</span>`,
          html`<rl-annotation-list .page=${page}></rl-annotation-list>`,
        )}
        ${this.#section(
          'details',
          selection.size > 1 ? `Details of ${selection.size}` : 'Details',
          nothing,
          selection.size === 0
            ? html`<p class="none quiet">Nothing is selected.</p>`
            : html`<rl-details .page=${page}></rl-details>`,
        )}
        ${this.#section('comments', 'Comments', this.#openComments(), html`<rl-comments .page=${page}></rl-comments>`)}
      </div>`;
  }

  #openComments(): TemplateResult | typeof nothing {
    const open = countOpenComments(this.state.doc);
    return open === 0 ? nothing : html`<span class="quiet number">${open} open</span>`;
  }

  #section(
    name: string,
    title: string,
    beside: TemplateResult | typeof nothing,
    content: TemplateResult,
  ): TemplateResult {
    const folded = this.state.folded.has(name);
    return html`<section class="${name} ${folded ? 'folded' : ''}">
      <h2 @keydown=${keepControlKeys}>
        <button class="fold" aria-expanded=${!folded} @click=${() => this.#fold(name)}>
          ${icon(folded ? 'right' : 'down')}<span class="cut">${title}</span>
        </button>
        ${beside}
      </h2>
      ${folded ? nothing : content}
    </section>`;
  }

  #fold(name: string): void {
    const folded = new Set(this.state.folded);
    if (!folded.delete(name)) folded.add(name);
    this.page.store.set({ folded });
  }

  #header(): TemplateResult {
    const { position, doc } = this.state;
    const { index, total, labelled } = position;
    return html`<header @keydown=${keepControlKeys}>
      ${this.#go('relabel.previousImage', 'Previous image', 'left', index <= 0)}
      <span class="place number" title="${labelled} of ${total} images here have labels"
        >${total === 0 ? '–' : `${index + 1} / ${total}`}</span
      >
      ${this.#go('relabel.nextImage', 'Next image', 'right', index + 1 >= total)}
      <span class="grow cut quiet" title=${doc.image.file}>${doc.image.file}</span>
      ${this.#done(doc.state === 'done')}
    </header>`;
  }

  #done(isDone: boolean): TemplateResult | typeof nothing {
    if (this.state.readOnly) return isDone ? html`<span class="quiet">Done</span>` : nothing;
    return checkbox({
      label: 'Done',
      checked: isDone,
      title: 'Nothing is left to label in this image',
      onChange: () => toggleDone(this.page),
    });
  }

  #go(command: HostCommand, title: string, name: IconName, disabled: boolean): TemplateResult {
    const label = titleWithKey(title, this.state.keys, command);
    return html`<button
      class="icon-button"
      title=${label}
      aria-label=${label}
      ?disabled=${disabled}
      @click=${() => this.page.host.run(command)}
    >
      ${icon(name)}
    </button>`;
  }

  readonly #grab = (event: PointerEvent): void => {
    const edge = event.currentTarget as HTMLElement;
    edge.setPointerCapture(event.pointerId);
    const from = event.clientX + this.state.panelWidthPx;
    const ends = new AbortController();
    edge.addEventListener('pointermove', ({ clientX }) => this.#resize(from - clientX), ends);
    edge.addEventListener('lostpointercapture', () => ends.abort(), ends);
  };

  readonly #resizeByKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowLeft' ? KEY_STEP_PX : event.key === 'ArrowRight' ? -KEY_STEP_PX : 0;
    if (step === 0) return;
    event.stopPropagation();
    this.#resize(this.state.panelWidthPx + step);
  };

  #resize(widthPx: number): void {
    this.page.store.set({
      panelWidthPx: Math.round(Math.min(MAX_WIDTH_PX, Math.max(MIN_WIDTH_PX, widthPx))),
    });
  }
}
