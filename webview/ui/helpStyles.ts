import { css } from 'lit';

/** A cheat sheet: a heading that stays, and columns of keys and what they do. */
export const helpStyles = css`
  .floating {
    display: flex;
    flex-direction: column;
    width: 100%;
  }
  header {
    padding: 8px 8px 8px 16px;
    border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
  }
  h2 {
    margin: 0;
    font-size: 14px;
    font-weight: 600;
  }
  .scroller {
    overflow: hidden auto;
    padding: 12px 16px 0;
  }
  .columns {
    columns: 250px auto;
    column-gap: 32px;
  }
  section {
    break-inside: avoid;
    margin-bottom: 14px;
  }
  h3 {
    margin: 0 0 4px;
    font-size: 11px;
    font-weight: 600;
    text-transform: uppercase;
    letter-spacing: 0.04em;
    color: var(--vscode-descriptionForeground);
  }
  dl {
    margin: 0;
  }
  dl div {
    display: flex;
    gap: 12px;
    justify-content: space-between;
    padding: 2px 0;
    align-items: baseline;
  }
  dt {
    text-align: end;
    order: 2;
  }
  dd {
    margin: 0;
  }
`;
