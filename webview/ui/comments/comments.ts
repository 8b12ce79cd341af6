import { css, html, nothing, type TemplateResult } from 'lit';
import type { Comment } from '../../../src/core/annotation/annotation';
import { byId } from '../../../src/core/annotation/document';
import type { CommentTarget } from '../../../src/core/annotation/openComments';
import { commentsOf } from '../../../src/core/edit/comments';
import { attempt } from '../../actions';
import {
  authorOf,
  comment,
  commentTarget,
  deleteComment,
  setResolved,
  stepComments,
} from '../../actions/comments';
import { classTitle } from '../../classes';
import type { State } from '../../store';
import { form } from '../formStyles';
import { icon, type IconName } from '../icons';
import { keepControlKeys, keepTypedKeys } from '../keys';
import { PageElement } from '../pageElement';
import { theme } from '../theme';

/** What was said about the selected annotation, or about the image, and a field to say more. */
export class Comments extends PageElement {
  static override styles = [
    theme,
    form,
    css`
      :host {
        display: block;
        padding: 0 12px 10px;
        overflow: hidden auto;
      }
      article {
        margin: 4px 0;
        padding: 3px 0 5px 8px;
        border-left: 2px solid var(--vscode-focusBorder);
      }
      article.resolved {
        border-left-color: var(--vscode-descriptionForeground);
      }
      article.resolved p {
        color: var(--vscode-descriptionForeground);
      }
      p {
        margin: 0;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        user-select: text;
      }
      .chip {
        margin-top: 4px;
      }
    `,
  ];

  protected override watch(state: State): readonly unknown[] {
    return [state.doc, state.selection, state.author, state.readOnly, state.focusAsked];
  }

  protected override opened(): void {
    attempt(this.page, async () => void (await authorOf(this.page)));
    if (this.state.focusAsked?.part === 'comment') this.#focus();
  }

  protected override changed({ focusAsked }: State, before: State): void {
    if (focusAsked !== before.focusAsked && focusAsked?.part === 'comment') this.#focus();
  }

  #focus(): void {
    void this.updateComplete.then(() => setTimeout(() => this.#field?.focus()));
  }

  get #field(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  override render(): TemplateResult {
    const target = commentTarget(this.state);
    const { doc, readOnly } = this.state;
    const about = target === undefined ? undefined : byId(doc).get(target);
    const title = about ? `${classTitle(about.label)} ${about.id}` : 'The whole image';
    return html`<div @keydown=${keepControlKeys}>
      <div class="row">
        <span class="grow cut quiet">${title}</span>
        ${this.#button('left', 'Previous open comment', () => stepComments(this.page, -1))}
        ${this.#button('right', 'Next open comment', () => stepComments(this.page, 1))}
      </div>
      ${commentsOf(doc, target).map((each) => this.#comment(target, each))}
      ${readOnly ? nothing : this.#writing(target, title)}
    </div>`;
  }

  #comment(target: CommentTarget, { id, text, by, at, resolved }: Comment): TemplateResult {
    const { author, readOnly } = this.state;
    const isOwn = by === undefined || by === author;
    return html`<article class=${resolved ? 'resolved' : ''} data-comment=${id}>
      <div class="row">
        <span class="grow cut quiet" title=${at ?? nothing}
          ><b>${by ?? 'somebody'}</b> ${timeText(at)}${resolved ? ' · resolved' : ''}</span
        >
        ${
          readOnly
            ? nothing
            : this.#button(resolved ? 'undo' : 'check', resolved ? 'Reopen' : 'Resolve', () =>
                setResolved(this.page, target, id, !resolved),
              )
        }
        ${
          isOwn && !readOnly
            ? this.#button('clear', 'Delete', () => deleteComment(this.page, target, id))
            : nothing
        }
      </div>
      <p>${text}</p>
    </article>`;
  }

  #writing(target: CommentTarget, title: string): TemplateResult {
    const send = (): void => {
      const field = this.#field;
      if (!field) return;
      const { value } = field;
      field.value = '';
      attempt(this.page, () => comment(this.page, target, value));
    };
    return html`<textarea
        rows="1"
        aria-label="Comment on ${title}"
        placeholder="Comment or reply; Shift+Enter for a new line"
        @keydown=${(event: KeyboardEvent) => this.#key(event, send)}
      ></textarea>
      <button class="chip" @click=${send}>${icon('comment')} Comment</button>`;
  }

  #key(event: KeyboardEvent, send: () => void): void {
    keepTypedKeys(event);
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape') {
      document.querySelector<HTMLElement>('[slot=canvas]')?.focus({ preventScroll: true });
    }
  }

  #button(name: IconName, title: string, onClick: () => void): TemplateResult {
    return html`<button class="icon-button" title=${title} aria-label=${title} @click=${onClick}>
      ${icon(name)}
    </button>`;
  }
}

/** As the reader's own clock and language say it; what is no time stays as it is. */
function timeText(at: string | undefined): string {
  const time = at === undefined ? NaN : Date.parse(at);
  if (Number.isNaN(time)) return at ?? '';
  return new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
