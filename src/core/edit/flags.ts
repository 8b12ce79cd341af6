import type { Annotation, Flag } from '../annotation/annotation';
import type { Edit } from './edit';
import { update } from './edits';
import { countOf, unlocked } from './unlocked';

/** Says yes or no to a flag of all of them; locked ones stay. */
export function setFlag(annotations: readonly Annotation[], flag: Flag, on: boolean): Edit {
  const free = unlocked(annotations);
  const label = on ? `Mark ${countOf(free)} as ${flag}` : `Mark ${countOf(free)} as not ${flag}`;
  return update(label, free, (annotation) => withMark(annotation, flag, on));
}

/** A locked annotation can be selected, but tools leave it as it is. */
export function setLocked(annotations: readonly Annotation[], on: boolean): Edit {
  return update(`${on ? 'Lock' : 'Unlock'} ${countOf(annotations)}`, annotations, (annotation) =>
    withMark(annotation, 'locked', on),
  );
}

/** A hidden annotation is neither drawn nor hit; it is part of the labels as before. */
export function setHidden(annotations: readonly Annotation[], on: boolean): Edit {
  return update(`${on ? 'Hide' : 'Show'} ${countOf(annotations)}`, annotations, (annotation) =>
    withMark(annotation, 'hidden', on),
  );
}

/** Sets the transcription; an empty one is taken away. Locked ones stay. */
export function setText(annotations: readonly Annotation[], text: string): Edit {
  return update('Change text', unlocked(annotations), ({ text: _, ...rest }) =>
    text === '' ? rest : { ...rest, text },
  );
}

function withMark(annotation: Annotation, key: Flag | 'locked' | 'hidden', on: boolean): Annotation {
  const { [key]: _, ...rest } = annotation;
  return on ? { ...rest, [key]: true } : rest;
}
