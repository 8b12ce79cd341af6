/**
 * The one place that knows @vscode/webview-ui-toolkit (its maintainers ended it with 1.4.0; it works, and can be
 * changed here for another). Only what is used is registered, so that only that is bundled.
 */
import './cspNonce';
import { endLateLoad } from './lateLoad';
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeProgressRing,
  vsCodeRadio,
  vsCodeRadioGroup,
} from '@vscode/webview-ui-toolkit';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

endLateLoad();

/** Makes the toolkit's elements known to the page. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeProgressRing(),
    vsCodeRadio(),
    vsCodeRadioGroup(),
  );
}

export interface ButtonOptions {
  readonly label: string;
  readonly onClick: () => void;
  readonly secondary?: boolean;
  readonly disabled?: boolean;
  readonly title?: string;
  readonly icon?: TemplateResult;
}

export function button(options: ButtonOptions): TemplateResult {
  return html`<vscode-button
    appearance=${options.secondary ? 'secondary' : 'primary'}
    ?disabled=${options.disabled ?? false}
    title=${options.title ?? nothing}
    @click=${options.onClick}
    >${options.label}${options.icon ? html`<span slot="start">${options.icon}</span>` : nothing}</vscode-button
  >`;
}

export interface CheckboxOptions {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: () => void;
  readonly title?: string;
}

/** The toolkit says `change` also when code sets `checked`; only a difference to what was asked for is the user's. */
export function checkbox({ label, checked, onChange, title }: CheckboxOptions): TemplateResult {
  const changed = (event: Event): void => {
    if ((event.currentTarget as HTMLInputElement).checked !== checked) onChange();
  };
  return html`<vscode-checkbox @change=${changed} .checked=${live(checked)} title=${title ?? nothing}
    >${label}</vscode-checkbox
  >`;
}

export interface RadioOptions {
  /** Unique on the page. */
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly name: string; readonly description?: string }[];
  readonly onChange: (value: string) => void;
}

export function radioGroup({ name, label, value, options, onChange }: RadioOptions): TemplateResult {
  const changed = (event: Event): void => {
    const chosen = (event.currentTarget as HTMLInputElement).value;
    if (chosen !== '' && chosen !== (value ?? '')) onChange(chosen);
  };
  return html`<vscode-radio-group
    name=${name}
    orientation="vertical"
    aria-label=${label}
    @change=${changed}
    .value=${live(value ?? '')}
  >
    ${options.map(
      (option) =>
        html`<vscode-radio value=${option.name} title=${option.description ?? nothing}
          >${option.name}</vscode-radio
        >`,
    )}
  </vscode-radio-group>`;
}

export function progressRing(): TemplateResult {
  return html`<vscode-progress-ring></vscode-progress-ring>`;
}
