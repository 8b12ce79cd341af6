import { numberIn } from '../lib/wordRows';
import type { CsvColumns } from './columns';
import { boxNumbers } from './csvBox';

/** Stands between several tags in one cell. */
export const TAG_SEPARATOR = '|';
/** The class of a box whose row names none. */
export const NO_LABEL = 'object';

export function splitTags(cell: string): readonly string[] {
  return cell.split(TAG_SEPARATOR).flatMap((tag) => (tag.trim() === '' ? [] : [tag.trim()]));
}

/** 1 or true; 0, -1 (unsure) and nothing are not. */
export function isYes(cell: string | undefined): boolean {
  const text = (cell ?? '').trim().toLowerCase();
  return text === 'true' || numberIn(text) === 1;
}

/** The tags that a row gives its image: the label of a row without a box, a column of tags, columns of 0 and 1. */
export function tagsOfCells(
  cells: readonly string[],
  { classes, label, tags, box }: CsvColumns,
): readonly string[] {
  const isNoBox = box === undefined || boxNumbers(cells, box) === 'none';
  const own = isNoBox && label !== undefined ? splitTags(cells[label] ?? '') : [];
  const more = tags === undefined ? [] : splitTags(cells[tags] ?? '');
  const yes = (classes ?? []).flatMap(({ at, name }) => (isYes(cells[at]) ? [name] : []));
  return [...own, ...more, ...yes];
}
