import { printJson } from '../json/exact';
import type { JsonObject } from '../json/json';
import { kindOf } from '../shapes/index';
import { roundScore, type Annotation, type ConflictSide } from './annotation';
import { entryOfFacts } from './entryFacts';

/** One annotation as one line of the sidecar: id, label, shape, facts (see `FACT_KEYS`), conflict, unknown keys. */
export function printAnnotation(annotation: Annotation): string {
  return printJson(entryOf(annotation));
}

function entryOf(annotation: Annotation): JsonObject {
  const { id, label, shape, conflict, extra, ...facts } = annotation;
  const { score } = facts;
  return {
    id,
    label,
    [shape.kind]: kindOf(shape).print(shape),
    ...entryOfFacts(score === undefined ? facts : { ...facts, score: roundScore(score) }),
    ...(conflict && conflict.length > 0 && { conflict: conflict.map(sideEntry) }),
    ...extra,
  };
}

/** Keys that this version does not know stay behind the others. */
function sideEntry({ side, as, ...unknown }: ConflictSide): JsonObject {
  return { side, as: as && entryOf(as), ...unknown };
}
