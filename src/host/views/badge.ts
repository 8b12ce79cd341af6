import type { Translate } from '../translate';
import type { LabelFacts } from './labelFacts';

/** What the Explorer shows behind a name. */
export interface Badge {
  /** One or two characters. */
  readonly badge: string;
  readonly tooltip: string;
  /** Id of a theme colour. */
  readonly color: string;
}

const CHANGED_COLOR = 'gitDecoration.modifiedResourceForeground';

/**
 * The badge of an image or of its sidecar: `!` unreadable, `C` conflicts of a merge to be decided, `P` proposals waiting, `✓` done, `●` labelled, with an
 * `M` behind it when the sidecar differs from the last commit. Undefined when there is nothing to tell.
 */
export function badgeOf(facts: LabelFacts | undefined, isChanged: boolean, t: Translate): Badge | undefined {
  const work = facts && workBadge(facts, t);
  if (!isChanged) return work;
  const tooltip = [...(work ? [work.tooltip] : []), t('changed since the last commit')].join(', ');
  const isTrouble = facts?.broken !== undefined || facts?.conflicts !== undefined;
  const color = work && isTrouble ? work.color : CHANGED_COLOR;
  return { badge: `${work?.badge ?? ''}M`, tooltip, color };
}

function workBadge(facts: LabelFacts, t: Translate): Badge | undefined {
  const { labels, proposals, tags, state, conflicts = 0, broken, uncounted } = facts;
  if (broken !== undefined)
    return {
      badge: '!',
      tooltip: t('Labels cannot be read: {0}', broken),
      color: 'list.errorForeground',
    };
  if (conflicts > 0)
    return { badge: 'C', tooltip: conflictsText(conflicts, t), color: 'list.errorForeground' };
  if (proposals > 0)
    return { badge: 'P', tooltip: proposalsText(labels, proposals, t), color: 'charts.yellow' };
  if (state === 'done') return { badge: '✓', tooltip: doneText(labels, t), color: 'charts.green' };
  if (uncounted || labels > 0 || tags > 0)
    return {
      badge: '●',
      tooltip: labels > 0 ? labelsText(labels, t) : t('Labelled'),
      color: 'charts.blue',
    };
  return undefined;
}

/** "12 labels". */
export function labelsText(count: number, t: Translate): string {
  return count === 1 ? t('1 label') : t('{0} labels', count);
}

/** "2 conflicts". */
export function conflictsText(count: number, t: Translate): string {
  return count === 1 ? t('1 conflict') : t('{0} conflicts', count);
}

function proposalsText(labels: number, proposals: number, t: Translate): string {
  const waiting = proposals === 1 ? t('1 proposal waiting') : t('{0} proposals waiting', proposals);
  return labels > 0 ? `${waiting}, ${labelsText(labels, t)}` : waiting;
}

function doneText(labels: number, t: Translate): string {
  return labels > 0
    ? `${t('Labelling done')}, ${labelsText(labels, t)}`
    : t('Labelling done, nothing to label');
}
