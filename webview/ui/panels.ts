import { AnnotationList } from './annotationList';
import { ClassList } from './classList';
import { registerControls } from './controls';
import { Notice } from './notice';
import { OptionsBar } from './optionsBar';
import { Proposals } from './proposals';
import { ReadOnlyBar } from './readOnlyBar';
import { SidePanel } from './sidePanel';
import { StatusStrip } from './statusStrip';
import { TagsPanel } from './tagsPanel';
import { Toolbar } from './toolbar';

/** What surrounds the canvas at first sight; the frame shows it as soon as it is known. */
export function definePanels(): void {
  registerControls();
  customElements.define('rl-toolbar', Toolbar);
  customElements.define('rl-status-strip', StatusStrip);
  customElements.define('rl-side-panel', SidePanel);
  customElements.define('rl-proposals', Proposals);
  customElements.define('rl-tags', TagsPanel);
  customElements.define('rl-class-list', ClassList);
  customElements.define('rl-annotation-list', AnnotationList);
  customElements.define('rl-options', OptionsBar);
  customElements.define('rl-read-only', ReadOnlyBar);
  customElements.define('rl-notice', Notice);
}
