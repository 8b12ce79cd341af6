import { css } from 'lit';

/** Sliders, filled up to `--at`, where the thumb stands. */
export const sliders = css`
  input[type='range'] {
    --on: var(--vscode-progressBar-background, var(--vscode-focusBorder));
    --off: var(--vscode-input-border, var(--vscode-contrastBorder, gray));
    width: 100%;
    min-width: 0;
    height: 18px;
    margin: 0;
    appearance: none;
    background: none;
    cursor: pointer;
  }
  input[type='range']::-webkit-slider-runnable-track {
    height: 4px;
    border-radius: 2px;
    background: linear-gradient(var(--direction, to right), var(--on) var(--at), var(--off) var(--at));
  }
  input[type='range']::-webkit-slider-thumb {
    appearance: none;
    width: 12px;
    height: 12px;
    margin-top: -4px;
    border-radius: 50%;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    background: var(--vscode-foreground);
  }
`;

/** Fields, small buttons and lists of them, for panels where something is set. */
export const form = css`
  .field {
    display: grid;
    grid-template-columns: minmax(64px, 34%) minmax(0, 1fr);
    align-items: center;
    gap: 8px;
    min-height: 26px;
  }
  .field > .name {
    color: var(--vscode-descriptionForeground);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(104px, 1fr));
    gap: 4px 8px;
  }
  .pair label {
    display: grid;
    grid-template-columns: minmax(0, max-content) minmax(44px, 1fr);
    align-items: center;
    gap: 6px;
    white-space: nowrap;
  }
  input:not([type='checkbox'], [type='range']),
  select,
  textarea {
    box-sizing: border-box;
    width: 100%;
    min-width: 0;
    height: 22px;
    padding: 0 6px;
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
    border-radius: 3px;
    background: var(--vscode-input-background);
    color: var(--vscode-input-foreground);
    font: inherit;
  }
  select {
    padding: 0 2px;
    border-color: var(--vscode-dropdown-border, var(--vscode-contrastBorder, transparent));
    background: var(--vscode-dropdown-background, var(--vscode-input-background));
    color: var(--vscode-dropdown-foreground, var(--vscode-input-foreground));
  }
  textarea {
    height: auto;
    padding: 2px 6px;
    resize: vertical;
    field-sizing: content;
    min-height: 24px;
    max-height: 140px;
  }
  input::placeholder,
  textarea::placeholder {
    color: var(--vscode-input-placeholderForeground, var(--vscode-descriptionForeground));
  }
  input:focus,
  select:focus,
  textarea:focus {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  input[type='checkbox'] {
    appearance: none;
    flex: none;
    display: grid;
    place-content: center;
    width: 16px;
    height: 16px;
    margin: 0;
    border: 1px solid
      var(--vscode-checkbox-border, var(--vscode-contrastBorder, var(--vscode-descriptionForeground)));
    border-radius: 3px;
    background: var(--vscode-checkbox-background, var(--vscode-input-background));
    color: var(--vscode-checkbox-foreground, var(--vscode-foreground));
    cursor: pointer;
  }
  input[type='checkbox']::before {
    content: '';
    width: 10px;
    height: 10px;
    background: currentcolor;
    clip-path: polygon(12% 45%, 0 60%, 40% 95%, 100% 18%, 86% 6%, 38% 68%);
    transform: scale(0);
  }
  input[type='checkbox']:checked::before {
    transform: none;
  }
  input[type='checkbox']:indeterminate::before {
    clip-path: inset(4px 0);
    transform: none;
  }
  input:disabled,
  select:disabled,
  textarea:disabled {
    opacity: 0.6;
  }
  .wrong {
    outline: 1px solid var(--vscode-inputValidation-warningBorder, var(--vscode-focusBorder));
    outline-offset: -1px;
  }
  .checks {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
  }
  .check {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-height: 22px;
    white-space: nowrap;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    height: 22px;
    padding: 0 8px;
    border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
    border-radius: 4px;
    background: var(--vscode-button-secondaryBackground);
    color: var(--vscode-button-secondaryForeground);
    font: inherit;
    cursor: pointer;
    white-space: nowrap;
  }
  .chip:hover {
    background: var(--vscode-button-secondaryHoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
  }
  .chip:disabled {
    opacity: 0.5;
    cursor: default;
  }
  .segments {
    display: inline-flex;
    max-width: 100%;
    border: 1px solid
      var(--vscode-input-border, var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)));
    border-radius: 4px;
    overflow: hidden;
  }
  .segments button {
    min-width: 0;
    height: 22px;
    padding: 0 6px;
    border: none;
    background: none;
    color: inherit;
    font: inherit;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    cursor: pointer;
  }
  .segments button:hover {
    background: var(--vscode-toolbar-hoverBackground);
  }
  .segments button[aria-checked='true'] {
    background: var(--vscode-inputOption-activeBackground);
    color: var(--vscode-inputOption-activeForeground, inherit);
    outline: 1px solid var(--vscode-inputOption-activeBorder, transparent);
    outline-offset: -1px;
  }
  .icon-button[aria-pressed='true'] {
    background: var(--vscode-inputOption-activeBackground);
    color: var(--vscode-inputOption-activeForeground, inherit);
    outline: 1px solid var(--vscode-inputOption-activeBorder, transparent);
    outline-offset: -1px;
  }
  h3 {
    margin: 10px 0 4px;
    font-size: 11px;
    font-weight: 600;
    color: var(--vscode-descriptionForeground);
  }
`;
