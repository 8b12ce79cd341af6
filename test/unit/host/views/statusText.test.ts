import assert from 'node:assert/strict';
import { imageText, viewText, type ActiveImage } from '../../../../src/host/views/statusText';
import { english } from '../../../helpers/english';

const IMAGE: ActiveImage = {
  name: 'cat.jpg',
  position: { index: 2, total: 32, labelled: 16 },
  facts: { labels: 4, proposals: 0, tags: 0, state: undefined },
  isUnsaved: false,
  isChanged: false,
  blocked: undefined,
};

function text(change: Partial<ActiveImage>): string {
  return imageText({ ...IMAGE, ...change }, english).text;
}

describe('status bar, image', () => {
  it('tells the place among the images and how many have labels', () => {
    assert.equal(text({}), '$(tag) Relabel 3/32 · 16 labelled');
  });

  it('leaves out what is not known yet', () => {
    assert.equal(text({ position: { index: 0, total: 0, labelled: 0 } }), '$(tag) Relabel');
  });

  it('tells proposals, done, and unsaved before changed', () => {
    const facts = { ...IMAGE.facts, proposals: 5, state: 'done' as const };
    const start = '$(tag) Relabel 3/32 · 16 labelled';
    assert.equal(text({ facts, isChanged: true }), `${start} · 5 proposals · $(check) done · changed`);
    assert.equal(text({ isChanged: true, isUnsaved: true }), `${start} · unsaved`);
    assert.equal(text({ facts: { ...IMAGE.facts, proposals: 1 } }), `${start} · 1 proposal`);
  });

  it('tells conflicts that wait to be decided first', () => {
    const facts = { ...IMAGE.facts, proposals: 1, conflicts: 2 };
    assert.equal(text({ facts }), '$(tag) Relabel 3/32 · $(warning) 2 conflicts · 16 labelled · 1 proposal');
    const { tooltip } = imageText({ ...IMAGE, facts }, english);
    assert.match(tooltip, /2 conflicts to be decided/);
  });

  it('says that labels cannot be read instead of counting none', () => {
    const shown = imageText({ ...IMAGE, blocked: 'Not valid JSON' }, english);
    assert.equal(shown.text, '$(error) Relabel 3/32 · unreadable labels');
    assert.equal(shown.tooltip, 'cat.jpg\nIts labels cannot be read: Not valid JSON');
  });

  it('says all of it in words, without icons, for screen readers', () => {
    const facts = { ...IMAGE.facts, proposals: 5, state: 'done' as const };
    const shown = imageText({ ...IMAGE, facts, isUnsaved: true, isChanged: true }, english);
    assert.equal(
      shown.accessible,
      'Relabel: cat.jpg: image 3 of 32, 16 of 32 images have labels, 4 labels, 5 proposals waiting, ' +
        'Labelling done, Unsaved changes, Changed since the last commit',
    );
  });
});

describe('status bar, view', () => {
  it('names the pixel under the pointer and the zoom', () => {
    const shown = viewText({ pointer: { x: 812.9, y: 44.01 }, zoom: 1.5, selected: 0 }, english);
    assert.equal(shown.text, '812, 44 · 150%');
    assert.equal(shown.accessible, 'Relabel: pointer at x 812, y 44, zoom 150%');
  });

  it('does without a pointer, keeps a decimal of small zooms, counts the selection', () => {
    assert.equal(viewText({ pointer: null, zoom: 0.0432, selected: 2 }, english).text, '4.3% · 2 selected');
  });

  it('names pixels left and above of the image by negative numbers', () => {
    assert.equal(
      viewText({ pointer: { x: -0.5, y: -3 }, zoom: 1, selected: 0 }, english).text,
      '-1, -3 · 100%',
    );
  });
});
