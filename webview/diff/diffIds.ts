import { DIFF_KINDS, type DiffKind } from './diffKinds';

/** What a shape on the canvas is of an instance: how it was, how it is, the line between both, or both at once. */
export type DiffRole = 'same' | 'before' | 'after' | 'way';

const ROLES: readonly DiffRole[] = ['same', 'before', 'after', 'way'];
const MARK = '|';

/** The id of a shape on the canvas: of the instance, with how it looks. No kind: it did not change. */
export function shapeId(key: string, kind: DiffKind | undefined, role: DiffRole): string {
  return `${key}${MARK}${kind === undefined ? '' : DIFF_KINDS.indexOf(kind)}${MARK}${ROLES.indexOf(role)}`;
}

export interface ShapePlace {
  /** The instance's id, as `InstanceChange.id`. */
  readonly key: string;
  readonly kind: DiffKind | undefined;
  readonly role: DiffRole;
}

/** The other way round; undefined for what `shapeId` did not make. */
export function placeOf(id: string): ShapePlace | undefined {
  const last = id.lastIndexOf(MARK);
  const first = id.lastIndexOf(MARK, last - 1);
  const role = ROLES[Number(id.slice(last + 1))];
  if (first < 0 || role === undefined) return undefined;
  const kind = id.slice(first + 1, last);
  return { key: id.slice(0, first), kind: kind === '' ? undefined : DIFF_KINDS[Number(kind)], role };
}
