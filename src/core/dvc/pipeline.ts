import type { Problem } from '../problem';
import { filledIn, foreachItem, inlineVars, matrixItem, mayBecome, type Vars } from './template';
import { listOf, mapOf, readFields, textOf, type Fields } from './yamlFields';

/** What `dvc.yaml` says of a stage's outputs that `dvc.lock` does not. */
export interface StagePlace {
  /** As written, relative to the folder of `dvc.yaml`; undefined when it is a template that is not resolved here. */
  readonly wdir: string | undefined;
  /** What it says of an output, by its path as `dvc.lock` has it. */
  readonly options: (path: string) => OutOptions;
}

export interface OutOptions {
  /** False: `cache: false`, the file itself is in git. */
  readonly isCached: boolean;
  readonly remote: string | undefined;
}

/**
 * Reads a `dvc.yaml` and returns its stages by the names that `dvc.lock` gives them, `train@eu` of a `foreach` or
 * `matrix` too (iterative/dvc: dvc/parsing/__init__.py). Undefined when it cannot be understood; a stage is undefined
 * when it is not there. Never throws.
 */
export function readPipeline(text: string): ((stage: string) => StagePlace | undefined) | undefined {
  const problems: Problem[] = [];
  const top = readFields(text, problems);
  if (!top || problems.length > 0) return undefined;
  const stages = mapOf(top, 'stages');
  const vars = inlineVars(listOf(top, 'vars'));
  return (stage) => {
    const at = stage.indexOf('@');
    const [name, key] = at < 0 ? [stage, undefined] : [stage.slice(0, at), stage.slice(at + 1)];
    const found = stages.get(name);
    if (!(found instanceof Map)) return undefined;
    return placeOf(found as Fields, key, vars);
  };
}

function placeOf(stage: Fields, key: string | undefined, vars: Vars): StagePlace {
  const isForeach = stage.has('foreach');
  const definition = isForeach ? mapOf(stage, 'do') : stage;
  const all = new Map([...vars, ...inlineVars(listOf(definition, 'vars'))]);
  if (key !== undefined && isForeach) foreachItem(stage.get('foreach'), key, all);
  if (key !== undefined && stage.has('matrix')) matrixItem(mapOf(stage, 'matrix'), key, all);
  return {
    wdir: filledIn(textOf(definition, 'wdir') ?? '.', all),
    options: optionsOf(definition, all),
  };
}

/** A path that is a template that is not resolved here stands for every path that it may become. */
function optionsOf(definition: Fields, vars: Vars): StagePlace['options'] {
  const rules = ['outs', 'metrics', 'plots']
    .flatMap((kind) => listOf(definition, kind))
    .flatMap((item) => (item instanceof Map ? [...(item as Fields)] : []))
    .flatMap(([path, said]) =>
      typeof path === 'string' && said instanceof Map ? [{ path, said: said as Fields }] : [],
    )
    .map(({ path, said }) => {
      const filled = filledIn(path, vars) ?? path;
      return { fits: (one: string) => mayBecome(filled, one), said };
    });
  return (path) => {
    const said = rules.find(({ fits }) => fits(path))?.said ?? new Map();
    return { isCached: textOf(said, 'cache') !== 'false', remote: textOf(said, 'remote') };
  };
}
