import { css, html, nothing, type TemplateResult } from 'lit';
import { twins, type Twins } from '../../../src/core/annotation/twins';
import { removedBy, type Decision } from '../../../src/core/annotation/conflict';
import { runAction } from '../../actions';
import { currentConflict, decide, undecided, type Undecided } from '../../actions/conflicts';
import { keepApart } from '../../../src/core/edit/keepApart';
import { mergeTwins } from '../../../src/core/edit/mergeTwins';
import { select } from '../../actions/select';
import { reveal } from '../../actions/view';
import { classTitle } from '../../classes';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { byId } from '../../../src/core/annotation/document';
import type { State } from '../../store';
import type { ActionId } from '../../../src/protocol/actions';
import { button } from '../controls';
import { form } from '../formStyles';
import { icon, type IconName } from '../icons';
import { titleWithKey } from '../keyHelp';
import { keepControlKeys } from '../keys';
import { PageElement } from '../pageElement';
import { theme } from '../theme';
import { clashRows, clashText, imageClashRows, type ClashRow } from './clashRows';

/** Wait after a change before shapes are compared. */
const TWINS_MS = 600;
/** Of more annotations the Problems view tells twins. */
const MAX_COMPARED = 5000;

interface Choice {
  readonly decision: Decision;
  readonly action: ActionId;
  readonly label: string;
  readonly title: string;
}

const CHOICES: readonly Choice[] = [
  { decision: 'ours', action: 'conflict.mine', label: 'Mine', title: 'Take my version where they clash' },
  {
    decision: 'theirs',
    action: 'conflict.theirs',
    label: 'Theirs',
    title: 'Take their version where they clash',
  },
  { decision: 'both', action: 'conflict.both', label: 'Both', title: 'Keep both, as two annotations' },
  {
    decision: 'edited',
    action: 'conflict.edited',
    label: 'As edited',
    title: 'Keep it as it stands now, edits included',
  },
  { decision: 'base', action: 'conflict.base', label: 'Base', title: 'Take the version both started from' },
];

/** What a merge could not decide, one after the other; and what two people drew twice. */
export class Conflicts extends PageElement {
  static override styles = [
    theme,
    form,
    css`
      :host {
        display: block;
        flex: none;
        max-height: 50%;
        overflow: hidden auto;
      }
      .card {
        padding: 6px 12px 10px;
        border-top: 1px solid
          var(--vscode-sideBarSectionHeader-border, var(--vscode-contrastBorder, transparent));
      }
      h2 {
        margin: 0;
        font-size: 11px;
        font-weight: 600;
        text-transform: uppercase;
      }
      p {
        margin: 2px 0 4px;
      }
      table {
        width: 100%;
        margin: 2px 0 6px;
        border-collapse: collapse;
        table-layout: fixed;
      }
      th,
      td {
        padding: 1px 4px 1px 0;
        text-align: start;
        vertical-align: top;
        font-weight: normal;
        overflow-wrap: anywhere;
      }
      th {
        color: var(--vscode-descriptionForeground);
      }
      .key {
        display: inline-block;
        width: 14px;
        margin-right: 4px;
        vertical-align: middle;
        border-top: 2px solid #4fc3f7;
      }
      .key.theirs {
        border-top: 2px dashed #ff5fd2;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin-top: 4px;
      }
    `,
  ];

  #hadConflicts = false;
  #twins: readonly Twins[] = [];
  #soon: ReturnType<typeof setTimeout> | undefined;

  protected override watch({ doc, selection, keys, readOnly, author }: State): readonly unknown[] {
    return [doc, selection, keys, readOnly, author];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#soon);
  }

  protected override opened(): void {
    this.#lookForTwins();
    this.#hadConflicts = undecided(this.state.doc).length > 0;
  }

  protected override changed(state: State, before: State): void {
    if (state.doc.annotations !== before.doc.annotations) this.#lookForTwins();
    if (state.doc.image !== before.doc.image) this.#hadConflicts = false;
    this.#hadConflicts ||= undecided(before.doc).length > 0 || undecided(state.doc).length > 0;
  }

  override render(): TemplateResult | typeof nothing {
    const { doc, readOnly } = this.state;
    if (readOnly) return nothing;
    const open = undecided(doc);
    const current = currentConflict(this.state);
    if (current) return this.#conflict(current, open);
    return html`${this.#hadConflicts ? this.#done() : nothing}${this.#pair()}`;
  }

  /** A moment after the last change: comparing many shapes must not be felt while one draws. */
  #lookForTwins(): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => {
      const { doc } = this.state;
      this.#twins = doc.annotations.length > MAX_COMPARED ? [] : twins(doc);
      this.requestUpdate();
    }, TWINS_MS);
  }

  /** Two that were likely drawn for one thing. */
  #pair(): TemplateResult | typeof nothing {
    const known = byId(this.state.doc);
    const open = this.#twins.filter(
      ({ first, second }) => known.get(first.id) === first && known.get(second.id) === second,
    );
    const [pair] = open;
    if (!pair) return nothing;
    const { first, second, iou } = pair;
    const make = (kept: Annotation, other: Annotation): void =>
      this.page.session.commit(mergeTwins(this.state.doc, kept, other));
    const keep = (): void => this.page.session.commit(keepApart(first, second));
    const show = (): void => {
      select(this.page, [first.id, second.id]);
      reveal(this.page, [first.id, second.id]);
    };
    return html`<div class="card" role="group" aria-label="Drawn twice" @keydown=${keepControlKeys}>
      <h2>Drawn twice${open.length > 1 ? `: 1 of ${open.length}` : ''}</h2>
      <p>
        <b>${classTitle(first.label)}</b> ${first.id} and ${second.id} overlap by ${Math.round(iou * 100)} %:
        one thing?
      </p>
      <div class="choices">
        <button class="chip" @click=${show}>Show</button>
        <button
          class="chip"
          title="One annotation with the shape of ${first.id}"
          @click=${() => make(first, second)}
        >
          One, as ${first.id}
        </button>
        <button
          class="chip"
          title="One annotation with the shape of ${second.id}"
          @click=${() => make(second, first)}
        >
          One, as ${second.id}
        </button>
        <button class="chip" title="They are two things: not asked again" @click=${keep}>Keep both</button>
      </div>
    </div>`;
  }

  #conflict(current: Undecided, open: readonly Undecided[]): TemplateResult {
    const at = open.findIndex(
      (each) =>
        each.kind === current.kind &&
        (each.kind === 'image' || current.kind === 'image' || each.annotation.id === current.annotation.id),
    );
    return html`<div class="card" role="group" aria-label="Conflict" @keydown=${keepControlKeys}>
      <div class="row">
        <h2 class="grow">Conflict ${at + 1} of ${open.length}</h2>
        ${this.#step('left', 'conflict.previous', 'Previous conflict')}
        ${this.#step('right', 'conflict.next', 'Next conflict')}
      </div>
      ${this.#what(current)}
      <div class="choices" role="group" aria-label="Decide">
        ${choicesFor(current).map((choice) => this.#choice(choice))}
      </div>
      ${
        open.length < 2
          ? nothing
          : html`<div class="choices">
              ${this.#all('conflict.allMine', 'Take all mine')}
              ${this.#all('conflict.allTheirs', 'Take all theirs')}
            </div>`
      }
    </div>`;
  }

  #what(current: Undecided): TemplateResult {
    if (current.kind === 'image')
      return html`<p>The image itself: both changed what is said of it.</p>
        ${table(imageClashRows(this.state.doc))}`;
    const { annotation } = current;
    return html`<p>
        <b>${classTitle(annotation.label)}</b>
        <span class="quiet">${annotation.id}</span> ${clashText(annotation)}
      </p>
      ${table(clashRows(annotation))}`;
  }

  #choice({ decision, action, label, title }: Choice): TemplateResult {
    const preview = (on: boolean): void =>
      this.page.store.set({ conflictPreview: on ? decision : undefined });
    return html`<button
      class="chip"
      data-decision=${decision}
      title=${this.#title(title, action)}
      @click=${() => decide(this.page, decision)}
      @pointerenter=${() => preview(true)}
      @pointerleave=${() => preview(false)}
      @focus=${() => preview(true)}
      @blur=${() => preview(false)}
    >
      ${label}
    </button>`;
  }

  #all(action: ActionId, label: string): TemplateResult {
    return html`<button
      class="chip"
      title=${this.#title(label, action)}
      @click=${() => runAction(this.page, action)}
    >
      ${label}
    </button>`;
  }

  #step(name: IconName, action: ActionId, label: string): TemplateResult {
    const title = this.#title(label, action);
    return html`<button
      class="icon-button"
      title=${title}
      aria-label=${title}
      @click=${() => runAction(this.page, action)}
    >
      ${icon(name)}
    </button>`;
  }

  #title(text: string, action: ActionId): string {
    return titleWithKey(text, this.state.keys, action);
  }

  #done(): TemplateResult {
    return html`<div class="card" role="status" @keydown=${keepControlKeys}>
      <p>All resolved: save, then stage.</p>
      <div class="choices">
        ${button({
          label: 'Save and Stage…',
          title: 'Saves, and tells git that this file is resolved',
          onClick: () => this.page.host.run('relabel.stageResolved'),
        })}
        ${button({
          label: 'Next in Conflict',
          title: 'Opens the next image with labels in conflict',
          secondary: true,
          onClick: () => this.page.host.run('relabel.nextConflictImage'),
        })}
      </div>
    </div>`;
  }
}

/** Where one side removed it there are no two versions to keep, and the sides are told by what they do. */
function choicesFor(current: Undecided): readonly Choice[] {
  if (current.kind === 'image') return CHOICES.filter(({ decision }) => decision !== 'both');
  const remover = removedBy(current.annotation);
  if (!remover) return CHOICES;
  return CHOICES.filter(({ decision }) => decision !== 'both').map((choice) => {
    if (choice.decision !== 'ours' && choice.decision !== 'theirs') return choice;
    const label = `${choice.label}: ${choice.decision === remover ? 'remove it' : 'keep it'}`;
    return { ...choice, label };
  });
}

function table(rows: readonly ClashRow[]): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  return html`<table>
    <tr>
      <th></th>
      <th><span class="key"></span>mine</th>
      <th><span class="key theirs"></span>theirs</th>
    </tr>
    ${rows.map(
      ({ name, base, ours, theirs }) =>
        html`<tr>
          <th scope="row">${name}${base === undefined ? nothing : html`<div>was ${base}</div>`}</th>
          <td>${ours}</td>
          <td>${theirs}</td>
        </tr>`,
    )}
  </table>`;
}
