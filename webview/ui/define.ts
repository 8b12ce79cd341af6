import { AnnotationList } from './annotationList';
import { App } from './app';
import { ClassList } from './classList';
import { Comments } from './comments/comments';
import { Conflicts } from './conflicts/conflicts';
import { registerControls } from './controls';
import { Details } from './details/details';
import { DisplayPanel } from './display/displayPanel';
import { Help } from './help';
import { LabelPicker } from './labelPicker';
import { ListQuery } from './listQuery';
import { Notice } from './notice';
import { OptionsBar } from './optionsBar';
import { Proposals } from './proposals';
import { ReadOnlyBar } from './readOnlyBar';
import { ReviewBar } from './review/reviewBar';
import { SidePanel } from './sidePanel';
import { StatusStrip } from './statusStrip';
import { TagsPanel } from './tagsPanel';
import { Toolbar } from './toolbar';

/** The page's frame, which gives the canvas its place. */
export function defineApp(): void {
  customElements.define('rl-app', App);
}

/** Everything around the canvas; the frame shows it as soon as it is known. */
export function definePanels(): void {
  registerControls();
  customElements.define('rl-toolbar', Toolbar);
  customElements.define('rl-status-strip', StatusStrip);
  customElements.define('rl-side-panel', SidePanel);
  customElements.define('rl-proposals', Proposals);
  customElements.define('rl-tags', TagsPanel);
  customElements.define('rl-class-list', ClassList);
  customElements.define('rl-annotation-list', AnnotationList);
  customElements.define('rl-details', Details);
  customElements.define('rl-comments', Comments);
  customElements.define('rl-review', ReviewBar);
  customElements.define('rl-conflicts', Conflicts);
  customElements.define('rl-list-query', ListQuery);
  customElements.define('rl-display', DisplayPanel);
  customElements.define('rl-options', OptionsBar);
  customElements.define('rl-read-only', ReadOnlyBar);
  customElements.define('rl-notice', Notice);
  customElements.define('rl-label-picker', LabelPicker);
  customElements.define('rl-help', Help);
}
