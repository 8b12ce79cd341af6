import assert from 'node:assert/strict';
import { badgeOf } from '../../../../src/host/views/badge';
import type { LabelFacts } from '../../../../src/host/views/labelFacts';
import { english } from '../../../helpers/english';

const BLANK: LabelFacts = { labels: 0, proposals: 0, tags: 0, state: undefined };

function badge(facts: Partial<LabelFacts> | undefined, isChanged = false): string | undefined {
  const found = badgeOf(facts && { ...BLANK, ...facts }, isChanged, english);
  return found && `${found.badge} ${found.tooltip} [${found.color}]`;
}

describe('badge in the Explorer', () => {
  it('says nothing of an image without labels', () => {
    assert.equal(badge(undefined), undefined);
    assert.equal(badge({}), undefined);
    assert.equal(badge({ state: 'todo' }), undefined);
  });

  it('tells labelled, proposals waiting, done and unreadable apart', () => {
    assert.equal(badge({ labels: 1 }), '● 1 label [charts.blue]');
    assert.equal(badge({ tags: 1 }), '● Labelled [charts.blue]');
    assert.equal(badge({ uncounted: true }), '● Labelled [charts.blue]');
    assert.equal(badge({ labels: 2, proposals: 5 }), 'P 5 proposals waiting, 2 labels [charts.yellow]');
    assert.equal(badge({ proposals: 1, state: 'done' }), 'P 1 proposal waiting [charts.yellow]');
    assert.equal(badge({ labels: 3, state: 'done' }), '✓ Labelling done, 3 labels [charts.green]');
    assert.equal(badge({ state: 'done' }), '✓ Labelling done, nothing to label [charts.green]');
    assert.equal(badge({ broken: 'no' }), '! Labels cannot be read: no [list.errorForeground]');
  });

  it('tells conflicts before anything else that can be read', () => {
    const facts = { labels: 3, proposals: 2, state: 'done' as const, conflicts: 1 };
    assert.equal(badge(facts), 'C 1 conflict [list.errorForeground]');
    assert.match(
      badge({ conflicts: 2 }, true) ?? '',
      /^CM 2 conflicts, changed .* \[list\.errorForeground\]$/,
    );
  });

  it('adds an M, and git’s colour, for what is not committed', () => {
    const color = 'gitDecoration.modifiedResourceForeground';
    assert.equal(badge({ labels: 2 }, true), `●M 2 labels, changed since the last commit [${color}]`);
    assert.equal(badge(undefined, true), `M changed since the last commit [${color}]`);
    assert.match(badge({ broken: 'no' }, true) ?? '', /^!M .* \[list\.errorForeground\]$/);
  });

  it('never needs more than the two characters VS Code allows', () => {
    for (const facts of [{}, { labels: 999 }, { proposals: 999 }, { state: 'done' as const }, { broken: '' }])
      for (const isChanged of [true, false]) {
        const found = badgeOf({ ...BLANK, ...facts }, isChanged, english);
        assert.ok(found === undefined || [1, 2].includes([...found.badge].length));
      }
  });
});
