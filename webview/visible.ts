import type { Annotation } from '../src/core/annotation/annotation';
import type { State } from './store';

/** What decides whether an annotation is shown. */
export type Visibility = Pick<State, 'threshold' | 'hiddenClasses'>;

/** True when an annotation is drawn, listed as shown and can be hit: its class is not hidden, a proposal scores enough. */
export function isVisible(annotation: Annotation, visibility: Visibility): boolean {
  if (visibility.hiddenClasses.has(annotation.label)) return false;
  return !annotation.proposed || (annotation.score ?? 1) >= visibility.threshold;
}
