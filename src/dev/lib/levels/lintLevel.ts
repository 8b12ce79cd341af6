import type { Level } from './level';
import { programCheck } from './programCheck';

/** ESLint's rules and Prettier's layout over the whole checkout. */
export const lintLevel: Level = {
  name: 'lint',
  quiet: true,
  run: async () => [
    await programCheck('eslint', 'eslint/bin/eslint.js', ['.', '--max-warnings=0']),
    await programCheck('prettier', 'prettier/bin/prettier.cjs', [
      '--check',
      '--log-level=warn',
      '--no-color',
      '.',
    ]),
  ],
};
