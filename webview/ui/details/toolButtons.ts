import { html, nothing, type TemplateResult } from 'lit';
import { runAction } from '../../actions';
import type { ActionId } from '../../../src/protocol/actions';
import type { Page } from '../../page';
import { icon, type IconName } from '../icons';
import { titleWithKey } from '../keyHelp';

/** A small button that runs an action; its tooltip names the key. */
export interface SmallButton {
  readonly action: ActionId;
  readonly title: string;
  readonly icon: IconName;
  readonly pressed?: boolean;
}

export function smallButtons(page: Page, buttons: readonly SmallButton[], label: string): TemplateResult {
  return html`<span class="buttons" role="group" aria-label=${label}>
    ${buttons.map(({ action, title, icon: name, pressed }) => {
      const text = titleWithKey(title, page.store.state.keys, action);
      return html`<button
        class="icon-button"
        title=${text}
        aria-label=${text}
        aria-pressed=${pressed === undefined ? nothing : String(pressed)}
        data-action=${action}
        @click=${() => runAction(page, action)}
      >
        ${icon(name)}
      </button>`;
    })}
  </span>`;
}

export const ARRANGE: readonly SmallButton[] = [
  { action: 'order.front', title: 'Bring to front', icon: 'front' },
  { action: 'order.forward', title: 'Bring forward', icon: 'up' },
  { action: 'order.backward', title: 'Send backward', icon: 'down' },
  { action: 'order.back', title: 'Send to back', icon: 'back' },
  { action: 'shape.rotateLeft', title: 'Rotate left', icon: 'rotateLeft' },
  { action: 'shape.rotateRight', title: 'Rotate right', icon: 'rotateRight' },
  { action: 'shape.flipX', title: 'Flip left to right', icon: 'flipX' },
  { action: 'shape.flipY', title: 'Flip top to bottom', icon: 'flipY' },
];

export const ALIGN: readonly SmallButton[] = [
  { action: 'align.left', title: 'Align left', icon: 'alignLeft' },
  { action: 'align.centre', title: 'Align centres', icon: 'alignCentre' },
  { action: 'align.right', title: 'Align right', icon: 'alignRight' },
  { action: 'align.top', title: 'Align top', icon: 'alignTop' },
  { action: 'align.middle', title: 'Align middles', icon: 'alignMiddle' },
  { action: 'align.bottom', title: 'Align bottom', icon: 'alignBottom' },
  { action: 'align.distributeX', title: 'Spread evenly across', icon: 'spreadX' },
  { action: 'align.distributeY', title: 'Spread evenly down', icon: 'spreadY' },
];

export const COMBINE: readonly SmallButton[] = [
  { action: 'combine.join', title: 'Join into the first', icon: 'join' },
  { action: 'combine.subtract', title: 'Subtract the others from the first', icon: 'subtract' },
  { action: 'combine.crop', title: 'Crop to the last', icon: 'crop' },
  { action: 'combine.split', title: 'Split into parts', icon: 'split' },
  { action: 'combine.fitBox', title: 'Fit box', icon: 'fitBox' },
  { action: 'combine.simplify', title: 'Simplify', icon: 'simplify' },
  { action: 'combine.smooth', title: 'Smooth', icon: 'smooth' },
  { action: 'combine.fillHoles', title: 'Fill holes', icon: 'holes' },
  { action: 'combine.shrink', title: 'Shrink by a pixel', icon: 'minus' },
  { action: 'combine.grow', title: 'Grow by a pixel', icon: 'plus' },
  { action: 'similar.find', title: 'Find similar', icon: 'search' },
];
