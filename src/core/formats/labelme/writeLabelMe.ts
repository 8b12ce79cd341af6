import type { Annotation } from '../../annotation/annotation';
import type { AnnotationDoc } from '../../annotation/document';
import { isObject, type Json, type JsonObject } from '../../json/json';
import { figuresOf, type Figure } from './figures';
import { mayOverlap } from './joinParts';
import { OWN_KEY } from './ownFacts';
import { block, blockOfMembers, printIndented } from './pythonJson';
import type { Style } from './style';
import { shapeText } from './writeShape';

const VERSIONS: Readonly<Record<Style, string>> = { labelme: '7.1.0', xanylabeling: '4.0.2' };

/** The file of an image, as the program itself would write it: 2 spaces, no line break at the end. */
export function labelMeText(doc: AnnotationDoc, imagePath: string, style: Style): string {
  const extra = doc.extra?.['labelme'];
  const aside: JsonObject = isObject(extra) ? extra : {};
  const { image, state } = doc;
  const keys = isObject(aside['keys']) ? Object.entries(aside['keys']) : [];
  const own = state === 'todo' && style === 'xanylabeling' ? [[OWN_KEY, { state }] as const] : [];
  const members: readonly (readonly [string, string])[] = [
    ['version', JSON.stringify(versionOf(aside, style))],
    ['flags', printIndented(flagsOf(doc, aside), 1)],
    ...(style === 'xanylabeling' ? [['checked', String(state === 'done')] as const] : []),
    ['shapes', block('[', ']', shapeTexts(doc.annotations, style), 1)],
    ['imagePath', JSON.stringify(imagePath)],
    ['imageData', 'null'],
    ['imageHeight', image.heightPx > 0 ? String(image.heightPx) : 'null'],
    ['imageWidth', image.widthPx > 0 ? String(image.widthPx) : 'null'],
    ...[...keys, ...own].map(([key, value]) => [key, printIndented(value, 1)] as const),
  ];
  return blockOfMembers(members, 0);
}

/** The version that wrote the file, when it was one that this form belongs to. */
function versionOf({ version, checked }: JsonObject, style: Style): string {
  const isOwn = typeof version === 'string' && /^[5-9]\./.test(version) && checked === undefined;
  return isOwn && style === 'labelme' ? version : VERSIONS[style];
}

/** Tags are the image's flags that are set; flags that were there and are not set stay. */
function flagsOf({ tags }: AnnotationDoc, { flags }: JsonObject): JsonObject {
  const known = isObject(flags) ? Object.keys(flags) : [];
  const set = new Set(tags);
  return Object.fromEntries([
    ...known.filter((name) => !set.has(name)).map((name) => [name, false] as const),
    ...tags.map((name) => [name, true] as const),
  ]);
}

function shapeTexts(annotations: readonly Annotation[], style: Style): readonly string[] {
  const numbers = new GroupIds(annotations);
  return annotations.flatMap((annotation) => {
    const figures = figuresOf(annotation, style);
    const { groupId, own } = numbers.of(annotation, figures);
    return figures.map((figure) =>
      shapeText(annotation, figure, groupId, { ...figure.own, ...(figure.isMain && own) }, style),
    );
  });
}

type GroupId = number | string | null;

/**
 * `group_id` by annotation. LabelMe takes polygons of one label and id for parts of one object: what only belongs
 * together gets an id of its own, and its group stands in our own key.
 */
class GroupIds {
  readonly #polygons = new Map<string, number>();
  /** The id that a group had when it was read; null where its annotations differ. */
  readonly #read = new Map<number, Json>();
  readonly #taken = new Set<string>();
  /** How many annotations of a group can say so by their `group_id` alone. */
  readonly #members = new Map<number, number>();
  /** Ids that only name their object, once each. */
  readonly #names = new Map<number, number>();
  #free = 0;

  constructor(annotations: readonly Annotation[]) {
    for (const annotation of annotations) {
      const { label, group, shape } = annotation;
      const read = readId(annotation);
      this.#free = Math.max(this.#free, group ?? 0, typeof read === 'number' ? read : 0);
      if (group === undefined) {
        if (typeof read === 'number') this.#names.set(read, (this.#names.get(read) ?? 0) + 1);
        continue;
      }
      this.#members.set(group, this.#members.get(group) ?? 0);
      const known = this.#read.get(group);
      this.#read.set(group, known === undefined || known === read ? (read ?? null) : null);
      if (shape.kind !== 'polygon') continue;
      const key = `${group}:${label}`;
      this.#polygons.set(key, (this.#polygons.get(key) ?? 0) + 1);
    }
    for (const { label, group, shape } of annotations) {
      const isAlone =
        shape.kind !== 'polygon' ||
        (this.#polygons.get(`${group}:${label}`) === 1 && shape.rings.length === 1);
      if (group !== undefined && isAlone && shape.kind !== 'skeleton')
        this.#members.set(group, (this.#members.get(group) ?? 0) + 1);
    }
  }

  of(annotation: Annotation, figures: readonly Figure[]): { groupId: GroupId; own: JsonObject } {
    const { group, label, shape } = annotation;
    const overlap = shape.kind === 'polygon' && shape.rings.length > 1 && mayOverlap(shape.rings);
    const own: JsonObject = overlap ? { overlap: true } : {};
    if (figures.length > 1)
      return { groupId: this.#ofParts(annotation), own: group === undefined ? own : { ...own, group } };
    if (group === undefined) return { groupId: this.#nameOf(annotation), own };
    const isShared = shape.kind === 'polygon' && (this.#polygons.get(`${group}:${label}`) ?? 0) > 1;
    const isLonely = (this.#members.get(group) ?? 0) < 2;
    if (isShared || isLonely) return { groupId: ++this.#free, own: { ...own, group } };
    const read = this.#read.get(group);
    return { groupId: typeof read === 'number' && Number.isSafeInteger(read) ? read : group, own };
  }

  /** The id that named the object when it was read, while no other has it. */
  #nameOf(annotation: Annotation): GroupId {
    const read = readId(annotation);
    const isFree = typeof read === 'number' && this.#names.get(read) === 1 && !this.#isGroup(read);
    return isFree && Number.isSafeInteger(read) ? read : null;
  }

  #isGroup(id: number): boolean {
    return this.#members.has(id) || [...this.#read.values()].includes(id);
  }

  /** The id that joined the parts when they were read, once. */
  #ofParts(annotation: Annotation): number {
    const read = annotation.group === undefined ? readId(annotation) : undefined;
    const key = `${String(read)}:${annotation.label}`;
    if (typeof read !== 'number' || !Number.isSafeInteger(read) || this.#taken.has(key)) return ++this.#free;
    this.#taken.add(key);
    return read;
  }
}

function readId({ extra }: Annotation): Json | undefined {
  const aside = extra?.['labelme'];
  return isObject(aside) ? aside['group_id'] : undefined;
}
