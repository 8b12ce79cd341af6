import { isArray, isObject, type Json, type JsonObject } from '../json/json';
import type { Problem } from '../problem';
import type { Comment, ConflictSide } from './annotation';
import type { DocFacts, FactsSide, ImageFacts, ImageState, Removal } from './document';
import { commentEntry, isComment, isRemoval, readComment } from './remarks';
import { imageEntry, isImageEntry, readImage } from './sidecarImage';

type Remarks = Pick<DocFacts, 'comments' | 'conflict' | 'removed'>;

/** What the top level says besides labels: as far as it is understood, and what of it is to be kept as it is. */
export interface ReadRemarks {
  readonly remarks: Remarks;
  readonly aside: JsonObject | undefined;
  readonly problems: readonly Problem[];
}

const NOTHING: ReadRemarks = { remarks: {}, aside: undefined, problems: [] };
const SIDES: readonly Json[] = ['base', 'ours', 'theirs'] satisfies ConflictSide['side'][];
const STATES: readonly Json[] = ['todo', 'done'] satisfies ImageState[];

/** The remarks of a sidecar's top level. Items that cannot be understood are put aside, the others are read. */
export function readRemarks({ comments, conflict, removed }: JsonObject): ReadRemarks {
  if (comments === undefined && conflict === undefined && removed === undefined) return NOTHING;
  const [notes, otherNotes] = divided(comments, isComment);
  const [sides, otherSides] = divided(conflict, isFactsSide);
  const [gone, otherGone] = divided(removed, isRemoval);
  const aside = {
    ...(otherNotes !== undefined && { comments: otherNotes }),
    ...(otherSides !== undefined && { conflict: otherSides }),
    ...(otherGone !== undefined && { removed: otherGone }),
  };
  return {
    remarks: {
      ...(notes.length > 0 && { comments: notes.map(readComment) as unknown as readonly Comment[] }),
      ...(sides.length > 0 && { conflict: sides.map(readFactsSide) }),
      ...(gone.length > 0 && { removed: gone as unknown as readonly Removal[] }),
    },
    aside: Object.keys(aside).length > 0 ? aside : undefined,
    problems: Object.keys(aside).map(problemOf),
  };
}

/** The members of the top level that hold the remarks, with what was put aside behind what is understood. */
export function remarkEntries(
  { comments, conflict, removed }: Remarks,
  aside: JsonObject,
): readonly [string, Json][] {
  return [
    ...joined('comments', comments?.map(commentEntry), aside['comments']),
    ...joined('conflict', conflict?.map(sideEntry), aside['conflict']),
    ...joined('removed', removed?.map(removalEntry), aside['removed']),
  ];
}

function joined(key: string, own: readonly Json[] = [], aside: Json | undefined): [string, Json][] {
  if (own.length === 0) return aside === undefined ? [] : [[key, aside]];
  return [[key, [...own, ...(aside === undefined ? [] : isArray(aside) ? aside : [aside])]]];
}

/** What of a list is understood, and the rest: undefined when there is none. */
function divided(
  value: Json | undefined,
  isRight: (item: Json) => boolean,
): readonly [understood: readonly Json[], rest: Json | undefined] {
  if (!isArray(value)) return [[], value];
  const rest = value.filter((item) => !isRight(item));
  return [value.filter(isRight), rest.length > 0 ? rest : undefined];
}

function problemOf(key: string): Problem {
  const message = `Something in "${key}" of the whole image cannot be understood here; it is kept in the file as it is.`;
  return { severity: 'warning', code: `sidecar-${key}`, message };
}

function isFactsSide(item: Json): boolean {
  if (!isObject(item) || !SIDES.includes(item['side'] ?? null)) return false;
  const as = item['as'];
  if (!isObject(as)) return false;
  const { state, image, extra, ...unknown } = as;
  return (
    Object.keys(unknown).length === 0 &&
    (state === undefined || STATES.includes(state)) &&
    (image === undefined || isImageEntry(image)) &&
    (extra === undefined || isObject(extra))
  );
}

function readFactsSide(item: Json): FactsSide {
  const { side, as, ...unknown } = item as JsonObject;
  const { state, image, extra } = as as JsonObject;
  return {
    side: side as FactsSide['side'],
    as: {
      ...(state !== undefined && { state: state as ImageState }),
      ...(image !== undefined && { image: readImage(image as JsonObject) }),
      ...(extra !== undefined && { extra: extra as JsonObject }),
    },
    ...unknown,
  };
}

function removalEntry({ id, by, of, ...unknown }: Removal): JsonObject {
  return { id, ...(by !== undefined && { by }), of, ...unknown };
}

function sideEntry({ side, as, ...unknown }: FactsSide): JsonObject {
  const { state, image, extra } = as;
  return {
    side,
    as: {
      ...(state && { state }),
      ...(image && { image: imageEntry(image satisfies ImageFacts) }),
      ...(extra && { extra }),
    },
    ...unknown,
  };
}
