import { css, html, svg, type TemplateResult } from 'lit';
import type { Histogram } from '../../../src/core/display/histogram';

/** The chart's own units; it stretches to the panel's width. */
const WIDTH = 256;
const HEIGHT = 64;

export interface ChartOptions {
  readonly histogram: Histogram;
  /** Values shown as black and white. */
  readonly window: { readonly low: number; readonly high: number };
  readonly onChange: (window: { readonly low: number; readonly high: number }) => void;
}

export const chartStyles = css`
  .chart {
    position: relative;
    height: 72px;
    margin: 2px 6px 4px;
    touch-action: none;
  }
  .chart svg {
    width: 100%;
    height: 64px;
    border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
    background: var(--vscode-input-background);
    stroke: none;
  }
  .chart .bins {
    fill: var(--vscode-foreground);
    opacity: 0.5;
  }
  .chart .red {
    fill: #f14c4c;
  }
  .chart .green {
    fill: #3fb950;
  }
  .chart .blue {
    fill: #3794ff;
  }
  .chart .inside {
    fill: var(--vscode-focusBorder);
    opacity: 0.16;
  }
  .handle {
    position: absolute;
    top: 0;
    left: var(--at);
    width: 12px;
    height: 72px;
    margin-left: -6px;
    padding: 0;
    border: none;
    background: none;
    cursor: ew-resize;
    touch-action: none;
  }
  .handle::before {
    content: '';
    position: absolute;
    inset: 0 5px;
    background: var(--vscode-focusBorder);
  }
  .handle::after {
    content: '';
    position: absolute;
    inset: auto 1px 0;
    height: 9px;
    border-radius: 3px;
    background: var(--vscode-focusBorder);
    outline: 1px solid var(--vscode-editorWidget-background);
  }
  .handle:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
`;

/** The histogram of the stored values, with a handle for black and one for white. */
export function histogramChart(options: ChartOptions): TemplateResult {
  const { histogram, window } = options;
  const { low, high, bins } = histogram;
  const x = (value: number): number => ((value - low) / (high - low || 1)) * WIDTH;
  const inside = [Math.max(0, x(window.low)), Math.min(WIDTH, x(window.high))] as const;
  const colors = bins.length === 3 ? ['red', 'green', 'blue'] : [''];
  return html`<div class="chart">
    <svg
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      preserveAspectRatio="none"
      role="img"
      aria-label="Histogram of the picture"
    >
      ${bins.map((list, i) => svg`<path class="bins ${colors[i] ?? ''}" d=${pathOf(list)} />`)}
      <rect class="inside" x=${inside[0]} width=${Math.max(0, inside[1] - inside[0])} height=${HEIGHT} />
    </svg>
    ${handle(options, 'low')} ${handle(options, 'high')}
  </div>`;
}

/** Heights go by the square root, so that rare values are seen beside a black border. */
function pathOf(list: Uint32Array): string {
  const most = Math.sqrt(Math.max(1, ...list));
  const step = WIDTH / list.length;
  let path = `M0 ${HEIGHT}`;
  list.forEach((count, i) => {
    const y = (HEIGHT * (1 - Math.sqrt(count) / most)).toFixed(1);
    path += `V${y}H${((i + 1) * step).toFixed(2)}`;
  });
  return `${path}V${HEIGHT}Z`;
}

function handle({ histogram, window, onChange }: ChartOptions, end: 'low' | 'high'): TemplateResult {
  const { low, high } = histogram;
  const span = high - low || 1;
  const share = Math.min(1, Math.max(0, (window[end] - low) / span));
  const set = (value: number): void => onChange(withEnd(window, end, value, span));
  const keyed = (event: KeyboardEvent): void => {
    const by = ({ ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 } as const)[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    set(window[end] + (by * span * (event.shiftKey ? 10 : 1)) / 256);
  };
  return html`<button
    class="handle"
    role="slider"
    aria-label=${end === 'low' ? 'Black at' : 'White at'}
    aria-valuemin=${low}
    aria-valuemax=${high}
    aria-valuenow=${window[end]}
    data-end=${end}
    .style=${`--at:${100 * share}%`}
    @keydown=${keyed}
    @pointerdown=${(event: PointerEvent) => grab(event, histogram, set)}
  ></button>`;
}

/** Black stays below white, by a thousandth of the range at least. */
function withEnd(
  window: { readonly low: number; readonly high: number },
  end: 'low' | 'high',
  value: number,
  span: number,
): { low: number; high: number } {
  const gap = span / 1000;
  return end === 'low'
    ? { low: Math.min(value, window.high - gap), high: window.high }
    : { low: window.low, high: Math.max(value, window.low + gap) };
}

function grab(event: PointerEvent, { low, high }: Histogram, set: (value: number) => void): void {
  const button = event.currentTarget as HTMLElement;
  const box = button.parentElement?.getBoundingClientRect();
  if (!box || event.button !== 0) return;
  button.setPointerCapture(event.pointerId);
  const ends = new AbortController();
  const follow = ({ clientX }: PointerEvent): void =>
    set(low + ((clientX - box.left) / box.width) * (high - low));
  button.addEventListener('pointermove', follow, ends);
  button.addEventListener('lostpointercapture', () => ends.abort(), ends);
}
