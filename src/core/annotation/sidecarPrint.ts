import { printJson } from '../json/exact';
import type { JsonObject } from '../json/json';
import { kindOf } from '../shapes/index';
import { roundScore, type Annotation } from './annotation';

/** One annotation as one line of the sidecar: id, label, shape, score, model, proposed, attributes, unknown keys. */
export function printAnnotation(annotation: Annotation): string {
  const { id, label, shape, score, model, proposed, attributes, extra } = annotation;
  const entry: JsonObject = {
    id,
    label,
    [shape.kind]: kindOf(shape).print(shape),
    ...(score !== undefined && { score: roundScore(score) }),
    ...(model !== undefined && { model }),
    ...(proposed && { proposed }),
    ...(attributes && { attributes }),
    ...extra,
  };
  return printJson(entry);
}
