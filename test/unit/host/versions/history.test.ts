import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { HistoryEntry } from '../../../../src/engine/versioning/labelVersions';
import { HistoryModel, PAGE_ENTRIES } from '../../../../src/host/versions/history/historyModel';
import { historyRows, type HistoryRow } from '../../../../src/host/versions/history/historyRows';
import { agoWords } from '../../../../src/host/versions/history/timeWords';
import { english } from '../../../helpers/english';

function entry(n: number): HistoryEntry {
  const commit = String(n).padStart(40, '0');
  return {
    ...{ commit, shortHash: commit.slice(-7), author: 'Ann', email: 'ann@example.org', atMs: n },
    ...{ subject: `Commit ${n}`, parents: [], imagePath: '/r/a.png', before: undefined, after: undefined },
  };
}

/** Counts how many were asked for; ends when the signal says so. */
function source(count: number, pauseMs?: number) {
  const asked = { entries: 0, ended: false };
  async function* read(_: unknown, signal: AbortSignal): AsyncGenerator<HistoryEntry> {
    try {
      for (let n = 0; n < count && !signal.aborted; n++) {
        asked.entries++;
        if (pauseMs !== undefined) await delay(pauseMs);
        yield entry(n);
      }
    } finally {
      asked.ended = true;
    }
  }
  return { asked, read };
}

const SUBJECT = { imagePath: '/r/a.png' };

function drawn(rows: readonly HistoryRow[]): string[] {
  return rows.map((row) =>
    row.kind === 'note' ? row.id : row.kind === 'commit' ? row.entry.subject : row.kind,
  );
}

async function settled(model: HistoryModel): Promise<void> {
  while (model.state.status.kind === 'loading') await delay(1);
}

describe('the history of an image', () => {
  it('comes page by page, and no commit is looked up that nobody asked for', async () => {
    const { asked, read } = source(PAGE_ENTRIES + 5);
    let changes = 0;
    const model = new HistoryModel(SUBJECT, read, () => changes++);
    assert.deepEqual(drawn(historyRows(model.state, undefined, english)), ['loading']);
    await settled(model);
    assert.equal(model.state.entries.length, PAGE_ENTRIES);
    assert.equal(asked.entries, PAGE_ENTRIES);
    assert.ok(changes >= PAGE_ENTRIES);
    assert.equal(drawn(historyRows(model.state, undefined, english)).at(-1), 'more');
    await model.more();
    assert.equal(model.state.entries.length, PAGE_ENTRIES + 5);
    assert.equal(model.state.status.kind, 'complete');
    await model.more();
    assert.equal(model.state.entries.length, PAGE_ENTRIES + 5);
  });

  it('stops when told to, keeps what was found, and ends the search', async () => {
    const { asked, read } = source(1_000_000, 1);
    const model: HistoryModel = new HistoryModel(SUBJECT, read, () => undefined);
    await delay(10);
    model.stop();
    const { length } = model.state.entries;
    await delay(10);
    assert.equal(model.state.entries.length, length);
    assert.ok(asked.ended);
    assert.equal(drawn(historyRows(model.state, undefined, english)).at(-1), 'stopped');
  });

  it('says why it cannot be read', async () => {
    async function* read(): AsyncGenerator<HistoryEntry> {
      yield entry(1);
      throw new Error('The repository is broken.');
    }
    const model = new HistoryModel(SUBJECT, read, () => undefined);
    await settled(model);
    const rows = historyRows(model.state, undefined, english);
    assert.deepEqual(drawn(rows), ['Commit 1', 'failed']);
    const last = rows.at(-1);
    assert.equal(last?.kind === 'note' && last.text, 'The repository is broken.');
  });

  it('says that there is none, and that a shallow clone does not know', () => {
    const complete = { kind: 'complete' } as const;
    assert.deepEqual(drawn(historyRows({ entries: [], status: complete }, undefined, english)), ['none']);
    const cut = [{ ...entry(1), isBoundary: true as const }];
    assert.deepEqual(drawn(historyRows({ entries: cut, status: complete }, undefined, english)), [
      'Commit 1',
      'boundary',
    ]);
  });

  it('knows the commit before each', () => {
    const [first, second] = [entry(2), entry(1)];
    const rows = historyRows({ entries: [first, second], status: { kind: 'complete' } }, undefined, english);
    assert.deepEqual(
      rows.map((row) => row.kind === 'commit' && row.older),
      [second, undefined],
    );
  });
});

describe('how long ago something was', () => {
  it('is said in the largest whole step', () => {
    const MINUTE = 60_000;
    const words = (ms: number): string => agoWords(0, ms, english);
    assert.deepEqual(
      [0, -MINUTE, 59_999, MINUTE, 59 * MINUTE, 60 * MINUTE, 26 * 60 * MINUTE, 800 * 24 * 60 * MINUTE].map(
        words,
      ),
      ['now', 'now', 'now', '1 minute ago', '59 minutes ago', '1 hour ago', '1 day ago', '2 years ago'],
    );
  });
});
