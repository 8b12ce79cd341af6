import assert from 'node:assert/strict';
import { branchName } from '../../../../src/engine/versioning/branches/branchName';

describe('the name that is proposed for a labelling branch', () => {
  it('is made of who labels and what about', () => {
    assert.equal(branchName('Anna Example', 'Bolts & nuts!'), 'labels/anna-bolts-nuts');
    assert.equal(branchName('李 雷', 'Über'), 'labels/李-über');
    assert.equal(branchName(undefined, ''), 'labels/new');
    assert.equal(branchName('--force', '..'), 'labels/force');
    assert.ok(branchName('x', 'y'.repeat(300)).length < 60);
  });
});
