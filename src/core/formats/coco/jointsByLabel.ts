import type { LabelSet } from '../labelSet';

/** The keypoints of every class that has some: of its template, and behind them what its skeletons have besides. */
export function jointsByLabel(set: LabelSet): ReadonlyMap<string, readonly string[]> {
  const { classes, skeletons } = set.schema;
  const found = new Map<string, Set<string>>();
  for (const { name, skeleton } of classes) {
    const template = skeletons.find((each) => each.name === skeleton);
    if (template) found.set(name, new Set(template.joints.map((joint) => joint.name)));
  }
  for (const { doc } of set.images)
    for (const { label, shape } of doc.annotations) {
      if (shape.kind !== 'skeleton') continue;
      const joints = found.get(label) ?? new Set<string>();
      for (const name of Object.keys(shape.joints)) joints.add(name);
      found.set(label, joints);
    }
  return new Map([...found].map(([label, joints]) => [label, [...joints]] as const));
}
