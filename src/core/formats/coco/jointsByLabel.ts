import type { LabelSet } from '../labelSet';
import { jointName, placeOfJoint } from './categories';

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
  return new Map([...found].map(([label, joints]) => [label, inOrder([...joints])] as const));
}

/** Joints that are known by their place only stand at that place, whichever was met first. */
function inOrder(joints: readonly string[]): readonly string[] {
  const places = joints.map(placeOfJoint);
  if (places.length === 0 || places.includes(undefined)) return joints;
  const count = places.reduce<number>((most, place = 0) => Math.max(most, place + 1), 0);
  return Array.from({ length: count }, (_, place) => jointName(place));
}
