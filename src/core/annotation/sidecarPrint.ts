import { printJson } from '../json/exact';
import type { JsonObject } from '../json/json';
import { kindOf } from '../shapes/index';
import { roundScore, type Annotation } from './annotation';
import { entryOfFacts } from './entryFacts';

/** One annotation as one line of the sidecar: id, label, shape, facts (see `FACT_KEYS`), unknown keys. */
export function printAnnotation(annotation: Annotation): string {
  const { id, label, shape, extra, ...facts } = annotation;
  const { score } = facts;
  const entry: JsonObject = {
    id,
    label,
    [shape.kind]: kindOf(shape).print(shape),
    ...entryOfFacts(score === undefined ? facts : { ...facts, score: roundScore(score) }),
    ...extra,
  };
  return printJson(entry);
}
