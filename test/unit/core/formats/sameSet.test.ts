import assert from 'node:assert/strict';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import type { LabeledImage, LabelSet } from '../../../../src/core/formats/labelSet';
import { relabel } from '../../../../src/core/formats/relabel/relabel';
import { EMPTY_SCHEMA } from '../../../../src/core/schema/labelSchema';
import { kindOf } from '../../../../src/core/shapes/index';
import { EVERY_FACT, EVERY_KIND } from '../../../helpers/everyKind';
import { differences } from '../../../helpers/sameSet';

function setOf(annotations: readonly Annotation[], image: Partial<LabeledImage> = {}): LabelSet {
  const facts = { file: 'a.jpg', widthPx: 640, heightPx: 480 };
  const doc = { image: facts, tags: ['day'], annotations, kept: [] };
  const classes = [{ name: 'thing', id: 3, attributes: [] }];
  return {
    schema: { ...EMPTY_SCHEMA, classes },
    imageCount: 1,
    images: [{ path: 'a.jpg', split: 'val', labelled: true, doc, ...image }],
  };
}

function found(before: LabelSet, after: LabelSet): number {
  return differences(relabel, before, after, new Map()).length;
}

describe('what the laws of formats compare', () => {
  it('finds nothing between equal sets', () => {
    assert.equal(found(setOf(EVERY_KIND), setOf(structuredClone(EVERY_KIND))), 0);
  });

  it('finds every shape that is off by 2/100 pixel, or by a pixel in a mask', () => {
    for (const annotation of EVERY_KIND) {
      const { shape } = annotation;
      const byPx = shape.kind === 'mask' ? 1 : 0.02;
      const moved = { ...annotation, shape: kindOf(shape).translate(shape, byPx, 0) };
      assert.ok(found(setOf([annotation]), setOf([moved])) > 0, shape.kind);
    }
  });

  it('finds every fact that is missing', () => {
    const names = Object.keys(EVERY_FACT).filter((name) => !['shape', 'extra', 'id', 'label'].includes(name));
    for (const name of names) {
      const entries = Object.entries(EVERY_FACT).filter(([key]) => key !== name);
      const less = Object.fromEntries(entries) as unknown as Annotation;
      assert.ok(found(setOf([EVERY_FACT]), setOf([less])) > 0, name);
    }
  });

  it('finds images, splits, classes and annotations that are missing or too many', () => {
    const whole = setOf(EVERY_KIND);
    assert.ok(found(whole, { ...whole, images: [] }) > 0);
    assert.ok(found({ ...whole, images: [] }, whole) > 0);
    assert.ok(found(whole, setOf(EVERY_KIND, { split: 'train' })) > 0);
    assert.ok(found(whole, setOf(EVERY_KIND, { labelled: false })) > 0);
    assert.ok(found(whole, setOf(EVERY_KIND.slice(1))) > 0);
    assert.ok(found(setOf(EVERY_KIND.slice(1)), whole) > 0);
    assert.ok(found(whole, { ...whole, schema: EMPTY_SCHEMA }) > 0);
  });
});
