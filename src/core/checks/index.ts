import type { Check, CheckInput, Finding } from './check';
import { conflictingTags } from './conflictingTags';
import { duplicateAnnotation } from './duplicateAnnotation';
import { forbiddenShape } from './forbiddenShape';
import { missingTag } from './missingTag';
import { orphan } from './orphan';
import { outsideImage } from './outsideImage';
import { sizeMismatch } from './sizeMismatch';
import { unknownClass } from './unknownClass';
import { unknownTag } from './unknownTag';
import { wrongImageName } from './wrongImageName';
import { zeroArea } from './zeroArea';

/** Every check, those about the whole document first. */
export const CHECKS: readonly Check[] = [
  orphan,
  sizeMismatch,
  wrongImageName,
  missingTag,
  conflictingTags,
  unknownTag,
  unknownClass,
  forbiddenShape,
  outsideImage,
  zeroArea,
  duplicateAnnotation,
];

export function runChecks(input: CheckInput): readonly Finding[] {
  return CHECKS.flatMap((check) => check.run(input));
}
