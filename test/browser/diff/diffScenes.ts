import type { Annotation } from '../../../src/core/annotation/annotation';
import { emptyDoc, type AnnotationDoc } from '../../../src/core/annotation/document';
import { compareIds } from '../../../src/core/annotation/document';
import { EMPTY_SCHEMA, type LabelSchema } from '../../../src/core/schema/labelSchema';
import { polygonOf } from '../../../src/core/shapes/polygon';
import type { DiffSide } from '../../../src/protocol/diffView';
import type { ImageSource } from '../../../src/protocol/editor';
import type { FakeDiff, FakeImage } from './fakeDiffHost';

export const SIZE = { widthPx: 800, heightPx: 600 } as const;
export const PICTURE: ImageSource = { kind: 'uri', uri: '/grey.png', ...SIZE };

export const SCHEMA: LabelSchema = {
  ...EMPTY_SCHEMA,
  classes: [
    { name: 'car', color: '#4cc2ff', attributes: [] },
    { name: 'truck', color: '#ff8a3d', attributes: [] },
    { name: 'person', color: '#d06bff', attributes: [] },
  ],
};

export function box(id: string, x: number, y: number, more: Partial<Annotation> = {}): Annotation {
  return { id, label: 'car', shape: { kind: 'box', x, y, width: 100, height: 80 }, ...more };
}

export function docOf(annotations: readonly Annotation[], more: Partial<AnnotationDoc> = {}): AnnotationDoc {
  return {
    ...emptyDoc({ file: 'street.jpg', ...SIZE }),
    annotations: [...annotations].sort(compareIds),
    ...more,
  };
}

export function sideOf(title: string, doc: AnnotationDoc | undefined, image = PICTURE): DiffSide {
  return { title, image, labels: doc ? { kind: 'labels', doc, notes: [] } : { kind: 'absent' } };
}

export const HEAD = 'HEAD · 3f2a91c Ann, 2 days ago';
export const WORK = 'Working Tree';

/** One instance of every kind of change, far from each other, and one that is the same. */
export function everyChange(): { readonly before: AnnotationDoc; readonly after: AnnotationDoc } {
  const reshaped = {
    id: 'e00000',
    label: 'person',
    shape: polygonOf([300, 330, 400, 330, 400, 420, 300, 420]),
  };
  const before = docOf([
    box('a00000', 40, 40),
    box('c00000', 300, 40),
    box('d00000', 540, 40),
    reshaped,
    box('f00000', 40, 330, { attributes: { colour: 'red' } }),
    box('h00000', 40, 480),
  ]);
  const after = docOf([
    box('b00000', 170, 40, { label: 'person' }),
    box('c00000', 300, 40, { label: 'truck' }),
    box('d00000', 620, 150),
    { ...reshaped, shape: polygonOf([300, 330, 440, 300, 430, 450, 320, 440]) },
    box('f00000', 40, 330, { attributes: { colour: 'blue' }, occluded: true }),
    box('g00000', 600, 330, { proposed: true, score: 0.8, model: 'parts@3f2a' }),
    box('h00000', 40, 480),
  ]);
  return { before, after };
}

export function imageOf(
  path: string,
  docs: { before?: AnnotationDoc; after?: AnnotationDoc },
): FakeImage & {
  path: string;
} {
  return { path, before: sideOf(HEAD, docs.before), after: sideOf(WORK, docs.after) };
}

export function diffOf(...images: FakeDiff['images']): FakeDiff {
  return { title: 'HEAD ↔ Working Tree', schema: SCHEMA, images };
}
