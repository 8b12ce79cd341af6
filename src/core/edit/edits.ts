import { accepted, rounded, type Annotation } from '../annotation/annotation';
import { sameValue, type AnnotationDoc, type DocFacts } from '../annotation/document';
import type { Shape } from '../shapes/index';
import { emptyEdit, factsOf, type Change, type Edit } from './edit';

/** Adds annotations, rounded as the sidecar will hold them. */
export function add(label: string, annotations: readonly Annotation[]): Edit {
  return { ...emptyEdit(label), added: annotations.map(rounded) };
}

export function remove(label: string, annotations: readonly Annotation[]): Edit {
  return { ...emptyEdit(label), removed: annotations };
}

/** Changes each annotation by `change`; those that come out the same are left out. */
export function update(
  label: string,
  annotations: readonly Annotation[],
  change: (annotation: Annotation) => Annotation,
): Edit {
  const updated = annotations
    .map((from): Change<Annotation> => {
      const to = change(from);
      return [from, to === from ? from : rounded(to)];
    })
    .filter(([from, to]) => !sameValue(from, to));
  return { ...emptyEdit(label), updated };
}

/**
 * The annotation with another shape, rounded; the very same annotation when the shape stays what it was. A proposal
 * whose shape a person has changed is that person's own: it is accepted, and remembers model and score.
 */
export function reshaped(annotation: Annotation, shape: Shape): Annotation {
  const next = rounded({ ...annotation, shape });
  return sameValue(rounded(annotation).shape, next.shape) ? annotation : accepted(next);
}

export function relabel(annotations: readonly Annotation[], label: string): Edit {
  return update(`Change class to ${label}`, annotations, (annotation) => ({ ...annotation, label }));
}

/** Sets state and tags at once; an empty edit when nothing changes. */
export function setFacts(label: string, doc: AnnotationDoc, facts: DocFacts): Edit {
  const from = factsOf(doc);
  return sameValue(from, facts) ? emptyEdit(label) : { ...emptyEdit(label), facts: [from, facts] };
}
