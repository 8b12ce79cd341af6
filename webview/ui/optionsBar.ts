import { css, html, nothing, type TemplateResult } from 'lit';
import { toolNamed, isToolId } from '../../src/core/tools/index';
import type { ToolOptions } from '../../src/core/tools/options';
import { MAX_BRUSH_PX, MIN_BRUSH_PX, setToolOptions } from '../actions/tools';
import type { State } from '../store';
import { checkField, numberField, segments, slider } from './fields';
import { form, sliders } from './formStyles';
import { keyOf } from './keyHelp';
import { keepControlKeys } from './keys';
import { PageElement } from './pageElement';
import { theme } from './theme';

type Control = (bar: OptionsBar) => TemplateResult;

const TIP: Control = (bar) =>
  segments({
    label: 'Tip of the brush',
    value: bar.options.brushTip,
    options: [
      ['round', 'Round'],
      ['square', 'Square'],
    ],
    onChange: (brushTip) => bar.set({ brushTip }),
  });

/** The size grows by equal factors along the slider. */
const SIZE: Control = (bar) => {
  const { brushPx } = bar.options;
  return html`<span
    class="option"
    title="Size in image pixels (${bar.key('brush.smaller')}, ${bar.key('brush.larger')}, Alt + wheel)"
    ><span class="quiet">Size</span>${slider({
      label: 'Size of the brush',
      value: Math.round(100 * Math.log2(brushPx)),
      min: 0,
      max: Math.round(100 * Math.log2(MAX_BRUSH_PX)),
      step: 1,
      text: `${brushPx} pixels`,
      onInput: (value) => bar.set({ brushPx: Math.round(2 ** (value / 100)) }),
    })}<span class="narrow"
      >${numberField({
        label: 'Size of the brush, pixels',
        value: brushPx,
        min: MIN_BRUSH_PX,
        max: MAX_BRUSH_PX,
        step: 1,
        onChange: (value) => value !== undefined && bar.set({ brushPx: Math.round(value) }),
      })}</span
    ></span
  >`;
};

const PAINT_FREE = check('paintFree', 'Only what is free', 'Paint only where no other shape is');
const ERASE_BELOW = check('eraseBelow', 'Erase below', 'What is painted is taken from the masks below');
const CONTIGUOUS = check(
  'wandContiguous',
  'Connected',
  'Only pixels that hang together with the one clicked',
);
const SNAP = check(
  'snap',
  'Snap',
  'Stick to vertices and edges of other shapes and to the border',
  'options.toggleSnap',
);
const CLOSED = check('splineClosed', 'Closed', 'The curve ends where it began');

const TOLERANCE: Control = (bar) =>
  html`<span class="option" title="How different a pixel may be from the one clicked, 0 to 255"
    ><span class="quiet">Tolerance</span>${slider({
      label: 'Tolerance',
      value: bar.options.wandTolerance,
      min: 0,
      max: 255,
      step: 1,
      text: String(bar.options.wandTolerance),
      onInput: (wandTolerance) => bar.set({ wandTolerance }),
    })}<span class="number value">${bar.options.wandTolerance}</span></span
  >`;

const REGION: Control = (bar) =>
  segments({
    label: 'What it makes',
    value: bar.options.regionAs,
    options: [
      ['polygon', 'Polygon'],
      ['mask', 'Mask'],
    ],
    onChange: (regionAs) => bar.set({ regionAs }),
  });

/** A click sets a vertex; only a line drawn in one movement of the hand may become a mask. */
const FREEHAND: Control = (bar) =>
  html`<span class="option" title="What a line makes that is drawn by dragging"
    ><span class="quiet">Freehand</span>${REGION(bar)}</span
  >`;

const BOX_BY: Control = (bar) =>
  segments({
    label: 'How a box is drawn',
    value: bar.options.boxBy,
    options: [
      ['corners', 'Two corners'],
      ['extremes', 'Four extreme points'],
    ],
    onChange: (boxBy) => bar.set({ boxBy }),
  });

const ROTATED_BY: Control = (bar) =>
  segments({
    label: 'How a rotated box is drawn',
    value: bar.options.rotatedBoxBy,
    options: [
      ['side', 'Side and depth'],
      ['corners', 'Four corners'],
    ],
    onChange: (rotatedBoxBy) => bar.set({ rotatedBoxBy }),
  });

/** What can be set for each tool; a tool that is not here has no bar. */
const CONTROLS: Readonly<Record<string, readonly Control[]>> = {
  select: [SNAP],
  box: [BOX_BY, SNAP],
  rotatedBox: [ROTATED_BY, SNAP],
  polygon: [SNAP, FREEHAND],
  polyline: [SNAP],
  spline: [CLOSED, SNAP],
  point: [SNAP],
  skeleton: [SNAP],
  ellipse: [SNAP],
  cuboid: [SNAP],
  slice: [SNAP],
  brush: [SIZE, TIP, PAINT_FREE, ERASE_BELOW],
  eraser: [SIZE, TIP],
  fill: [PAINT_FREE],
  wand: [TOLERANCE, CONTIGUOUS, REGION],
  scissors: [REGION],
};

/** The strip over the canvas: how the current tool works. */
export class OptionsBar extends PageElement {
  static override styles = [
    theme,
    form,
    sliders,
    css`
      :host {
        display: block;
        background: var(--vscode-editorWidget-background, var(--vscode-sideBar-background));
        border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        font-size: 12px;
      }
      .bar {
        display: flex;
        align-items: center;
        gap: 14px;
        height: 28px;
        padding: 0 10px;
        overflow: auto hidden;
        scrollbar-width: none;
        white-space: nowrap;
      }
      .bar > * {
        flex: none;
      }
      b {
        font-weight: 600;
      }
      .option {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      input[type='range'] {
        width: 96px;
      }
      .narrow {
        width: 64px;
      }
      .value {
        min-width: 24px;
      }
    `,
  ];

  protected override watch(state: State): readonly unknown[] {
    return [state.tool, state.toolOptions, state.keys];
  }

  get options(): ToolOptions {
    return this.state.toolOptions;
  }

  set(change: Partial<ToolOptions>): void {
    setToolOptions(this.page, change);
  }

  key(action: Parameters<typeof keyOf>[1]): string {
    return keyOf(this.state.keys, action) ?? '';
  }

  override render(): TemplateResult | typeof nothing {
    const { tool } = this.state;
    const controls = CONTROLS[tool];
    if (!controls || !isToolId(tool)) return nothing;
    return html`<div
      class="bar"
      role="toolbar"
      aria-label="Options of the tool"
      @keydown=${keepControlKeys}
      @wheel=${scrollSideways}
    >
      <b>${toolNamed(tool).title}</b>${controls.map((control) => control(this))}
    </div>`;
  }
}

/** One line, whatever the tool and the width: else the picture would jump with every change of the tool. */
function scrollSideways(event: WheelEvent): void {
  const bar = event.currentTarget as HTMLElement;
  bar.scrollLeft += event.deltaY;
}

type Switch = { [K in keyof ToolOptions]: ToolOptions[K] extends boolean ? K : never }[keyof ToolOptions];

function check(name: Switch, label: string, title: string, action?: 'options.toggleSnap'): Control {
  return (bar) => {
    const key = action && bar.key(action);
    return checkField({
      label,
      title: key ? `${title} (${key})` : title,
      checked: bar.options[name],
      onChange: (checked) => bar.set({ [name]: checked }),
    });
  };
}
