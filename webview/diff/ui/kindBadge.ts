import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { KIND_TEXTS, type DiffKind } from '../diffKinds';
import { KIND_LOOKS } from '../diffLooks';

/** A sample of how a kind of change is drawn: colour and pattern of its outline, and its character. */
export function kindBadge(kind: DiffKind): TemplateResult {
  const { color, dash, hatch } = KIND_LOOKS[kind];
  const { glyph, title } = KIND_TEXTS[kind];
  return html`<svg class="badge" viewBox="0 0 24 16" role="img" aria-label=${title}>
    ${svg`<rect width="24" height="16" rx="3" fill="#17181b" stroke="none" />
    ${hatch === undefined ? nothing : hatchLines(color)}
    <rect x="2" y="2" width="20" height="12" rx="1.5" fill="none" stroke=${color} stroke-width="1.6"
      stroke-dasharray=${dash ? dash.join(' ') : 'none'} stroke-linecap="butt" />
    <text x="12" y="11.8" text-anchor="middle" fill=${color} stroke="#17181b" stroke-width="2.5"
      paint-order="stroke" font-size="10.5" font-weight="700">${glyph}</text>`}
  </svg>`;
}

function hatchLines(color: string): TemplateResult {
  return svg`<path d="M3 13 9 3M8 13l6-10M13 13l6-10" fill="none" stroke=${color} stroke-width=".8" stroke-opacity=".6" />`;
}

export const badgeStyles = css`
  svg.badge {
    flex: none;
    width: 24px;
    height: 16px;
    border-radius: 3px;
    outline: 1px solid var(--vscode-contrastBorder, transparent);
  }
`;
