import { css } from 'lit';

/** CSS pixels. */
export const ROW_PX = 24;

export const listStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  .filters {
    flex: none;
    padding: 8px 8px 6px 12px;
    display: flex;
    flex-direction: column;
    gap: 6px;
  }
  .kinds {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .kind {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    height: 24px;
    padding: 0 7px 0 4px;
    border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
    border-radius: 4px;
    background: var(--vscode-button-secondaryBackground);
    color: var(--vscode-button-secondaryForeground);
    font: inherit;
    cursor: pointer;
    white-space: nowrap;
  }
  .kind .quiet {
    color: inherit;
  }
  .kind:hover {
    background: var(--vscode-button-secondaryHoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
  }
  .kind[aria-pressed='false'] {
    background: none;
    border-style: dashed;
    border-color: var(--vscode-descriptionForeground);
    color: var(--vscode-descriptionForeground);
    text-decoration: line-through;
  }
  .kind[aria-pressed='false'] svg {
    opacity: 0.45;
  }
  .narrow {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(84px, 34%);
    gap: 4px;
  }
  .rows {
    position: relative;
    flex: 1 1 auto;
    min-height: 72px;
    overflow: hidden auto;
  }
  .rows:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .all {
    position: relative;
    height: var(--height);
  }
  .line {
    position: absolute;
    inset: 0 0 auto;
    transform: translateY(var(--top));
    height: ${ROW_PX}px;
    padding: 0 8px 0 12px;
    user-select: none;
  }
  .head {
    font-weight: 600;
    font-size: 12px;
  }
  .item {
    padding-left: 24px;
    cursor: pointer;
  }
  .item:hover {
    background: var(--vscode-list-hoverBackground);
    color: var(--vscode-list-hoverForeground, inherit);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .item[aria-selected='true'] {
    background: var(--vscode-list-inactiveSelectionBackground);
    color: var(--vscode-list-inactiveSelectionForeground, inherit);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .rows:focus .item[aria-selected='true'] {
    background: var(--vscode-list-activeSelectionBackground);
    color: var(--vscode-list-activeSelectionForeground, inherit);
  }
  .item[aria-selected='true'] .quiet {
    color: inherit;
  }
  .names {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    flex: 0 1 auto;
    min-width: 40%;
  }
  .what {
    flex: 1 1 0;
    text-align: end;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  .empty {
    padding: 4px 12px;
    line-height: 1.6;
  }
  .empty p {
    margin: 0 0 6px;
  }
`;
