import { css } from 'lit';

/** Height of a row, CSS pixels. */
export const ROW_PX = 24;

/** A list that draws the rows in sight only: `.rows` scrolls, `.all` is as high as all rows, a `.line` is one of them. */
export const listStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  .rows {
    position: relative;
    flex: 1 1 auto;
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
  .item {
    cursor: pointer;
  }
  .item:hover,
  .item.hovered {
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
  .empty {
    padding: 4px 12px;
    line-height: 1.6;
  }
  .empty p {
    margin: 0 0 6px;
  }
`;
