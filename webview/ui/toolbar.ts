import { css, html, nothing, type TemplateResult } from 'lit';
import { runAction } from '../actions';
import type { ActionId } from '../../src/protocol/actions';
import type { State } from '../store';
import { icon, type IconName } from './icons';
import { keyOf } from './keyHelp';
import { PageElement } from './pageElement';
import { theme } from './theme';

interface Item {
  readonly action: ActionId;
  readonly title: string;
  readonly icon: IconName;
  readonly tool?: string;
}

const TOOLS: readonly Item[] = [
  { action: 'tool.select', title: 'Select and edit', icon: 'select', tool: 'select' },
  { action: 'tool.box', title: 'Draw boxes', icon: 'box', tool: 'box' },
  { action: 'tool.polygon', title: 'Draw polygons', icon: 'polygon', tool: 'polygon' },
  { action: 'tool.pan', title: 'Move the image', icon: 'pan', tool: 'pan' },
];

const VIEWS: readonly Item[] = [
  { action: 'view.fit', title: 'Fit the image', icon: 'fit' },
  { action: 'view.actualSize', title: 'Actual size', icon: 'actual' },
  { action: 'view.zoomIn', title: 'Zoom in', icon: 'zoomIn' },
  { action: 'view.zoomOut', title: 'Zoom out', icon: 'zoomOut' },
  { action: 'view.toggleLabels', title: 'Names on the shapes', icon: 'labels' },
];

/** The slim rail on the left: tools, then the view, then help. */
export class Toolbar extends PageElement {
  static override styles = [
    theme,
    css`
      :host {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: 2px;
        padding: 6px 0;
        background: var(--vscode-sideBar-background);
        border-right: 1px solid var(--vscode-sideBar-border, var(--vscode-contrastBorder, transparent));
        overflow: hidden auto;
        scrollbar-width: none;
      }
      .tool {
        width: 32px;
        height: 32px;
      }
      .tool svg {
        width: 18px;
        height: 18px;
      }
      .switch[aria-pressed='true'] {
        background: var(--vscode-toolbar-hoverBackground);
        outline: 1px solid var(--vscode-contrastBorder, transparent);
        outline-offset: -1px;
      }
      .tool:not(.switch)[aria-pressed='true'] {
        background: var(--vscode-inputOption-activeBackground);
        color: var(--vscode-inputOption-activeForeground, inherit);
        outline: 1px solid var(--vscode-inputOption-activeBorder, transparent);
        outline-offset: -1px;
      }
      .tool:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
      }
      hr {
        width: 20px;
        margin: 4px 0;
        border: none;
        border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
      }
    `,
  ];

  protected override watch(state: State): readonly unknown[] {
    return [state.tool, state.settings.showLabels, state.panelOpen, state.popup === 'help', state.keys];
  }

  override render(): TemplateResult {
    const { tool, settings, popup, panelOpen } = this.state;
    return html`${TOOLS.map((item) => this.#button(item, item.tool === tool))}
      <hr />
      ${VIEWS.map((item) =>
        this.#button(item, item.action === 'view.toggleLabels' ? settings.showLabels !== 'never' : undefined),
      )}
      <span class="grow"></span>
      ${this.#button({ action: 'panel.toggle', title: 'Side panel', icon: 'panel' }, panelOpen)}
      ${this.#button({ action: 'help.toggle', title: 'Keys and help', icon: 'help' }, popup === 'help')}`;
  }

  #button({ action, title, icon: name, tool }: Item, pressed: boolean | undefined): TemplateResult {
    const key = keyOf(this.state.keys, action);
    const label = key === undefined ? title : `${title} (${key})`;
    return html`<button
      class="icon-button tool ${tool === undefined ? 'switch' : ''}"
      title=${label}
      aria-label=${label}
      aria-pressed=${pressed === undefined ? nothing : String(pressed)}
      data-action=${action}
      @mousedown=${keepFocus}
      @click=${() => runAction(this.page, action)}
    >
      ${icon(name)}
    </button>`;
  }
}

/** A click on a tool must not take the focus from the canvas, or Space would press the tool again. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
