import assert from 'node:assert/strict';
import { joinNotices } from '../../../src/host/editor/joinNotices';

describe('joinNotices', () => {
  it('says everything once, as severe as the worst', () => {
    const merged = { severity: 'info', message: 'Merged.' } as const;
    const lost = { severity: 'error', message: 'Unreadable.' } as const;
    const gone = { severity: 'warning', message: 'Deleted.' } as const;
    assert.deepEqual(joinNotices([merged, lost, merged, gone]), {
      severity: 'error',
      message: 'Merged. Unreadable. Deleted.',
    });
    assert.deepEqual(joinNotices([merged]), merged);
  });

  it('is nothing when there is nothing to say', () => {
    assert.equal(joinNotices([]), undefined);
  });
});
