import { css, html, nothing, type TemplateResult } from 'lit';
import { FLAGS, type Annotation } from '../../src/core/annotation/annotation';
import { hasOpenComments } from '../../src/core/annotation/openComments';
import { withGroups } from '../../src/core/edit/group';
import { classColor } from '../../src/core/scene/colors';
import { kindOf } from '../../src/core/shapes/index';
import { openPicker } from '../actions/classes';
import { deleteIds } from '../actions/edit';
import { toggleHidden, toggleLocked } from '../actions/marks';
import { acceptIds, rejectIds } from '../actions/proposals';
import { select, shown, toggleSelected } from '../actions/select';
import { reveal, zoomToAnnotations } from '../actions/view';
import { classTitle } from '../classes';
import type { State } from '../store';
import { isVisible } from '../visible';
import { form } from './formStyles';
import { icon } from './icons';
import { keyOf } from './keyHelp';
import { listStyles, ROW_PX } from './listStyles';
import { PageElement } from './pageElement';
import { theme } from './theme';
import { windowOf } from './virtualRows';

/**
 * The annotations as a list, for keyboard and screen reader as well: only the rows in sight exist, so that 50,000
 * stay quick. The arrow keys move the selection; the list keeps the focus (`aria-activedescendant`).
 */
export class AnnotationList extends PageElement {
  static override styles = [
    theme,
    form,
    listStyles,
    css`
      .rows {
        min-height: 48px;
      }
      .rows:focus .item[aria-selected='true'] .quiet {
        color: inherit;
      }
      .item .icon-button {
        display: none;
        color: inherit;
        width: 20px;
        height: 20px;
      }
      .item:hover .icon-button,
      .item[aria-selected='true'] .icon-button,
      .item .icon-button.on {
        display: inline-flex;
      }
      .item.unseen-row .name,
      .item.unseen-row .swatch {
        opacity: 0.6;
      }
      .item.heads {
        border-top: 1px solid
          var(--vscode-sideBarSectionHeader-border, var(--vscode-contrastBorder, currentcolor));
      }
      .state {
        font-size: 11px;
      }
      .group {
        flex: none;
        min-width: 14px;
        padding: 0 3px;
        border-radius: 3px;
        border: 1px solid currentcolor;
        font-size: 10px;
        line-height: 13px;
        text-align: center;
        opacity: 0.8;
      }
      .kind svg {
        width: 14px;
        height: 14px;
        opacity: 0.75;
      }
    `,
  ];

  #top = 0;
  #height = 0;
  #anchor: string | undefined;
  readonly #sizes = new ResizeObserver(() => this.#measure());

  protected override watch(state: State): readonly unknown[] {
    const { doc, schema, threshold, hiddenClasses, selection, hovered, ready, keys, listFocus } = state;
    return [
      ...[doc.annotations, schema, threshold, hiddenClasses, selection, hovered, ready, keys, listFocus],
      ...[state.hiddenIds, state.pages?.index, state.listQuery, state.listSort],
    ];
  }

  protected override changed(state: State, before: State): void {
    if (state.selection !== before.selection) void this.updateComplete.then(() => this.#follow());
    if (state.listFocus !== before.listFocus) void this.updateComplete.then(() => this.#rows?.focus());
  }

  override firstUpdated(): void {
    if (this.#rows) this.#sizes.observe(this.#rows);
    if (this.state.listFocus > 0) this.#rows?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  get #rows(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.rows');
  }

  #measure(): void {
    const rows = this.#rows;
    if (!rows || (rows.scrollTop === this.#top && rows.clientHeight === this.#height)) return;
    this.#top = rows.scrollTop;
    this.#height = rows.clientHeight;
    this.requestUpdate();
  }

  /** Scrolls to the one selected row. */
  #follow(): void {
    const rows = this.#rows;
    const index = this.#cursor(shown(this.state));
    if (!rows || index < 0) return;
    const top = index * ROW_PX;
    if (top < rows.scrollTop) rows.scrollTop = top;
    else if (top + ROW_PX > rows.scrollTop + rows.clientHeight)
      rows.scrollTop = top + ROW_PX - rows.clientHeight;
    this.#measure();
  }

  /** The row the keyboard is at: the last selected one. */
  #cursor(list: readonly Annotation[]): number {
    const last = [...this.state.selection].at(-1);
    return last === undefined ? -1 : list.findIndex(({ id }) => id === last);
  }

  override render(): TemplateResult {
    const list = shown(this.state);
    const { first, count } = windowOf(this.#top, this.#height, ROW_PX, list.length);
    const cursor = this.#cursor(list);
    const active = cursor >= first && cursor < first + count ? `row-${cursor}` : nothing;
    return html`<rl-list-query .page=${this.page}></rl-list-query>
      <div
        class="rows"
        role="listbox"
        aria-label="Annotations"
        aria-multiselectable="true"
        aria-activedescendant=${active}
        tabindex="0"
        @scroll=${() => this.#measure()}
        @keydown=${(event: KeyboardEvent) => this.#key(event, list)}
        @mouseleave=${() => this.page.store.set({ hovered: undefined })}
      >
        ${
          list.length === 0
            ? this.#empty()
            : html`<div class="all" role="presentation" .style=${`--height:${list.length * ROW_PX}px`}>
                ${list.slice(first, first + count).map((annotation, i) => this.#row(annotation, first + i, list))}
              </div>`
        }
      </div>`;
  }

  #row(annotation: Annotation, index: number, list: readonly Annotation[]): TemplateResult {
    const { schema, selection, hovered } = this.state;
    const { id, label, shape, score, proposed, group, text } = annotation;
    const kind = kindOf(shape).title;
    const percent = score === undefined ? '' : score.toFixed(2);
    const isSeen = isVisible(annotation, this.state);
    const marks = marksOf(annotation);
    const heads = this.state.listSort === 'group' && group !== list[index - 1]?.group;
    return html`<div
      id="row-${index}"
      class="line item row ${hovered === id ? 'hovered' : ''} ${isSeen ? '' : 'unseen-row'} ${heads && index > 0 ? 'heads' : ''}"
      role="option"
      aria-selected=${selection.has(id)}
      aria-setsize=${list.length}
      aria-posinset=${index + 1}
      aria-label=${spokenRow(annotation, kind, percent, isSeen)}
      data-id=${id}
      .style=${`--top:${index * ROW_PX}px`}
      @mousedown=${(event: MouseEvent) => this.#press(event, index, list)}
      @dblclick=${() => zoomToAnnotations(this.page, [id])}
      @mouseenter=${() => this.page.store.set({ hovered: id })}
    >
      <span
        class="swatch ${proposed ? 'proposed' : ''}"
        .style=${`--class-color:${classColor(schema, label)}`}
      ></span>
      <span class="name grow cut ${label === '' ? 'quiet' : ''}"
        >${classTitle(label)}${text === undefined ? nothing : html` <span class="quiet">“${text}”</span>`}</span
      >
      ${remarkIcons(annotation)}
      ${marks === '' ? nothing : html`<span class="quiet state" title=${marks}>${short(marks)}</span>`}
      ${group === undefined ? nothing : html`<span class="group number" title="Group ${group}">${heads ? `group ${group}` : group}</span>`}
      ${proposed ? this.#judge(id) : nothing} ${this.#eye(id, isSeen)} ${this.#lock(annotation)}
      ${percent ? html`<span class="quiet number">${percent}</span>` : nothing}
      <span class="kind" title=${kind}>${icon(shape.kind)}</span>
    </div>`;
  }

  #eye(id: string, isSeen: boolean): TemplateResult {
    const title = isSeen ? 'Hide in this view' : 'Show';
    return html`<button
      class="icon-button ${isSeen ? '' : 'on'}"
      tabindex="-1"
      title=${title}
      aria-label=${title}
      @mousedown=${stop}
      @dblclick=${stop}
      @click=${() => toggleHidden(this.page, [id])}
    >
      ${icon(isSeen ? 'eye' : 'eyeClosed')}
    </button>`;
  }

  #lock({ id, locked }: Annotation): TemplateResult {
    const title = locked ? 'Unlock' : 'Lock';
    return html`<button
      class="icon-button ${locked ? 'on' : ''}"
      tabindex="-1"
      title=${title}
      aria-label=${title}
      @mousedown=${stop}
      @dblclick=${stop}
      @click=${() => toggleLocked(this.page, [id])}
    >
      ${icon(locked ? 'lock' : 'unlock')}
    </button>`;
  }

  #judge(id: string): TemplateResult {
    return html`<button
        class="icon-button"
        tabindex="-1"
        title="Accept"
        @mousedown=${stop}
        @click=${() => acceptIds(this.page, [id])}
      >
        ${icon('check')}</button
      ><button
        class="icon-button"
        tabindex="-1"
        title="Reject"
        @mousedown=${stop}
        @click=${() => rejectIds(this.page, [id])}
      >
        ${icon('close')}
      </button>`;
  }

  #empty(): TemplateResult | typeof nothing {
    const { ready, doc, keys } = this.state;
    if (!ready) return nothing;
    if (doc.annotations.length > 0 && this.state.listQuery !== '')
      return html`<div class="empty quiet"><p>Nothing here matches “${this.state.listQuery}”.</p></div>`;
    if (doc.annotations.length > 0 && this.state.pages)
      return html`<div class="empty quiet"><p>Nothing is labelled on this page, or it is hidden.</p></div>`;
    if (doc.annotations.length > 0)
      return html`<div class="empty quiet">
        <p>
          ${doc.annotations.length === 1 ? 'The one annotation is' : `All ${doc.annotations.length} annotations are`}
          hidden: by the classes switched off above, or by the score.
        </p>
      </div>`;
    return html`<div class="empty quiet">
      <p>No labels yet.</p>
      <p>
        Press <kbd>${keyOf(keys, 'tool.box') ?? 'B'}</kbd> to draw a box,
        <kbd>${keyOf(keys, 'tool.polygon') ?? 'P'}</kbd> for a polygon,
        <kbd>${keyOf(keys, 'relabel.detect') ?? 'D'}</kbd> to detect.
      </p>
    </div>`;
  }

  #press(event: MouseEvent, index: number, list: readonly Annotation[]): void {
    const id = list[index]?.id;
    if (event.button !== 0 || id === undefined) return;
    if (event.shiftKey) return this.#extend(index, list);
    this.#anchor = id;
    if (event.ctrlKey || event.metaKey) return toggleSelected(this.page, id);
    select(this.page, event.altKey || this.state.linking ? [id] : this.#withGroup(id));
    reveal(this.page, [id]);
  }

  /** With the others of its group, itself last: the keyboard goes on from there. Alt takes it alone. */
  #withGroup(id: string): readonly string[] {
    const others = [...withGroups(this.state.doc, [id])].filter((other) => other !== id);
    return [...others, id];
  }

  /** Selects from where the range began; the row at its end comes last, as the keyboard goes on from there. */
  #extend(index: number, list: readonly Annotation[]): void {
    const anchor = list.findIndex(({ id }) => id === this.#anchor);
    const from = anchor < 0 ? index : anchor;
    const range = list.slice(Math.min(from, index), Math.max(from, index) + 1).map(({ id }) => id);
    select(this.page, index < from ? range.reverse() : range);
  }

  #key(event: KeyboardEvent, list: readonly Annotation[]): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const cursor = this.#cursor(list);
    const page = Math.max(1, Math.floor(this.#height / ROW_PX) - 1);
    const moves: Record<string, number> = {
      ArrowDown: cursor + 1,
      ArrowUp: cursor < 0 ? list.length - 1 : cursor - 1,
      PageDown: cursor + page,
      PageUp: cursor - page,
      Home: 0,
      End: list.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) this.#moveTo(Math.min(list.length - 1, Math.max(0, to)), event.shiftKey, list);
    else if (event.key === 'Enter' && this.state.selection.size > 0)
      zoomToAnnotations(this.page, this.state.selection);
    else if (event.key === 'F2' && this.state.selection.size > 0) openPicker(this.page);
    else if (event.key === 'Delete' || event.key === 'Backspace') this.#delete(cursor, list);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #moveTo(index: number, extend: boolean, list: readonly Annotation[]): void {
    const id = list[index]?.id;
    if (id === undefined) return;
    if (extend) return this.#extend(index, list);
    this.#anchor = id;
    select(this.page, [id]);
    reveal(this.page, [id]);
  }

  /** The row that takes the deleted ones' place is selected, so that one can go on. */
  #delete(cursor: number, list: readonly Annotation[]): void {
    const { selection } = this.state;
    const next = list.slice(cursor + 1).find(({ id }) => !selection.has(id));
    const previous = list.slice(0, Math.max(0, cursor)).findLast(({ id }) => !selection.has(id));
    deleteIds(this.page, selection);
    const id = (next ?? previous)?.id;
    if (id !== undefined) select(this.page, [id]);
  }
}

/** What waits for somebody: a conflict, open comments, a return by the reviewer. */
function remarkIcons(annotation: Annotation): readonly TemplateResult[] {
  const icons = [
    annotation.conflict && (['warning', 'in conflict'] as const),
    hasOpenComments(annotation) && (['comment', 'open comments'] as const),
    annotation.review?.verdict === 'returned' && (['undo', 'returned by the reviewer'] as const),
  ];
  return icons.flatMap((each) =>
    each ? [html`<span class="kind" title=${each[1]}>${icon(each[0])}</span>`] : [],
  );
}

function stop(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}

/** The flags of an annotation, in words. */
function marksOf(annotation: Annotation): string {
  return FLAGS.filter((flag) => annotation[flag]).join(', ');
}

/** One letter for each flag. */
function short(marks: string): string {
  return marks
    .split(', ')
    .map((mark) => mark.charAt(0).toUpperCase())
    .join('');
}

/** What a screen reader says of a row. */
function spokenRow(annotation: Annotation, kind: string, score: string, isSeen: boolean): string {
  const { label, proposed, locked, group, text } = annotation;
  const parts = [
    classTitle(label),
    kind,
    proposed ? 'proposal' : '',
    score && `score ${score}`,
    text === undefined ? '' : `text ${text}`,
    marksOf(annotation),
    group === undefined ? '' : `group ${group}`,
    annotation.conflict ? 'in conflict' : '',
    hasOpenComments(annotation) ? 'open comments' : '',
    annotation.review?.verdict === 'returned' ? 'returned' : '',
    locked ? 'locked' : '',
    isSeen ? '' : 'hidden',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
