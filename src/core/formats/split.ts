import { compareCodePoints } from '../dataset/pathOrder';
import { seededRandom, shuffled } from './seededRandom';
import { splitByClass } from './splitByClass';
import { partSizes, type SplitItem, type SplitPart, type SplitPlan } from './splitParts';

/** `random`; `class`: each class spread over the parts as they ask; `group`: images of one group in one part. */
export const SPLIT_WAYS = ['random', 'class', 'group'] as const;
export type SplitWay = (typeof SPLIT_WAYS)[number];

/** Spreads images over parts: the same images, parts and seed give the same plan, whatever the order of the images. */
export function splitImages(
  items: readonly SplitItem[],
  parts: readonly SplitPart[],
  way: SplitWay,
  seed: string,
): SplitPlan {
  const random = seededRandom(seed);
  const mixed = shuffled(
    [...items].sort((a, b) => compareCodePoints(a.path, b.path)),
    random,
  );
  if (way === 'class') return splitByClass(mixed, parts);
  return way === 'group' ? splitByGroup(mixed, parts) : splitInOrder(mixed, parts);
}

function splitInOrder(mixed: readonly SplitItem[], parts: readonly SplitPart[]): SplitPlan {
  const sizes = partSizes(parts, mixed.length);
  const plan = new Map<string, string>();
  let from = 0;
  parts.forEach(({ name }, i) => {
    const to = from + (sizes[i] ?? 0);
    for (const { path } of mixed.slice(from, to)) plan.set(path, name);
    from = to;
  });
  return plan;
}

/** The largest groups first, each into the part that lacks most. */
function splitByGroup(mixed: readonly SplitItem[], parts: readonly SplitPart[]): SplitPlan {
  const groups = new Map<string, string[]>();
  for (const { group, path } of mixed) {
    const known = groups.get(group);
    if (known) known.push(path);
    else groups.set(group, [path]);
  }
  const lacking = parts.map(({ name, share }) => ({ name, images: share * mixed.length }));
  const plan = new Map<string, string>();
  for (const paths of [...groups.values()].sort((a, b) => b.length - a.length)) {
    const neediest = lacking.reduce((most, part) => (part.images > most.images ? part : most));
    neediest.images -= paths.length;
    for (const path of paths) plan.set(path, neediest.name);
  }
  return plan;
}
