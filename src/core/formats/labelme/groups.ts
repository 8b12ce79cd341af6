import type { Joined } from './joinParts';

/**
 * The numbers of groups, by the place in the list. A `group_id` counts as one where several annotations share it: else it
 * only names its object, or joined the parts of it. Ids below 1 and texts get numbers that are free; what our own key
 * says goes first.
 */
export function groupNumbers(shapes: readonly Joined[]): readonly (number | undefined)[] {
  const sharing = new Map<number | string, number>();
  for (const { groupId } of shapes)
    if (groupId !== undefined) sharing.set(groupId, (sharing.get(groupId) ?? 0) + 1);
  const numbers = new Map<number | string, number>();
  let free = shapes.reduce(
    (most, { groupId, own }) => Math.max(most, wholeOf(groupId) ?? 0, wholeOf(own['group']) ?? 0),
    0,
  );
  return shapes.map(({ groupId, own }) => {
    const told = wholeOf(own['group']);
    if (told !== undefined || groupId === undefined) return told;
    if (sharing.get(groupId) === 1) return undefined;
    const known = wholeOf(groupId) ?? numbers.get(groupId) ?? ++free;
    numbers.set(groupId, known);
    return known;
  });
}

function wholeOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 ? value : undefined;
}
