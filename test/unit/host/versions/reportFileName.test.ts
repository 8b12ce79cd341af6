import assert from 'node:assert/strict';
import fc from 'fast-check';
import { reportFileName } from '../../../../src/host/versions/report/reportFileName';

describe('the name of a report', () => {
  it('says both versions', () => {
    assert.equal(reportFileName('v1.0', 'working tree'), 'labels-v1.0-to-working-tree.html');
    assert.equal(reportFileName('annotator/bo', 'stash@{0}'), 'labels-annotator-bo-to-stash-0.html');
    assert.equal(reportFileName('préparation', '日本'), 'labels-préparation-to-日本.html');
  });

  it('can be a file name everywhere, whatever a branch is called', () => {
    const name = /^labels-[^/\\:*?"<>|\p{Cc}]+\.html$/u;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (from, to) => {
        const made = reportFileName(from, to);
        assert.match(made, name);
        assert.ok(made.length < 200);
      }),
    );
  });
});
