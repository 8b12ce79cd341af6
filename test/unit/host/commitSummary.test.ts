import assert from 'node:assert/strict';
import { emptyDoc, type AnnotationDoc } from '../../../src/core/annotation/document';
import { boxOf } from '../../../src/core/shapes/box';
import type { ChangedFile } from '../../../src/engine/versioning/porcelain';
import {
  commitBody,
  commitMessage,
  itemSummary,
  type CommitItem,
} from '../../../src/host/commands/commitSummary';

const file = (path: string, change: ChangedFile['change'] = 'modified'): ChangedFile => ({
  path,
  change,
  untracked: false,
});
const doc = (...labels: string[]): AnnotationDoc => ({
  ...emptyDoc({ file: 'a.jpg', widthPx: 9, heightPx: 9 }),
  annotations: labels.map((label, i) => ({
    id: `id${i}`,
    label,
    shape: boxOf({ x: i, y: 0, width: 5, height: 5 }),
  })),
});
const image = (path: string, before?: AnnotationDoc, after?: AnnotationDoc): CommitItem => ({
  file: file(`${path}.labels.json`),
  labels: { path, before, after },
});

describe('commitSummary', () => {
  it('says in words what changed over all images', () => {
    const items = [image('a.jpg', undefined, doc('car', 'car')), image('b.jpg', doc('person'), doc())];
    assert.equal(commitMessage(items), '2 images, +2 car, -1 person');
  });

  it('names data set files, once each, alone or after the images', () => {
    assert.equal(commitMessage([{ file: file('data/relabel.yaml') }]), 'relabel.yaml');
    const items = [
      { file: file('x/relabel.yaml') },
      { file: file('y/relabel.yaml') },
      image('a.jpg', doc(), doc('car')),
    ];
    assert.equal(commitMessage(items), '1 image, +1 car, relabel.yaml');
  });

  it('lists every class below a first line that is too short for all of them', () => {
    const many = doc(...Array.from({ length: 8 }, (_, i) => `class${i}`));
    assert.match(commitMessage([image('a.jpg', undefined, many)]), /\+2 in 2 other classes$/);
    assert.equal(commitBody([image('a.jpg', undefined, many)]).split('\n')[7], 'class7: +1');
    assert.equal(commitBody([image('a.jpg', undefined, doc('car', 'person'))]), '');
  });

  it('says for one file what changed in it', () => {
    assert.equal(itemSummary(image('a.jpg', doc(), doc('car'))), '+1 car');
    assert.equal(itemSummary({ file: file('relabel.yaml', 'added') }), 'new');
    assert.equal(itemSummary(image('a.jpg', doc(), doc())), 'changed');
    assert.equal(itemSummary({ file: file('a'), problem: 'Not valid JSON.' }), 'Not valid JSON.');
  });
});
