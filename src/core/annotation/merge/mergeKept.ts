import type { Json } from '../../json/json';
import { sameValue } from '../document';
import { keptId } from '../keptId';
import { canonicalText } from './canonicalText';

type Kept = readonly Json[];

/**
 * Three-way merge of entries that could not be understood. They are compared as a whole: how often each stands there.
 * An entry that was changed on both sides is two entries.
 */
export function mergeKept(base: Kept, ours: Kept, theirs: Kept): Kept {
  if (sameValue(ours, theirs) || sameValue(base, theirs)) return ours;
  if (sameValue(base, ours)) return theirs;
  const [b, o, t] = [counted(base), counted(ours), counted(theirs)];
  const values = new Map([...o, ...t]);
  const entries = [...values].map(([text, { value }]) => ({ text, id: keptId(value), value }));
  return entries
    .sort(compareEntries)
    .flatMap(({ text, value }) => Array<Json>(merged(b.get(text), o.get(text), t.get(text))).fill(value));
}

interface Count {
  readonly value: Json;
  times: number;
}

function counted(list: Kept): ReadonlyMap<string, Count> {
  const counts = new Map<string, Count>();
  for (const value of list) {
    const text = canonicalText(value);
    const known = counts.get(text);
    if (known) known.times++;
    else counts.set(text, { value, times: 1 });
  }
  return counts;
}

/** More than before beats fewer than before. */
function merged(base?: Count, ours?: Count, theirs?: Count): number {
  const [b, o, t] = [base?.times ?? 0, ours?.times ?? 0, theirs?.times ?? 0];
  return o <= b && t <= b ? Math.min(o, t) : Math.max(o, t);
}

function compareEntries(
  a: { readonly id: string; readonly text: string },
  b: { readonly id: string; readonly text: string },
): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
}
