import type { Head } from './head';
import type { ImageInput } from './imageInput';
import { imageInput } from './imageInput';
import { headNamed, rankHeads } from './index';
import type { ModelManifest } from './manifest';
import { recipeFor } from './manifest';
import type { OnnxMeta } from './onnxMeta';
import { PlanError } from './planError';
import type { Recipe } from './recipe';
import type { Signature } from './signature';
import { classNames, describeValues } from './signature';

/** Everything needed to run a model as a detector. */
export interface Plan {
  readonly head: Head;
  readonly reason: string;
  /** False while only a run can tell: some output dimensions are not stated and no head fits well. */
  readonly certain: boolean;
  readonly input: ImageInput;
  readonly recipe: Recipe;
  /** By class index; empty when nobody names them. */
  readonly classes: readonly string[];
  readonly confidence: number;
  readonly iou: number;
  readonly warnings: readonly string[];
}

export interface PlanWishes {
  readonly manifest?: ModelManifest | undefined;
  /** Names found beside the model, used when neither manifest nor metadata has any. */
  readonly classes?: readonly string[] | undefined;
}

const DEFAULT_CONFIDENCE = 0.25;
const DEFAULT_IOU = 0.45;
const CERTAIN_FIT = 0.8;

/** Decides how to run a model. Throws `PlanError`, which says what was seen and what was tried. */
export function planModel(meta: OnnxMeta, wishes: PlanWishes): Plan {
  const warnings: string[] = [];
  const { manifest } = wishes;
  const input = imageInput(meta, manifest?.input, warnings);
  const { inputs, outputs, metadata } = meta;
  const signature: Signature = { inputs, outputs, metadata, inputSize: input.size };
  const { head, reason, certain } = chooseHead(signature, manifest);
  refuseStrangeInputs(signature, head, input);
  const named = manifest?.classes ?? classNames(metadata);
  const { classes, warning } = chooseNames(named, wishes.classes ?? [], head.classCount(signature));
  if (warning) warnings.push(warning);
  return {
    ...{ head, reason, certain, input, classes, warnings },
    recipe: recipeFor(head.recipe, manifest?.input),
    confidence: manifest?.defaults?.confidence ?? DEFAULT_CONFIDENCE,
    iou: manifest?.defaults?.iou ?? DEFAULT_IOU,
  };
}

/** True when some output dimensions beside the batch are known only after a run. */
export const isOpen = (meta: Pick<OnnxMeta, 'outputs'>): boolean =>
  meta.outputs.some(({ dims }) => !dims || dims.slice(1).some((dim) => typeof dim !== 'number'));

function chooseHead(signature: Signature, manifest: ModelManifest | undefined) {
  const wished = manifest?.head === undefined ? undefined : headNamed(manifest.head);
  if (wished) return { head: wished, reason: 'the manifest names it', certain: true };
  const ranked = rankHeads(signature);
  const [first] = ranked;
  if (!first || first.fit === 0) {
    const tried = ranked.map(({ head, reason }) => `${head.title}: ${reason}`);
    const seen = describeValues(signature.outputs);
    const text = `no known detector has such outputs (${seen}). Tried: ${tried.join('; ')}`;
    throw new PlanError('noHead', text, { outputs: seen, tried });
  }
  return { head: first.head, reason: first.reason, certain: first.fit >= CERTAIN_FIT || !isOpen(signature) };
}

function refuseStrangeInputs({ inputs }: Signature, head: Head, input: ImageInput): void {
  const fed = new Set([input.name, ...(head.feeds?.({ input: input.size }).keys() ?? [])]);
  const strange = inputs.filter(({ name }) => !fed.has(name));
  if (strange.length > 0)
    throw new PlanError('input', `${head.title} does not feed these inputs: ${describeValues(strange)}`);
}

/** Names stated for this model are used as they are; names merely found beside it only when they fit. */
function chooseNames(
  stated: readonly string[] | undefined,
  found: readonly string[],
  count: number | undefined,
): { classes: readonly string[]; warning?: string } {
  const names = stated ?? found;
  if (names.length === 0)
    return {
      classes: [],
      warning: 'No class names were found for this model: its classes show as "class 0", ….',
    };
  if (count === undefined || count === names.length) return { classes: names };
  const differ = `The model has ${count} classes but ${names.length} names were found`;
  if (stated) return { classes: stated, warning: `${differ}: check that they belong together.` };
  return { classes: [], warning: `${differ} beside it: they are not used, classes show as "class 0", ….` };
}
