import { css, html, nothing, type TemplateResult } from 'lit';
import type { ActionId, HostCommand } from '../../../src/protocol/actions';
import { itemState, type ItemState } from '../../../src/core/review/reviewItem';
import { runAction } from '../../actions';
import { currentItem } from '../../actions/review';
import { classTitle } from '../../classes';
import type { State } from '../../store';
import { form } from '../formStyles';
import { icon, type IconName } from '../icons';
import { titleWithKey } from '../keyHelp';
import { keepControlKeys } from '../keys';
import { PageElement } from '../pageElement';
import { floating, theme } from '../theme';
import { byId } from '../../../src/core/annotation/document';

const WORDS: Readonly<Record<ItemState, string>> = {
  open: '',
  accepted: 'accepted',
  returned: 'returned',
  restored: 'restored',
};

/** A review of changed labels over the image: which change, how far, accept or return. */
export class ReviewBar extends PageElement {
  static override styles = [
    theme,
    form,
    floating,
    css`
      :host {
        position: absolute;
        inset: auto 8px 8px;
        display: flex;
        justify-content: center;
        pointer-events: none;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 10px;
        max-width: 100%;
        padding: 5px 10px;
        pointer-events: auto;
      }
      .what {
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override watch({ review, reviewAt, doc, keys }: State): readonly unknown[] {
    return [review, reviewAt, doc, keys];
  }

  override render(): TemplateResult | typeof nothing {
    const { review, doc } = this.state;
    if (!review) return nothing;
    const item = currentItem(this.state);
    const { counts, image } = review;
    const label = item && (byId(doc).get(item.id) ?? item.before)?.label;
    const state = item ? WORDS[itemState(item, doc)] : '';
    return html`<div class="bar floating" role="group" aria-label="Review" @keydown=${keepControlKeys}>
      <span class="quiet" title=${review.title}
        >Image ${image.index + 1} of ${image.total} ·
        <span role="status"
          >${counts.reviewed} of ${counts.total} reviewed, ${counts.returned} returned</span
        ></span
      >
      ${this.#icon('left', 'review.previous', 'Previous change')}
      <span class="what"
        >${
          item
            ? html`<b>${classTitle(label ?? '')}</b>
                ${item.words}${state ? html` <b>· ${state}</b>` : nothing}`
            : 'Nothing changed here'
        }</span
      >
      ${this.#icon('right', 'review.next', 'Next change')}
      ${this.#button(item?.removed ? 'Accept Removal' : 'Accept', 'review.accept')}
      ${this.#button(item?.removed ? 'Restore' : 'Return…', 'review.return')}
      ${this.#run('End Review…', 'relabel.endReview')}
    </div>`;
  }

  #button(label: string, action: ActionId): TemplateResult {
    return html`<button
      class="chip"
      title=${this.#title(label, action)}
      @click=${() => runAction(this.page, action)}
    >
      ${label}
    </button>`;
  }

  #run(label: string, command: HostCommand): TemplateResult {
    return html`<button class="chip" @click=${() => this.page.host.run(command)}>${label}</button>`;
  }

  #icon(name: IconName, action: ActionId, label: string): TemplateResult {
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
}
