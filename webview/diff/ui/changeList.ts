import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { changeParts } from '../../../src/core/diff/changeWords';
import { factWords } from '../../../src/core/diff/factWords';
import { classColor } from '../../../src/core/scene/colors';
import { classTitle } from '../../classes';
import { form } from '../../ui/formStyles';
import { keepTypedKeys } from '../../ui/keys';
import { theme } from '../../ui/theme';
import { windowOf } from '../../ui/virtualRows';
import { classesIn, kindCounts, type ChangeRow } from '../changeRows';
import { goTo, reveal, select } from '../commands';
import { DIFF_KINDS, KIND_TEXTS, type DiffKind } from '../diffKinds';
import { canCompare, type DiffState } from '../diffState';
import { memo } from '../memo';
import { instances } from '../summaryWords';
import { DiffElement } from './diffElement';
import { badgeStyles, kindBadge } from './kindBadge';
import { listStyles, ROW_PX } from '../../ui/listStyles';
import { changeListStyles } from './changeListStyles';

/** A line of the list: the head of a kind, or an instance. */
type Line = { readonly head: DiffKind; readonly count: number } | { readonly row: ChangeRow };

/** The changed instances by kind, with what narrows them; only the rows in sight exist. */
export class ChangeList extends DiffElement {
  static override styles = [theme, form, badgeStyles, listStyles, changeListStyles];

  #top = 0;
  #height = 0;
  readonly #sizes = new ResizeObserver(() => this.#resized());
  readonly #lines = memo(linesOf);
  readonly #counts = memo(kindCounts);
  readonly #classes = memo(classesIn);

  protected override watch(state: DiffState): readonly unknown[] {
    const { rows, shown, current, kindsOff, label, query, snapshot } = state;
    return [rows, shown, current, kindsOff, label, query, snapshot?.schema];
  }

  protected override changed(state: DiffState, before: DiffState): void {
    if (state.current !== before.current) void this.updateComplete.then(() => this.#follow());
  }

  override firstUpdated(): void {
    if (this.#rows) this.#sizes.observe(this.#rows);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  /** Lets one type what the list is narrowed to. */
  focusSearch(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input[type=search]')?.focus();
  }

  get #rows(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.rows');
  }

  /** The details came or grew: the current row goes on being seen. */
  #resized(): void {
    this.#follow();
    this.#measure();
  }

  #measure(): void {
    const rows = this.#rows;
    if (!rows || (rows.scrollTop === this.#top && rows.clientHeight === this.#height)) return;
    this.#top = rows.scrollTop;
    this.#height = rows.clientHeight;
    this.requestUpdate();
  }

  #follow(): void {
    const rows = this.#rows;
    const index = this.#at(this.#lines(this.state.shown));
    if (!rows || index < 0) return;
    const top = index * ROW_PX;
    // The head of its kind stays in sight above the first of a kind.
    if (top - ROW_PX < rows.scrollTop) rows.scrollTop = top - ROW_PX;
    else if (top + ROW_PX > rows.scrollTop + rows.clientHeight)
      rows.scrollTop = top + ROW_PX - rows.clientHeight;
    this.#measure();
  }

  #at(lines: readonly Line[]): number {
    const { current } = this.state;
    return current === undefined ? -1 : lines.findIndex((line) => 'row' in line && line.row.key === current);
  }

  override render(): TemplateResult {
    const { rows, shown } = this.state;
    const lines = this.#lines(shown);
    const { first, count } = windowOf(this.#top, this.#height, ROW_PX, lines.length);
    const at = this.#at(lines);
    const active = at >= first && at < first + count ? `line-${at}` : nothing;
    return html`${rows.length > 0 ? this.#filters() : nothing}
      <div
        class="rows"
        role="listbox"
        tabindex="0"
        aria-label="Changes, ${shown.length} of ${rows.length}"
        aria-activedescendant=${active}
        @scroll=${() => this.#measure()}
        @keydown=${(event: KeyboardEvent) => this.#key(event)}
      >
        ${
          lines.length === 0
            ? this.#empty()
            : html`<div class="all" role="presentation" .style=${`--height:${lines.length * ROW_PX}px`}>
                ${lines.slice(first, first + count).map((line, i) => this.#line(line, first + i))}
              </div>`
        }
      </div>`;
  }

  #filters(): TemplateResult {
    const { rows, kindsOff, label, query } = this.state;
    const counts = this.#counts(rows);
    const classes = this.#classes(rows);
    return html`<div class="filters" role="group" aria-label="Filter">
      <div class="kinds">
        ${DIFF_KINDS.filter((kind) => counts.has(kind)).map(
          (kind) =>
            html`<button
              class="kind"
              aria-pressed=${!kindsOff.has(kind)}
              title="${KIND_TEXTS[kind].title}: ${KIND_TEXTS[kind].meaning}. Alt+click: only these"
              @click=${(event: MouseEvent) =>
                this.page.store.dispatch({ type: event.altKey ? 'onlyKind' : 'toggleKind', kind })}
            >
              ${kindBadge(kind)}<span>${KIND_TEXTS[kind].title}</span
              ><span class="number quiet">${counts.get(kind)}</span>
            </button>`,
        )}
      </div>
      <div class="narrow">
        <input
          type="search"
          placeholder="Search class, id, change…"
          aria-label="Search the changes"
          spellcheck="false"
          autocomplete="off"
          .value=${live(query)}
          @input=${(event: Event) => this.#filter({ query: (event.currentTarget as HTMLInputElement).value })}
          @keydown=${(event: KeyboardEvent) => this.#searching(event)}
        />
        <select
          aria-label="Class"
          @change=${(event: Event) => {
            const { selectedIndex } = event.currentTarget as HTMLSelectElement;
            this.#filter({ label: classes[selectedIndex - 1] });
          }}
        >
          <option ?selected=${label === undefined}>all classes</option>
          ${classes.map((name) => html`<option ?selected=${name === label}>${classTitle(name)}</option>`)}
        </select>
      </div>
    </div>`;
  }

  #filter(filter: Partial<Pick<DiffState, 'query' | 'label'>>): void {
    this.page.store.dispatch({ type: 'filter', filter });
  }

  #searching(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.state.query !== '') this.#filter({ query: '' });
    else if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') {
      this.#rows?.focus();
      if (event.key !== 'Escape') goTo(this.page, 'first');
    } else return keepTypedKeys(event);
    event.preventDefault();
    event.stopPropagation();
  }

  #line(line: Line, index: number): TemplateResult {
    if ('head' in line)
      return html`<div class="line head row" role="presentation" .style=${`--top:${index * ROW_PX}px`}>
        ${kindBadge(line.head)}<span class="grow cut">${KIND_TEXTS[line.head].title}</span
        ><span class="number">${line.count}</span>
      </div>`;
    return this.#item(line.row, index);
  }

  #item(row: ChangeRow, index: number): TemplateResult {
    const { shown, current } = this.state;
    const parts = changeParts(row.change).join(', ');
    return html`<div
      id="line-${index}"
      class="line item row"
      role="option"
      aria-selected=${row.key === current}
      aria-setsize=${shown.length}
      aria-posinset=${shown.indexOf(row) + 1}
      aria-label=${spoken(row, parts)}
      title=${parts}
      data-key=${row.key}
      .style=${`--top:${index * ROW_PX}px`}
      @mousedown=${(event: MouseEvent) => event.button === 0 && select(this.page, row.key)}
      @dblclick=${() => reveal(this.page, true)}
    >
      ${this.#names(row)}<span class="quiet cut what">${shortly(row)}</span>
    </div>`;
  }

  #names({ change: { before, after } }: ChangeRow): TemplateResult {
    const [from, to] = [before?.label, after?.label];
    const isOther = from !== undefined && to !== undefined && from !== to;
    return html`<span class="names cut"
      >${isOther ? html`${this.#class(from)}<span class="quiet">→</span>` : nothing}${this.#class(to ?? from ?? '')}</span
    >`;
  }

  #class(label: string): TemplateResult {
    const schema = this.state.snapshot?.schema;
    const color = schema ? classColor(schema, label) : 'gray';
    return html`<span class="swatch" .style=${`--class-color:${color}`}></span
      ><span class="cut">${classTitle(label)}</span>`;
  }

  #empty(): TemplateResult | typeof nothing {
    const { rows, snapshot } = this.state;
    if (!snapshot) return nothing;
    if (rows.length === 0)
      return html`<div class="empty quiet">
        <p>${canCompare(snapshot) ? 'No instance differs.' : 'Nothing can be compared.'}</p>
      </div>`;
    return html`<div class="empty quiet">
      <p>None of the ${instances(rows.length)} that differ is shown.</p>
      <p>
        <button
          class="chip"
          @click=${() =>
            this.page.store.dispatch({
              type: 'filter',
              filter: { kindsOff: new Set(), label: undefined, query: '' },
            })}
        >
          Show All
        </button>
      </p>
    </div>`;
  }

  #key(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.#height / ROW_PX) - 1);
    const by: Readonly<Record<string, number>> = { PageDown: page, PageUp: -page };
    // Within the list a page is a page of it, not an image.
    const steps = by[event.key];
    if (steps === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const { shown, current } = this.state;
    const at = shown.findIndex(({ key }) => key === current);
    const key = shown[Math.min(shown.length - 1, Math.max(0, at + steps))]?.key;
    if (key !== undefined) select(this.page, key);
  }
}

function linesOf(rows: readonly ChangeRow[]): readonly Line[] {
  const counts = kindCounts(rows);
  let kind: DiffKind | undefined;
  return rows.flatMap((row): Line[] => {
    const head = row.kind === kind ? [] : [{ head: row.kind, count: counts.get(row.kind) ?? 0 }];
    kind = row.kind;
    return [...head, { row }];
  });
}

/** What stands beside the class: the head of its kind has said the rest, the details say all of it. */
function shortly({ kind, change }: ChangeRow): string {
  const { iou, oks, shiftPx, facts, id } = change;
  const far = shiftPx ? Math.hypot(shiftPx.x, shiftPx.y) : 0;
  const parts = [
    ...(far >= 0.5 ? [`${far >= 10 ? Math.round(far) : far.toFixed(1)} px`] : []),
    ...(iou === undefined ? [] : [`IoU ${iou.toFixed(2)}`]),
    ...(oks === undefined ? [] : [`OKS ${oks.toFixed(2)}`]),
    ...(kind === 'described' || kind === 'noted' ? facts.map(factWords) : []),
  ];
  return parts.length > 0 ? parts.join(' · ') : id;
}

function spoken({ kind, change: { before, after } }: ChangeRow, parts: string): string {
  const label = (before ?? after)?.label ?? '';
  return `${KIND_TEXTS[kind].title}: ${classTitle(label)}, ${parts}`;
}
