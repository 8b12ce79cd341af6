import { css, html, nothing, type TemplateResult } from 'lit';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { changeParts } from '../../../src/core/diff/changeWords';
import type { FactChange } from '../../../src/core/diff/factChanges';
import type { InstanceChange } from '../../../src/core/diff/docDiff';
import type { Json } from '../../../src/core/json/json';
import { classColor } from '../../../src/core/scene/colors';
import { kindOf } from '../../../src/core/shapes/index';
import { classTitle } from '../../classes';
import { form } from '../../ui/formStyles';
import { icon } from '../../ui/icons';
import { theme } from '../../ui/theme';
import { attempt, openEditor, restoreInstance } from '../commands';
import { currentRow, type DiffState } from '../diffState';
import { KIND_TEXTS } from '../diffKinds';
import { shortTitle } from '../summaryWords';
import { DiffElement } from './diffElement';
import { diffIcon } from './diffIcons';
import { badgeStyles, kindBadge } from './kindBadge';

/** One line: what it is about, how it was, how it is. */
type Line = readonly [name: string, before: TemplateResult | string, after: TemplateResult | string];

/** The current instance: both versions of everything that differs, and what can be done with it. */
export class ChangeDetails extends DiffElement {
  static override styles = [
    theme,
    form,
    badgeStyles,
    css`
      :host([hidden]) {
        display: none;
      }
      :host {
        display: block;
        padding: 8px 12px 12px;
        overflow: hidden auto;
        border-top: 1px solid
          var(--vscode-sideBarSectionHeader-border, var(--vscode-contrastBorder, transparent));
      }
      header {
        font-weight: 600;
        margin-bottom: 4px;
      }
      .id {
        font-family: var(--vscode-editor-font-family, monospace);
        font-weight: normal;
      }
      table {
        width: 100%;
        margin-top: 6px;
        border-collapse: collapse;
        table-layout: fixed;
      }
      th {
        font-weight: normal;
        text-align: start;
        color: var(--vscode-descriptionForeground);
      }
      th:first-child {
        width: 27%;
      }
      th,
      td {
        padding: 2px 8px 2px 0;
        vertical-align: top;
        overflow-wrap: anywhere;
      }
      thead th {
        font-size: 11px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      td .swatch {
        display: inline-block;
        margin-inline-end: 5px;
        vertical-align: -1px;
      }
      .buttons {
        gap: 6px;
        margin-top: 8px;
      }
      .chip svg {
        width: 14px;
        height: 14px;
      }
    `,
  ];

  protected override watch(state: DiffState): readonly unknown[] {
    return [currentRow(state), state.snapshot];
  }

  override render(): TemplateResult | typeof nothing {
    const row = currentRow(this.state);
    const { snapshot } = this.state;
    this.hidden = !row || !snapshot;
    if (!row || !snapshot) return nothing;
    const { change, kind } = row;
    const lines = this.#lines(change);
    return html`<header class="row">
        ${kindBadge(kind)}<span class="grow cut">${KIND_TEXTS[kind].title}</span
        ><span class="id quiet" title="Id of the instance">${change.id}</span>
      </header>
      ${change.before && change.after ? html`<div>${sentence(changeParts(change))}</div>` : nothing}
      ${
        lines.length === 0
          ? nothing
          : html`<table>
              <thead>
                <tr>
                  <th></th>
                  <th title=${snapshot.before.title}>${shortTitle(snapshot.before.title)}</th>
                  <th title=${snapshot.after.title}>${shortTitle(snapshot.after.title)}</th>
                </tr>
              </thead>
              <tbody>
                ${lines.map(
                  ([name, before, after]) =>
                    html`<tr>
                      <th scope="row">${name}</th>
                      <td>${before}</td>
                      <td>${after}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }
      <div class="buttons">
        ${snapshot.restorable.map(
          (side) =>
            html`<button
              class="chip"
              title="Make this instance in the working tree what it is in ${snapshot[side].title} (R)"
              @click=${() => attempt(this.page, () => restoreInstance(this.page, side))}
            >
              ${icon('undo')}Restore${snapshot.restorable.length > 1 ? ` from ${shortTitle(snapshot[side].title)}` : ''}
            </button>`,
        )}
        ${
          snapshot.canOpen
            ? html`<button class="chip" title="Open in the editor (O)" @click=${() => openEditor(this.page)}>
                ${diffIcon('edit')}Open in Editor
              </button>`
            : nothing
        }
      </div>`;
  }

  /** Class and place always, all else where it differs. */
  #lines(change: InstanceChange): readonly Line[] {
    const { before, after, facts } = change;
    return [
      ['Class', this.#class(before), this.#class(after)],
      ['Shape', shapeText(before), shapeText(after)],
      ...((before?.page ?? 0) === (after?.page ?? before?.page ?? 0)
        ? []
        : [['Page', String((before?.page ?? 0) + 1), String((after?.page ?? 0) + 1)] as const]),
      ...facts.map(factLine),
    ];
  }

  #class(annotation: Annotation | undefined): TemplateResult | string {
    const { snapshot } = this.state;
    if (!annotation || !snapshot) return '–';
    const color = classColor(snapshot.schema, annotation.label);
    return html`<span class="swatch" .style=${`--class-color:${color}`}></span
      >${classTitle(annotation.label)}`;
  }
}

function shapeText(annotation: Annotation | undefined): string {
  if (!annotation) return '–';
  const kind = kindOf(annotation.shape);
  const { x, y, width, height } = kind.bounds(annotation.shape);
  const size = width === 0 && height === 0 ? '' : `, ${short(width)} × ${short(height)}`;
  return `${kind.title} at ${short(x)}, ${short(y)}${size}`;
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function factLine({ name, from, to }: FactChange): Line {
  return [name, valueText(from), valueText(to)];
}

function valueText(value: Json | undefined): string {
  if (value === undefined) return '–';
  if (value === true) return 'yes';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function sentence(parts: readonly string[]): string {
  const text = parts.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
