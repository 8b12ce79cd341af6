import { layerChecks } from './layerChecks';
import { importRules } from './importRules';
import type { Level } from './level';
import { programCheck } from './programCheck';

/** The compiler's view: every layer compiles, and an import against the plan does not. */
export const typesLevel: Level = {
  name: 'types',
  quiet: true,
  run: async () => [
    await programCheck('tsc -b', 'typescript/bin/tsc', ['-b']),
    ...layerChecks(),
    ...importRules(),
  ],
};
