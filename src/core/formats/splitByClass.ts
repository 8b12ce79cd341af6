import type { SplitItem, SplitPart, SplitPlan } from './splitParts';

interface Part {
  readonly name: string;
  /** Images it still lacks, and images of each class. */
  images: number;
  readonly classes: Map<string, number>;
}

/**
 * Iterative stratification (Sechidis, Tsoumakas, Vlahavas: On the Stratification of Multi-Label Data, ECML PKDD 2011):
 * the class with the fewest images left comes first, and each of its images goes where that class is lacking most.
 * `mixed` is in an order of chance, which decides where nothing else does. Images without labels come last.
 */
export function splitByClass(mixed: readonly SplitItem[], parts: readonly SplitPart[]): SplitPlan {
  const waiting = imagesByClass(mixed);
  const lacking = parts.map((part) => lackingOf(part, mixed.length, waiting));
  const plan = new Map<string, string>();
  const give = (item: SplitItem, part: Part): void => {
    plan.set(item.path, part.name);
    part.images--;
    for (const name of item.classes) {
      part.classes.set(name, (part.classes.get(name) ?? 0) - 1);
      waiting.get(name)?.delete(item);
    }
  };
  for (let name = rarest(waiting); name !== undefined; name = rarest(waiting)) {
    const rare = name;
    for (const item of [...(waiting.get(rare) ?? [])]) give(item, neediest(lacking, rare));
    waiting.delete(rare);
  }
  for (const item of mixed) if (!plan.has(item.path)) give(item, neediest(lacking, undefined));
  return plan;
}

function imagesByClass(items: readonly SplitItem[]): Map<string, Set<SplitItem>> {
  const found = new Map<string, Set<SplitItem>>();
  for (const item of items)
    for (const name of item.classes) {
      const known = found.get(name);
      if (known) known.add(item);
      else found.set(name, new Set([item]));
    }
  return found;
}

function lackingOf(
  { name, share }: SplitPart,
  count: number,
  waiting: ReadonlyMap<string, ReadonlySet<SplitItem>>,
): Part {
  const classes = new Map([...waiting].map(([label, items]) => [label, share * items.size]));
  return { name, images: share * count, classes };
}

/** Equally rare ones by name, so that the order of the images does not matter. */
function rarest(waiting: ReadonlyMap<string, ReadonlySet<SplitItem>>): string | undefined {
  let best: string | undefined;
  let fewest = Infinity;
  for (const [name, { size }] of waiting)
    if (size > 0 && (size < fewest || (size === fewest && best !== undefined && name < best)))
      [best, fewest] = [name, size];
  return best;
}

/** Where the class lacks most; then where images lack most. Parts that ask for nothing get nothing. */
function neediest(parts: readonly Part[], name: string | undefined): Part {
  const lack = (part: Part): number => (name === undefined ? 0 : (part.classes.get(name) ?? 0));
  return parts.reduce((most, part) => {
    const more = lack(part) - lack(most) || part.images - most.images;
    return more > 1e-9 ? part : most;
  });
}
