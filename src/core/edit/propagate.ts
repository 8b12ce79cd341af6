import type { Annotation } from '../annotation/annotation';
import { sameValue, type AnnotationDoc } from '../annotation/document';
import { asCopied } from '../annotation/asCopied';
import type { LabelSchema } from '../schema/labelSchema';
import { kindOf } from '../shapes/index';
import { attributesOf, withAttributes, withoutMutable } from './attributes';
import type { Edit } from './edit';
import { add } from './edits';
import { nextGroup } from './group';
import { withLinks } from './links';
import { countOf } from './unlocked';

export interface Carried {
  /** To be applied to the other image's labels. */
  readonly edit: Edit;
  /** How many lay outside that image and were left out. */
  readonly outside: number;
  /** How many stand there already, in the same class and place. */
  readonly known: number;
}

/**
 * Carries annotations to the labels of another image (or another page): the same pixels, cut at that image's border.
 * Copies have new ids, new group numbers, links only among themselves, and attributes that change from image to image
 * at their defaults. Whoever carries stands for them: model and score do not come along, nor do lock and hide, nor what was said about
 * the very one they are made of.
 */
export function carry(
  annotations: readonly Annotation[],
  to: AnnotationDoc,
  schema: LabelSchema,
  newId: () => string,
  page = 0,
): Carried {
  const there = new Set(to.annotations.filter((each) => (each.page ?? 0) === page).map(placeOf));
  const inside = annotations.flatMap((annotation) => clipped(annotation, to) ?? []);
  const fresh = inside.filter((annotation) => !there.has(placeOf(annotation)));
  const ids = new Map(fresh.map(({ id }) => [id, newId()]));
  const groups = newGroups(fresh, nextGroup(to));
  const copies = fresh.map((annotation) => copyOf(annotation, ids, groups, schema, page));
  return {
    edit: add(`Copy ${countOf(copies)}`, copies),
    outside: annotations.length - inside.length,
    known: inside.length - fresh.length,
  };
}

/** The previous image's accepted labels once more; see `carry`. Proposals are nobody's labels yet and stay behind. */
export function repeatPrevious(
  previous: AnnotationDoc,
  to: AnnotationDoc,
  schema: LabelSchema,
  newId: () => string,
  page = 0,
): Carried {
  const labels = previous.annotations.filter(({ proposed }) => !proposed);
  const carried = carry(labels, to, schema, newId, page);
  return { ...carried, edit: { ...carried.edit, label: "Repeat the previous image's labels" } };
}

function clipped(annotation: Annotation, { image }: AnnotationDoc): Annotation | undefined {
  const kind = kindOf(annotation.shape);
  const part = kind.clip(annotation.shape, image.widthPx, image.heightPx);
  const shape = part && kind.round(part);
  if (!shape) return undefined;
  return sameValue(shape, annotation.shape) ? annotation : { ...annotation, shape };
}

/** Class and place as one text. */
function placeOf({ label, shape }: Annotation): string {
  return JSON.stringify([label, shape.kind, kindOf(shape).print(shape)]);
}

function newGroups(annotations: readonly Annotation[], first: number): ReadonlyMap<number, number> {
  const used = new Set(annotations.flatMap(({ group }) => group ?? []));
  return new Map([...used].sort((a, b) => a - b).map((group, i) => [group, first + i]));
}

function copyOf(
  annotation: Annotation,
  ids: ReadonlyMap<string, string>,
  groups: ReadonlyMap<number, number>,
  schema: LabelSchema,
  page: number,
): Annotation {
  const links = (annotation.links ?? []).flatMap((link) => {
    const to = ids.get(link.to);
    return to === undefined ? [] : [{ ...link, to }];
  });
  const group = annotation.group === undefined ? undefined : groups.get(annotation.group);
  const copy = withLinks(asCopied(annotation), links);
  const attributes = withoutMutable(annotation.attributes, attributesOf(schema, annotation.label));
  return withAttributes(
    {
      ...copy,
      id: ids.get(annotation.id) ?? annotation.id,
      ...(group !== undefined && { group }),
      ...(page > 0 && { page }),
    },
    attributes,
  );
}
