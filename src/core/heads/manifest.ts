import * as v from 'valibot';
import { HEADS } from './index';
import type { Recipe } from './recipe';
import { RESIZES } from './recipe';

const triple = v.pipe(v.tuple([v.number(), v.number(), v.number()]), v.readonly());
const side = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16384));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const nonZero = v.pipe(
  triple,
  v.check((values) => values.every((value) => value !== 0), 'must not hold 0: values are divided by it'),
);

const input = v.looseObject({
  width: v.optional(side),
  height: v.optional(side),
  layout: v.optional(v.picklist(['NCHW', 'NHWC'])),
  channels: v.optional(v.picklist(['RGB', 'BGR'])),
  scale: v.optional(v.number()),
  mean: v.optional(triple),
  std: v.optional(nonZero),
  resize: v.optional(v.picklist(RESIZES)),
  pad: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(255))),
});

/** Unknown keys are welcome at every level; wrong values of known ones are errors. */
const manifest = v.looseObject({
  name: v.optional(v.pipe(v.string(), v.minLength(1))),
  title: v.optional(v.string()),
  file: v.optional(v.pipe(v.string(), v.minLength(1))),
  sha256: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits'))),
  task: v.optional(v.picklist(['detect'])),
  head: v.optional(v.picklist(HEADS.map(({ id }) => id))),
  classes: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  input: v.optional(input),
  defaults: v.optional(v.looseObject({ confidence: v.optional(share), iou: v.optional(share) })),
  licence: v.optional(v.string()),
  source: v.optional(v.string()),
  metrics: v.optional(v.looseObject({})),
});

/** What a `*.model.json` says about an ONNX file beside it. What it leaves out, the file itself decides. */
export type ModelManifest = v.InferOutput<typeof manifest>;

/** A value that is wrong, by its path in the file (`input.std[0]`; empty for the whole file). */
export interface ManifestProblem {
  readonly path: string;
  readonly message: string;
}

export type ManifestResult =
  | { readonly ok: true; readonly manifest: ModelManifest }
  | { readonly ok: false; readonly problems: readonly ManifestProblem[] };

/** Reads the text of a `*.model.json`; never throws. */
export function parseManifest(text: string): ManifestResult {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { ok: false, problems: [{ path: '', message: `is not JSON: ${(error as Error).message}` }] };
  }
  if (Array.isArray(json))
    return { ok: false, problems: [{ path: '', message: 'must be an object, not a list' }] };
  const result = v.safeParse(manifest, json);
  if (result.success) return { ok: true, manifest: result.output };
  return {
    ok: false,
    problems: result.issues.map((issue) => ({ path: pathOf(issue), message: issue.message })),
  };
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  const keys = issue.path?.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)) ?? [];
  return keys.join('').replace(/^\./, '');
}

/** A head's own recipe with what the manifest says otherwise. */
export function recipeFor(base: Recipe, given: ModelManifest['input']): Recipe {
  return {
    channels: given?.channels ?? base.channels,
    scale: given?.scale ?? base.scale,
    mean: given?.mean ?? base.mean,
    std: given?.std ?? base.std,
    resize: given?.resize ?? base.resize,
    pad: given?.pad ?? base.pad,
  };
}
