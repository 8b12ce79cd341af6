import type { LabelClass, SkeletonTemplate } from '../../schema/labelSchema';
import { SKELETON_TEMPLATES } from '../../schema/skeletonTemplates';

/** How the keypoints of all rows of a data set are laid out. */
export interface YoloKeypoints {
  /** As many for every class; 0 without keypoints. */
  readonly count: number;
  /** 2: x and y; 3: and a visibility. */
  readonly dims: 2 | 3;
  /** Names by place, by class id. */
  namesOf(classId: number): readonly string[];
}

export const NO_KEYPOINTS: YoloKeypoints = { count: 0, dims: 3, namesOf: () => [] };

/** What `data.yaml` says of keypoints. */
export interface KeypointFacts {
  readonly count: number;
  readonly dims: 2 | 3;
  /** Place of each keypoint's partner in the mirror. */
  readonly flip: readonly number[];
  /** By class id; empty where the file names none. */
  readonly names: ReadonlyMap<number, readonly string[]>;
  /** Lines between places; Relabel's own key. */
  readonly edges: readonly (readonly [number, number])[];
}

/** The templates of what `data.yaml` says: one for all classes unless it names keypoints class by class. */
export function templatesOf(facts: KeypointFacts): ReadonlyMap<number | undefined, SkeletonTemplate> {
  const templates = new Map<number | undefined, SkeletonTemplate>();
  const known = new Map<string, SkeletonTemplate>();
  for (const [classId, names] of facts.names) {
    const key = JSON.stringify(names);
    const name = known.size === 0 ? 'keypoints' : `keypoints ${known.size + 1}`;
    const template = known.get(key) ?? templateWith(name, padded(names, facts.count), facts);
    known.set(key, template);
    templates.set(classId, template);
  }
  templates.set(undefined, templates.values().next().value ?? unnamed(facts));
  return templates;
}

/** COCO's person where count and mirror are COCO's; else numbered keypoints. */
function unnamed(facts: KeypointFacts): SkeletonTemplate {
  const person = SKELETON_TEMPLATES.find(
    (template) => template.joints.length === facts.count && sameNumbers(flipOf(template), facts.flip),
  );
  return person ?? templateWith('keypoints', padded([], facts.count), facts);
}

function padded(names: readonly string[], count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => names[i] ?? `k${i}`);
}

function templateWith(
  name: string,
  names: readonly string[],
  { flip, edges }: KeypointFacts,
): SkeletonTemplate {
  const pair = (a: number, b: number): (readonly [string, string])[] => {
    const [from, to] = [names[a], names[b]];
    return from === undefined || to === undefined ? [] : [[from, to]];
  };
  return {
    name,
    joints: names.map((joint) => ({ name: joint })),
    edges: edges.flatMap(([a, b]) => pair(a, b)),
    swap: flip.flatMap((other, i) => (other > i ? pair(i, other) : [])),
  };
}

/** For each joint the place of its partner in the mirror; its own where it has none. */
export function flipOf({ joints, swap }: SkeletonTemplate): readonly number[] {
  const place = new Map(joints.map(({ name }, i) => [name, i]));
  const partner = new Map(swap.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]));
  return joints.map(({ name }, i) => place.get(partner.get(name) ?? name) ?? i);
}

/** Lines of a template as pairs of places. */
export function edgesOf({ joints, edges }: SkeletonTemplate): readonly (readonly [number, number])[] {
  const place = new Map(joints.map(({ name }, i) => [name, i]));
  return edges.flatMap(([a, b]) => {
    const [from, to] = [place.get(a), place.get(b)];
    return from === undefined || to === undefined ? [] : [[from, to] as const];
  });
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** How the skeletons of classes are written: what rows and `data.yaml` need. */
export interface KeypointPlan extends YoloKeypoints {
  readonly flip: readonly number[];
  readonly edges: readonly (readonly [number, number])[];
}

/**
 * One layout for all classes. Templates that agree in length and mirror keep their own names, place by place; else
 * the keypoints of all follow one another, and a row has those of other classes unlabelled.
 */
export function planKeypoints(
  templates: readonly SkeletonTemplate[],
  classes: readonly (LabelClass & { readonly id: number })[],
): KeypointPlan {
  const [first] = templates;
  if (!first) return { ...NO_KEYPOINTS, flip: [], edges: [] };
  const alike = templates.every((each) => sameNumbers(flipOf(each), flipOf(first)));
  const whole = alike ? first : joinedTemplate(templates);
  const byName = new Map(templates.map((each) => [each.name, each]));
  const byClass = new Map(classes.map(({ id, skeleton }) => [id, byName.get(skeleton ?? '')]));
  return {
    count: whole.joints.length,
    dims: 3,
    flip: flipOf(whole),
    edges: edgesOf(whole),
    namesOf: (classId) => ((alike && byClass.get(classId)) || whole).joints.map(({ name }) => name),
  };
}

function joinedTemplate(templates: readonly SkeletonTemplate[]): SkeletonTemplate {
  const names = new Set(templates.flatMap(({ joints }) => joints.map(({ name }) => name)));
  return {
    name: 'keypoints',
    joints: [...names].map((name) => ({ name })),
    edges: templates.flatMap(({ edges }) => edges),
    swap: templates.flatMap(({ swap }) => swap),
  };
}
