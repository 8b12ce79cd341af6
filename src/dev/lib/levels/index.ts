import { browserLevel, integrationLevel } from './browserLevels';
import type { Level } from './level';
import { lintLevel } from './lintLevel';
import { mochaLevel } from './mochaLevel';
import { typesLevel } from './typesLevel';

/** Every level of `npm test`, quickest first. */
export const levels: readonly Level[] = [
  typesLevel,
  lintLevel,
  mochaLevel('unit', { testLimitMs: 10_000, limitMs: 600_000 }),
  mochaLevel('engine', { testLimitMs: 60_000, limitMs: 1_200_000, secondTry: true }),
  browserLevel,
  integrationLevel,
];
