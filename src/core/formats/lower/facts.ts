import type { Annotation } from '../../annotation/annotation';
import type { JsonObject } from '../../json/json';
import type { Plan } from './plan';
import type { Tally } from './tally';
import { FACT_WORDS } from './words';

/**
 * The annotation without the flags and fields that the format has no place for; the same object when it has none of
 * them. What other families put aside in `extra` stays on it and is counted as lost: a writer looks at its own only.
 */
export function loweredFacts(annotation: Annotation, plan: Plan, tally: Tally): Annotation {
  if (annotation.extra && plan.options.family !== undefined) countForeign(annotation.extra, plan, tally);
  let members: Record<string, unknown> | undefined;
  for (const name of plan.lost) {
    if (annotation[name] === undefined) continue;
    members ??= { ...annotation };
    if (name === 'attributes') members['attributes'] = allowedOnly(annotation, plan, tally);
    else tally.add(`${name}-dropped`, FACT_WORDS[name]);
    if (name !== 'attributes' || members['attributes'] === undefined) Reflect.deleteProperty(members, name);
  }
  return members ? (members as unknown as Annotation) : annotation;
}

function allowedOnly(
  { attributes = {} }: Annotation,
  { allowed }: Plan,
  tally: Tally,
): JsonObject | undefined {
  const entries = Object.entries(attributes);
  const kept = entries.filter(([name]) => allowed.has(name));
  if (kept.length < entries.length) tally.add('attributes-dropped', FACT_WORDS.attributes);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/**
 * What says nothing outside of its format: the numbers that it counts by or joins parts with, the same shape in its own
 * units or order, and which version wrote the file. COCO's box, area and way of writing run lengths follow from the
 * shape, unless `asRead` stands beside them.
 */
const COUNTERS: ReadonlySet<string> = new Set([
  ...['id', 'group_id', 'percent', 'points', 'version'],
  ...['area', 'bbox', 'counts'],
]);

export function countForeign(
  extra: JsonObject,
  { holds, options }: Plan,
  tally: Tally,
  what = 'annotations',
): void {
  if (holds.foreign === 'all') return;
  for (const family in extra) {
    if (family === options.family || isCounterOnly(extra[family])) continue;
    tally.add(`${family}-fields-dropped`, `${what} lose fields that only ${family} has`);
  }
}

function isCounterOnly(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  for (const key in value) if (!COUNTERS.has(key)) return false;
  return true;
}
