import { Comments } from './comments/comments';
import { Conflicts } from './conflicts/conflicts';
import { Details } from './details/details';
import { DisplayPanel } from './display/displayPanel';
import { Help } from './help';
import { LabelPicker } from './labelPicker';
import { ListQuery } from './listQuery';
import { ReviewBar } from './review/reviewBar';

/** What nobody looks at in the first moment; each shows itself where it already stands. */
export function defineMorePanels(): void {
  customElements.define('rl-details', Details);
  customElements.define('rl-comments', Comments);
  customElements.define('rl-review', ReviewBar);
  customElements.define('rl-conflicts', Conflicts);
  customElements.define('rl-label-picker', LabelPicker);
  customElements.define('rl-list-query', ListQuery);
  customElements.define('rl-display', DisplayPanel);
  customElements.define('rl-help', Help);
}
