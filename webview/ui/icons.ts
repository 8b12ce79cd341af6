import { svg, html, type TemplateResult } from 'lit';

/** Icons on a 16x16 grid, drawn in strokes of the text's colour. */
const paths = {
  select: svg`<path d="M3.5 2v10.2l2.7-2.5 1.9 4.1 1.7-.8-1.9-4 3.6-.2z"/>`,
  box: svg`<path d="M3.5 3.5h9v9h-9z"/><path d="M2.5 2.5h2v2h-2zM11.5 2.5h2v2h-2zM2.5 11.5h2v2h-2zM11.5 11.5h2v2h-2z" fill="currentColor" stroke="none"/>`,
  polygon: svg`<path d="M8 2.5 13.5 7l-2.2 6.5H4.7L2.5 7z"/><circle cx="8" cy="2.5" r="1.2" fill="currentColor" stroke="none"/><circle cx="13.5" cy="7" r="1.2" fill="currentColor" stroke="none"/><circle cx="11.3" cy="13.5" r="1.2" fill="currentColor" stroke="none"/><circle cx="4.7" cy="13.5" r="1.2" fill="currentColor" stroke="none"/><circle cx="2.5" cy="7" r="1.2" fill="currentColor" stroke="none"/>`,
  pan: svg`<path d="M5.2 8.6V4.1a1 1 0 0 1 2 0V3a1 1 0 0 1 2 0v1a1 1 0 0 1 2 0v1.3a.9.9 0 0 1 1.8 0v4.2c0 2.7-1.6 4.5-4 4.5-2 0-2.9-.8-3.9-2.5L3 8.6c-.5-.9.7-1.7 1.4-.9z"/><path d="M7.2 4.1v3.4M9.2 4v3.5M11.2 5.3v2.2"/>`,
  fit: svg`<path d="M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3"/><path d="M5.5 6h5v4h-5z"/>`,
  actual: svg`<path d="M3 5.5 4.5 4.5v7M11 5.5l1.5-1v7"/><path d="M8 6.3v.1M8 9.6v.1" stroke-width="1.8"/>`,
  zoomIn: svg`<circle cx="7" cy="7" r="4.3"/><path d="m10.2 10.2 3.3 3.3M5 7h4M7 5v4"/>`,
  zoomOut: svg`<circle cx="7" cy="7" r="4.3"/><path d="m10.2 10.2 3.3 3.3M5 7h4"/>`,
  labels: svg`<path d="M2.5 7.9V3.2a.7.7 0 0 1 .7-.7h4.7l5.6 5.6-5.4 5.4z"/><circle cx="5.4" cy="5.4" r=".8" fill="currentColor" stroke="none"/>`,
  detect: svg`<path d="M8 5.2 8.8 7.2 10.8 8 8.8 8.8 8 10.8 7.2 8.8 5.2 8l2-.8z" fill="currentColor"/><path d="M2.5 5v-2.5h2.5M11 2.5h2.5V5M13.5 11v2.5H11M5 13.5H2.5V11"/>`,
  help: svg`<circle cx="8" cy="8" r="5.8"/><path d="M6.3 6.4c0-2.1 3.4-2.1 3.4 0 0 1.3-1.7 1.4-1.7 2.7M8 11.2v.1" stroke-width="1.3"/>`,
  eye: svg`<path d="M1.8 8s2.2-4 6.2-4 6.2 4 6.2 4-2.2 4-6.2 4-6.2-4-6.2-4z"/><circle cx="8" cy="8" r="1.8"/>`,
  eyeClosed: svg`<path d="M2 7s2 3 6 3 6-3 6-3M4 9.2l-1 1.6M8 10v2M12 9.2l1 1.6"/>`,
  check: svg`<path d="m3 8.5 3.2 3.2L13 4.8"/>`,
  close: svg`<path d="m4 4 8 8M12 4l-8 8"/>`,
  left: svg`<path d="M10 3 5 8l5 5"/>`,
  right: svg`<path d="m6 3 5 5-5 5"/>`,
  down: svg`<path d="m3 6 5 5 5-5"/>`,
  panel: svg`<path d="M2.5 3.5h11v9h-11zM10 3.5v9"/>`,
  warning: svg`<path d="M8 2.5 14 13H2zM8 6.5v3M8 11.3v.1"/>`,
  error: svg`<circle cx="8" cy="8" r="5.8"/><path d="m5.8 5.8 4.4 4.4M10.2 5.8l-4.4 4.4"/>`,
  info: svg`<circle cx="8" cy="8" r="5.8"/><path d="M8 7.3v3.6M8 5.1v.1" stroke-width="1.4"/>`,
  picture: svg`<path d="M2.5 3.5h11v9h-11z"/><path d="m2.5 10.5 3-3 3 3 2-1.7 3 2.4M10.5 6.2v.1"/>`,
  clear: svg`<path d="M3.5 4.5h9M6 4.5v-1h4v1M4.5 4.5l.6 8h5.8l.6-8M6.9 7v3.5M9.1 7v3.5"/>`,
  search: svg`<circle cx="7" cy="7" r="4.3"/><path d="m10.2 10.2 3.3 3.3"/>`,
} as const;

export type IconName = keyof typeof paths;

export function icon(name: IconName): TemplateResult {
  return html`<svg viewBox="0 0 16 16" aria-hidden="true">${paths[name]}</svg>`;
}
