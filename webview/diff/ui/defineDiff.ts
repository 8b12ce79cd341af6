import { ChangeDetails } from './changeDetails';
import { ChangeList } from './changeList';
import { DiffApp } from './diffApp';
import { DiffBar } from './diffBar';
import { DiffHeader } from './diffHeader';
import { DiffHelp } from './diffHelp';
import { DiffMessages } from './diffMessages';
import { SwipeDivider } from './swipeDivider';

/** Makes the elements of the diff known to the page. */
export function defineDiff(): void {
  customElements.define('rl-diff', DiffApp);
  customElements.define('rl-diff-header', DiffHeader);
  customElements.define('rl-diff-bar', DiffBar);
  customElements.define('rl-diff-list', ChangeList);
  customElements.define('rl-diff-details', ChangeDetails);
  customElements.define('rl-diff-messages', DiffMessages);
  customElements.define('rl-swipe-divider', SwipeDivider);
  customElements.define('rl-diff-help', DiffHelp);
}
