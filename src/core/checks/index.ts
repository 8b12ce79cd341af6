import type { Check, CheckInput, Finding } from './check';
import { conflict } from './conflict';
import { brokenLink } from './brokenLink';
import { conflictingTags } from './conflictingTags';
import { duplicateAnnotation } from './duplicateAnnotation';
import { forbiddenShape } from './forbiddenShape';
import { missingAttribute } from './missingAttribute';
import { missingTag } from './missingTag';
import { orphan } from './orphan';
import { outsideImage } from './outsideImage';
import { panoptic } from './panoptic';
import { returned } from './returned';
import { selfCross } from './selfCross';
import { sizeMismatch } from './sizeMismatch';
import { twins } from './twins';
import { unknownClass } from './unknownClass';
import { unknownJoint } from './unknownJoint';
import { unknownTag } from './unknownTag';
import { wrongAttribute } from './wrongAttribute';
import { wrongImageName } from './wrongImageName';
import { zeroArea } from './zeroArea';

/** Every check, those about the whole document first. */
export const CHECKS: readonly Check[] = [
  conflict,
  orphan,
  sizeMismatch,
  wrongImageName,
  missingTag,
  conflictingTags,
  unknownTag,
  panoptic,
  unknownClass,
  forbiddenShape,
  unknownJoint,
  wrongAttribute,
  missingAttribute,
  brokenLink,
  outsideImage,
  zeroArea,
  selfCross,
  duplicateAnnotation,
  twins,
  returned,
];

export function runChecks(input: CheckInput): readonly Finding[] {
  return CHECKS.flatMap((check) => check.run(input));
}
