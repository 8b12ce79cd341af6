import { css, html, nothing, type TemplateResult } from 'lit';
import { toggleTag } from '../actions/facts';
import type { TagGroup } from '../../src/core/schema/labelSchema';
import type { State } from '../store';
import { checkbox, radioGroup } from './controls';
import { icon } from './icons';
import { keepControlKeys } from './keys';
import { PageElement } from './pageElement';
import { theme } from './theme';

/** Questions about the whole image, as the schema asks them. */
export class TagsPanel extends PageElement {
  static override styles = [
    theme,
    css`
      :host {
        display: block;
      }
      fieldset {
        margin: 0 0 6px;
        padding: 0;
        border: none;
        min-width: 0;
      }
      legend {
        display: flex;
        align-items: center;
        gap: 6px;
        width: 100%;
        padding: 0;
        min-height: 22px;
      }
      .missing {
        color: var(--vscode-editorWarning-foreground, var(--vscode-descriptionForeground));
        display: inline-flex;
        align-items: center;
        gap: 4px;
        font-size: 11px;
      }
      .missing svg {
        width: 13px;
        height: 13px;
      }
      /* They show their focus themselves. */
      vscode-radio:focus-visible,
      vscode-checkbox:focus-visible {
        outline: none;
      }
      .options {
        display: flex;
        flex-wrap: wrap;
        column-gap: 8px;
      }
      vscode-radio-group::part(positioning-region) {
        flex-wrap: wrap;
        column-gap: 8px;
        flex-direction: row;
      }
    `,
  ];

  protected override watch(state: State): readonly unknown[] {
    return [state.schema, state.doc.tags];
  }

  override render(): TemplateResult {
    return html`<div @keydown=${keepControlKeys}>
      ${this.state.schema.tags.map((group) => this.#group(group))}
    </div>`;
  }

  #group(group: TagGroup): TemplateResult {
    const { tags } = this.state.doc;
    const chosen = group.options.filter(({ name }) => tags.includes(name)).map(({ name }) => name);
    const missing = group.required && chosen.length === 0;
    return html`<fieldset title=${group.description ?? nothing}>
      <legend>
        <span class="cut">${group.name}</span>
        ${missing ? html`<span class="missing">${icon('warning')} required</span>` : nothing}
        <span class="grow"></span>
        ${this.#clear(group, chosen[0])}
      </legend>
      ${group.choice === 'single' ? this.#radios(group, chosen[0]) : this.#boxes(group, chosen)}
    </fieldset>`;
  }

  /** A radio cannot be taken back by clicking it. */
  #clear(group: TagGroup, chosen: string | undefined): TemplateResult | typeof nothing {
    if (group.choice !== 'single' || chosen === undefined || group.required) return nothing;
    const label = `Take back ${group.name}`;
    return html`<button
      class="icon-button"
      title=${label}
      aria-label=${label}
      @click=${() => toggleTag(this.page, group, chosen)}
    >
      ${icon('close')}
    </button>`;
  }

  #radios(group: TagGroup, value: string | undefined): TemplateResult {
    const { name, options } = group;
    return radioGroup({
      name,
      label: name,
      value,
      options,
      onChange: (tag) => toggleTag(this.page, group, tag),
    });
  }

  #boxes(group: TagGroup, chosen: readonly string[]): TemplateResult {
    return html`<div class="options">
      ${group.options.map(({ name, description }) =>
        checkbox({
          label: name,
          checked: chosen.includes(name),
          onChange: () => toggleTag(this.page, group, name),
          ...(description !== undefined && { title: description }),
        }),
      )}
    </div>`;
  }
}
