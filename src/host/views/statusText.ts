import type { HostContract, ImagePosition } from '../../protocol/editor';
import type { Translate } from '../translate';
import { conflictsText, labelsText } from './badge';
import type { LabelFacts } from './labelFacts';

/** What the status bar tells of the image in the active editor. */
export interface ActiveImage {
  readonly name: string;
  readonly position: ImagePosition;
  readonly facts: LabelFacts;
  readonly isUnsaved: boolean;
  /** The sidecar differs from the last commit. */
  readonly isChanged: boolean;
  /** Why the sidecar cannot be shown. */
  readonly blocked: string | undefined;
}

/** A status bar entry: `text` may hold icons, `accessible` is for screen readers. */
export interface StatusText {
  readonly text: string;
  readonly tooltip: string;
  readonly accessible: string;
}

/** "Relabel 3/32 · 16 labelled · 5 proposals · done · unsaved". */
export function imageText(image: ActiveImage, t: Translate): StatusText {
  const where = image.position.total > 0 ? ` ${image.position.index + 1}/${image.position.total}` : '';
  const parts = image.blocked === undefined ? workParts(image, t) : [t('unreadable labels')];
  const icon = image.blocked === undefined ? '$(tag)' : '$(error)';
  const lines = tooltipLines(image, t);
  return {
    text: [`${icon} Relabel${where}`, ...parts].join(' · '),
    tooltip: lines.join('\n'),
    accessible: `Relabel: ${lines.join(', ')}`,
  };
}

function workParts({ position, facts, isUnsaved, isChanged }: ActiveImage, t: Translate): string[] {
  const { proposals, state, conflicts = 0 } = facts;
  const parts: string[] = conflicts > 0 ? [`$(warning) ${conflictsText(conflicts, t)}`] : [];
  if (position.total > 0) parts.push(t('{0} labelled', position.labelled));
  if (proposals > 0) parts.push(proposals === 1 ? t('1 proposal') : t('{0} proposals', proposals));
  if (state === 'done') parts.push(`$(check) ${t('done')}`);
  if (isUnsaved) parts.push(t('unsaved'));
  else if (isChanged) parts.push(t('changed'));
  return parts;
}

function tooltipLines({ name, position, facts, ...image }: ActiveImage, t: Translate): string[] {
  if (image.blocked !== undefined) return [name, t('Its labels cannot be read: {0}', image.blocked)];
  const { proposals } = facts;
  return [
    position.total > 0 ? t('{0}: image {1} of {2}', name, position.index + 1, position.total) : name,
    ...(position.total > 0 ? [t('{0} of {1} images have labels', position.labelled, position.total)] : []),
    labelsText(facts.labels, t),
    ...(facts.conflicts ? [t('{0} to be decided', conflictsText(facts.conflicts, t))] : []),
    ...(proposals === 1 ? [t('1 proposal waiting')] : []),
    ...(proposals > 1 ? [t('{0} proposals waiting', proposals)] : []),
    ...(facts.state === 'done' ? [t('Labelling done')] : []),
    ...(image.isUnsaved ? [t('Unsaved changes')] : []),
    ...(image.isChanged ? [t('Changed since the last commit')] : []),
  ];
}

type ViewState = HostContract['notes']['viewState'];

/** "812, 44 · 150%": the pixel under the pointer (image frame) and the zoom (1 = one image pixel per CSS pixel). */
export function viewText(
  { pointer, zoom, selected }: Omit<ViewState, 'selectedId'>,
  t: Translate,
): StatusText {
  const percent = percentText(zoom);
  const [x, y] = pointer ? [Math.floor(pointer.x), Math.floor(pointer.y)] : [0, 0];
  const choice = selected > 0 ? [t('{0} selected', selected)] : [];
  const words = [...(pointer ? [t('pointer at x {0}, y {1}', x, y)] : []), t('zoom {0}', percent), ...choice];
  return {
    text: [...(pointer ? [`${x}, ${y}`] : []), percent, ...choice].join(' · '),
    tooltip: t('Pointer in image pixels, and zoom. Click to fit the image to the window.'),
    accessible: `Relabel: ${words.join(', ')}`,
  };
}

function percentText(zoom: number): string {
  const percent = zoom * 100;
  return `${percent < 10 ? percent.toFixed(1) : Math.round(percent)}%`;
}
