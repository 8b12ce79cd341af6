import type { Annotation } from '../annotation/annotation';
import { update } from '../edit/edits';
import { closest } from '../schema/closest';
import { templateOf } from '../schema/templateOf';
import { jointOf, skeletonOf, type Skeleton } from '../shapes/skeleton';
import type { Check, Finding, Fix } from './check';
import { about, named } from './lib/about';

export const unknownJoint: Check = {
  id: 'unknown-joint',
  severity: 'error',
  about: "A skeleton has a joint that its class's template does not have.",
  run: ({ doc, schema }) =>
    doc.annotations.flatMap((annotation) => {
      const { shape } = annotation;
      const template = schema && shape.kind === 'skeleton' ? templateOf(schema, annotation.label) : undefined;
      if (!template || shape.kind !== 'skeleton') return [];
      const names = template.joints.map(({ name }) => name);
      const strangers = Object.keys(shape.joints).filter((name) => !names.includes(name));
      return strangers.map((stranger) => finding(annotation, shape, stranger, names));
    }),
};

function finding(
  annotation: Annotation,
  shape: Skeleton,
  stranger: string,
  names: readonly string[],
): Finding {
  const free = names.filter((name) => !jointOf(shape, name));
  const fixes = [
    ...closest(stranger, free).map((name) => rename(annotation, shape, stranger, name)),
    ...(Object.keys(shape.joints).length > 1 ? [rename(annotation, shape, stranger, undefined)] : []),
  ];
  const message = `The ${named(annotation)} has a joint "${stranger}", which its template does not have.`;
  return about(unknownJoint.id, unknownJoint.severity, annotation, message, fixes);
}

/** Without the joint when there is no other name for it. */
function rename(annotation: Annotation, { joints }: Skeleton, from: string, to: string | undefined): Fix {
  const title = to === undefined ? `Remove the joint "${from}"` : `Rename the joint to "${to}"`;
  const shape = skeletonOf(
    Object.entries(joints).flatMap(([name, joint]) => {
      if (name !== from) return [[name, joint] as const];
      return to === undefined ? [] : [[to, joint] as const];
    }),
  );
  return { title, edit: update(title, [annotation], (was) => ({ ...was, shape })) };
}
