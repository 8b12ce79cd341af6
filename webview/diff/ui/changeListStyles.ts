import { css } from 'lit';

/** What the list of changes has beside `listStyles`: filters above, heads between, numbers at the end of a row. */
export const changeListStyles = css`
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
    min-height: 72px;
  }
  .head {
    font-weight: 600;
    font-size: 12px;
  }
  .item {
    padding-left: 24px;
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
`;
