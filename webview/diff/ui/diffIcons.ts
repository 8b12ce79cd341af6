import { html, svg, type TemplateResult } from 'lit';

/** Icons of the diff alone, on a 16x16 grid, in strokes of the text's colour. */
const paths = {
  overlay: svg`<path d="M2.5 2.500h7.500v7.500H2.500z" stroke-dasharray="2 1.6"/><path d="M6 6h7.500v7.500H6z"/>`,
  swipe: svg`<path d="M2.5 3.500h11v9h-11z"/><path d="M8 1.800v12.4" stroke-width="1.6"/><path d="M6.3 8H4.200m1-1-1 1 1 1M9.7 8h2.100m-1-1 1 1-1 1"/>`,
  onion: svg`<circle cx="6.2" cy="8" r="4.2"/><circle cx="9.8" cy="8" r="4.2" stroke-opacity=".55"/>`,
  flicker: svg`<path d="M2.5 3.500h11v9h-11z"/><path d="M9 4.8 6.3 8.600h3.400L7 11.3"/>`,
  side: svg`<path d="M2.5 3.500h5v9h-5zM8.5 3.500h5v9h-5z"/>`,
  pin: svg`<path d="M6 2.500h4l-.5 4 2 2.200v.8h-7v-.8l2-2.200zM8 9.500v4"/>`,
  edit: svg`<path d="m10.7 2.8 2.5 2.5-7.4 7.4-3.1.6.6-3.100zM9.3 4.200l2.5 2.5"/>`,
  play: svg`<path d="M5 3.2 12.5 8 5 12.800z" fill="currentColor"/>`,
  pause: svg`<path d="M5 3.500v9M11 3.500v9" stroke-width="2.4"/>`,
  stop: svg`<path d="M4 4h8v8H4z" fill="currentColor"/>`,
  text: svg`<path d="M4 2.500h5.500L12.5 5.500v8H4zM6 7h4.500M6 9.200h4.500M6 11.400h3"/>`,
} as const;

export type DiffIconName = keyof typeof paths;

export function diffIcon(name: DiffIconName): TemplateResult {
  return html`<svg viewBox="0 0 16 16" aria-hidden="true">${paths[name]}</svg>`;
}
