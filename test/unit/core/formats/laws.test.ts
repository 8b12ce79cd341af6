import assert from 'node:assert/strict';
import { FORMATS } from '../../../../src/core/formats/index';
import { formatLaws } from '../../../helpers/formatLaws';

/** `RELABEL_FORMAT=coco,voc` runs the laws for those only. */
const only = process.env['RELABEL_FORMAT']?.split(',');

describe('format laws', () => {
  it('every format has an id of its own', () => {
    assert.equal(new Set(FORMATS.map(({ id }) => id)).size, FORMATS.length);
  });

  for (const format of FORMATS)
    if (!only || only.includes(format.id))
      describe(format.id, function () {
        this.timeout(60_000);
        formatLaws(format);
      });
});
