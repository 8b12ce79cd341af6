import { css, html, nothing, type TemplateResult } from 'lit';
import { runAction } from '../actions';
import type { ActionId } from '../../src/protocol/actions';
import { VIEWING_TOOLS } from '../session';
import type { State } from '../store';
import { icon, type IconName } from './icons';
import { keyOf, keysOf, titleWithKey } from './keyHelp';
import { PageElement } from './pageElement';
import { theme } from './theme';
import { TOOL_GROUPS, type ToolItem } from './toolGroups';

interface Item {
  readonly action: ActionId;
  readonly title: string;
  readonly icon: IconName;
  readonly tool?: string;
}

const VIEWS: readonly Item[] = [
  { action: 'view.fit', title: 'Fit the image', icon: 'fit' },
  { action: 'view.actualSize', title: 'Actual size', icon: 'actual' },
  { action: 'view.zoomIn', title: 'Zoom in', icon: 'zoomIn' },
  { action: 'view.zoomOut', title: 'Zoom out', icon: 'zoomOut' },
  { action: 'view.toggleLabels', title: 'Names on the shapes', icon: 'labels' },
];
/** What is left where nothing can be edited. */
const VIEWING_GROUPS = TOOL_GROUPS.map((group) => group.filter(({ tool }) => VIEWING_TOOLS.has(tool))).filter(
  (group) => group.length > 0,
);
/** Display, side panel, help. */
const ENDS = 3;

/** A button with the gap below it, and a line between groups; CSS pixels. */
const BUTTON_PX = 30;
const LINE_PX = 9;
const PADDING_PX = 12;

/** The groups that share a button each, so that everything fits; those that give most room go first. */
function sharing(heightPx: number): ReadonlySet<readonly ToolItem[]> {
  const buttons = TOOL_GROUPS.reduce((sum, group) => sum + group.length, VIEWS.length + ENDS);
  let missingPx = buttons * BUTTON_PX + TOOL_GROUPS.length * LINE_PX + PADDING_PX - heightPx;
  const shared = new Set<readonly ToolItem[]>();
  const groups = TOOL_GROUPS.slice(1).filter((group) => group.length > 1);
  for (const group of groups.sort((a, b) => b.length - a.length)) {
    if (missingPx <= 0) break;
    shared.add(group);
    missingPx -= (group.length - 1) * BUTTON_PX;
  }
  return shared;
}

/** The slim rail on the left: tools, then the view, then help. Where it is too low, tools of a kind share a button. */
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
        position: relative;
        width: 32px;
        height: 28px;
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
        flex: none;
        width: 20px;
        margin: 2px 0;
        border: none;
        border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
      }
      .group {
        position: relative;
        flex: none;
        display: flex;
      }
      .more {
        position: absolute;
        right: 0;
        bottom: 0;
        width: 12px;
        height: 12px;
        padding: 0;
        border: none;
        border-radius: 3px;
        background: none;
        color: var(--vscode-icon-foreground, inherit);
        cursor: pointer;
      }
      .more:hover {
        background: var(--vscode-toolbar-hoverBackground);
      }
      .more svg {
        width: 12px;
        height: 12px;
      }
      .flyout {
        position: fixed;
        inset: auto;
        left: var(--left);
        top: var(--top);
        margin: 0;
        padding: 4px;
        border: 1px solid var(--vscode-menu-border, var(--vscode-contrastBorder, transparent));
        border-radius: 6px;
        background: var(--vscode-menu-background, var(--vscode-editorWidget-background));
        color: var(--vscode-menu-foreground, var(--vscode-foreground));
        box-shadow: 0 2px 10px var(--vscode-widget-shadow, transparent);
      }
      .flyout button {
        display: flex;
        align-items: center;
        gap: 10px;
        width: 100%;
        height: 28px;
        padding: 0 8px;
        border: none;
        border-radius: 4px;
        background: none;
        color: inherit;
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
      .flyout button:hover,
      .flyout button:focus-visible,
      .flyout button[aria-checked='true'] {
        background: var(--vscode-menu-selectionBackground, var(--vscode-toolbar-hoverBackground));
        color: var(--vscode-menu-selectionForeground, inherit);
        outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
    `,
  ];

  #shared: ReadonlySet<readonly ToolItem[]> = new Set();
  /** The tool each group's button stands for, by the group's first tool. */
  readonly #shown = new Map<string, string>();
  readonly #sizes = new ResizeObserver(() => this.#fit());

  protected override watch(state: State): readonly unknown[] {
    const { tool, shapeDisplay, panelOpen, popup, displayOpen, readOnly } = state;
    return [readOnly, tool, shapeDisplay.showLabels, panelOpen, popup, keysOf(state), displayOpen];
  }

  override firstUpdated(): void {
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  #fit(): void {
    const shared = sharing(this.clientHeight);
    if (shared.size === this.#shared.size) return;
    this.#shared = shared;
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const { shapeDisplay, popup, panelOpen, displayOpen } = this.state;
    return html`${(this.state.readOnly ? VIEWING_GROUPS : TOOL_GROUPS).map(
        (group) =>
          html`${this.#group(group)}
            <hr />`,
      )}
      ${VIEWS.map((item) =>
        this.#button(
          item,
          item.action === 'view.toggleLabels' ? shapeDisplay.showLabels !== 'never' : undefined,
        ),
      )}
      ${this.#button({ action: 'display.toggle', title: 'Display: picture, shapes, view', icon: 'display' }, displayOpen)}
      <span class="grow"></span>
      ${this.#button({ action: 'panel.toggle', title: 'Side panel', icon: 'panel' }, panelOpen)}
      ${this.#button({ action: 'help.toggle', title: 'Keys and help', icon: 'help' }, popup === 'help')}`;
  }

  #group(group: readonly ToolItem[]): TemplateResult {
    const { tool } = this.state;
    const button = (item: ToolItem): TemplateResult => this.#button(item, item.tool === tool);
    const [first] = group;
    if (!first || !this.#shared.has(group)) return html`${group.map(button)}`;
    if (group.some((item) => item.tool === tool)) this.#shown.set(first.tool, tool);
    const shown = group.find((item) => item.tool === this.#shown.get(first.tool)) ?? first;
    return html`<div class="group" @contextmenu=${this.#openFlyout} @keydown=${this.#keyed}>
      ${button(shown)}<button
        class="more"
        tabindex="-1"
        aria-label="More tools like this"
        title="More tools like this (→)"
        aria-haspopup="menu"
        @mousedown=${keepFocus}
        @click=${this.#openFlyout}
      >
        ${icon('caret')}
      </button>
      <div class="flyout" popover role="menu" aria-label="Tools" @keydown=${this.#keyed}>
        ${group.map((item) => this.#entry(item))}
      </div>
    </div>`;
  }

  #entry({ action, title, icon: name, tool }: ToolItem): TemplateResult {
    const key = keyOf(keysOf(this.state), action);
    const choose = (event: Event): void => {
      (event.currentTarget as HTMLElement).parentElement?.hidePopover();
      runAction(this.page, action);
    };
    return html`<button
      role="menuitemradio"
      aria-checked=${tool === this.state.tool}
      data-tool=${tool}
      @mousedown=${keepFocus}
      @click=${choose}
    >
      ${icon(name)}<span class="grow">${title}</span>${key === undefined ? nothing : html`<kbd>${key}</kbd>`}
    </button>`;
  }

  readonly #openFlyout = (event: Event): void => {
    event.preventDefault();
    const group = (event.currentTarget as Element).closest<HTMLElement>('.group');
    const flyout = group?.querySelector<HTMLElement>('.flyout');
    if (!group || !flyout) return;
    const { right, top } = group.getBoundingClientRect();
    flyout.style.setProperty('--left', `${right + 6}px`);
    const count = flyout.childElementCount;
    flyout.style.setProperty('--top', `${Math.max(4, Math.min(top, innerHeight - count * 28 - 24))}px`);
    flyout.togglePopover();
  };

  /** The arrow keys open a group and walk in it. */
  readonly #keyed = (event: KeyboardEvent): void => {
    const group = (event.currentTarget as Element).closest<HTMLElement>('.group');
    const flyout = group?.querySelector<HTMLElement>('.flyout');
    if (!group || !flyout) return;
    const entries = [...flyout.querySelectorAll<HTMLElement>('button')];
    const at = entries.findIndex((entry) => entry.matches(':focus'));
    const open = flyout.matches(':popover-open');
    if (event.key === 'ArrowRight' && !open) {
      this.#openFlyout(event);
      entries[0]?.focus();
    } else if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp'))
      entries.at((at + (event.key === 'ArrowDown' ? 1 : -1)) % entries.length)?.focus();
    else if (open && (event.key === 'Escape' || event.key === 'ArrowLeft')) {
      flyout.hidePopover();
      group.querySelector<HTMLElement>('.tool')?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #button({ action, title, icon: name, tool }: Item, pressed: boolean | undefined): TemplateResult {
    const label = titleWithKey(title, keysOf(this.state), action);
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
