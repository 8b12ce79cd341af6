import type { Annotation } from '../src/core/annotation/annotation';
import type { State } from './store';

/** What decides whether an annotation is shown. */
export type Visibility = Pick<State, 'threshold' | 'hiddenClasses' | 'hiddenIds' | 'pages'>;

/** The members of the state that `Visibility` has. */
export function visibilityOf({ threshold, hiddenClasses, hiddenIds, pages }: Visibility): Visibility {
  return { threshold, hiddenClasses, hiddenIds, pages };
}

export function sameVisibility(a: Visibility, b: Visibility): boolean {
  return (
    a.threshold === b.threshold &&
    a.hiddenClasses === b.hiddenClasses &&
    a.hiddenIds === b.hiddenIds &&
    a.pages?.index === b.pages?.index
  );
}

/** True when an annotation is drawn and can be hit: it is listed, and neither it nor the user hides it. */
export function isVisible(annotation: Annotation, visibility: Visibility): boolean {
  return !annotation.hidden && !visibility.hiddenIds.has(annotation.id) && isListed(annotation, visibility);
}

/** True when the list has it: on the page that is shown, of a class that is shown, a proposal that scores enough. */
export function isListed(annotation: Annotation, { hiddenClasses, threshold, pages }: Visibility): boolean {
  if ((annotation.page ?? 0) !== (pages?.index ?? 0)) return false;
  if (hiddenClasses.has(annotation.label)) return false;
  return !annotation.proposed || (annotation.score ?? 1) >= threshold;
}
