import type { JsonObject } from '../../json/json';
import type { DocFacts } from '../document';

type Said = Pick<DocFacts, 'state' | 'extra'>;

/**
 * State and unknown keys of the top level as members of one object: a state that is not known here stands with the
 * unknown keys, and is the same property all the same.
 */
export function saidBy({ state, extra }: Said): JsonObject {
  return { ...extra, ...(state && { state }) };
}

export function toldBy(members: JsonObject): Said {
  const { state, ...others } = members;
  const known = state === 'todo' || state === 'done' ? state : undefined;
  const extra = known ? others : members;
  return { ...(known && { state: known }), ...(Object.keys(extra).length > 0 && { extra }) };
}
