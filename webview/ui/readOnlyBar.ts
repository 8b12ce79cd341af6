import { css, html, nothing, type TemplateResult } from 'lit';
import type { HostCommand } from '../../src/protocol/actions';
import type { State } from '../store';
import { icon } from './icons';
import { keepControlKeys } from './keys';
import { PageElement } from './pageElement';
import { theme } from './theme';

const BUTTONS: readonly (readonly [command: HostCommand, title: string])[] = [
  ['relabel.compareWithWorkingTree', 'Compare with Working Tree'],
  ['relabel.restoreImage', 'Restore These Labels'],
  ['relabel.openWorkingCopy', 'Open Working Copy'],
];

/** Stands over the canvas while labels of another version are shown: says which, and what can be done with them. */
export class ReadOnlyBar extends PageElement {
  static override styles = [
    theme,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 14px;
        padding: 4px 10px;
        background: var(--vscode-inputValidation-infoBackground, var(--vscode-editorWidget-background));
        color: var(--vscode-inputValidation-infoForeground, var(--vscode-foreground));
        border-bottom: 1px solid
          var(--vscode-inputValidation-infoBorder, var(--vscode-contrastBorder, transparent));
      }
      .what {
        display: flex;
        align-items: center;
        gap: 8px;
        flex: 1 1 auto;
        min-width: 0;
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
      }
      svg {
        flex: none;
      }
      .link {
        padding: 2px 0;
        border: none;
        background: none;
        font: inherit;
        color: var(--vscode-textLink-foreground);
        cursor: pointer;
        white-space: nowrap;
      }
      .link:hover {
        text-decoration: underline;
      }
      .link:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: 2px;
      }
    `,
  ];

  protected override watch(state: State): readonly unknown[] {
    return [state.readOnly];
  }

  override render(): TemplateResult | typeof nothing {
    const { readOnly } = this.state;
    if (!readOnly) return nothing;
    return html`<div class="what" role="status">
        ${icon('lock')}
        <div>
          <strong>${readOnly.title}</strong> – read only
          ${readOnly.note === undefined ? nothing : html`<div class="quiet">${readOnly.note}</div>`}
        </div>
      </div>
      <div class="ways" @keydown=${keepControlKeys}>
        ${BUTTONS.map(
          ([command, title]) =>
            html`<button class="link" data-command=${command} @click=${() => this.page.host.run(command)}>
              ${title}
            </button>`,
        )}
      </div>`;
  }
}
