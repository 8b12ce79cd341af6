import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  advance,
  nextStep,
  standing,
  startRun,
  STEPS,
  stepsOf,
  wayBack,
  type Before,
  type VersionEvent,
  type VersionPlan,
} from '../../../../src/core/versioning/plan';
import { parseRun, printRun } from '../../../../src/core/versioning/storedRun';

const PLAN: VersionPlan = {
  data: [{ targets: ['data'], how: 'add', writes: ['data.dvc', '.gitignore'], title: 'data: 2 added' }],
  labels: ['labels/data/a.jpg.labels.json'],
  message: 'More nuts',
  tag: { name: 'v2', notes: 'With nuts' },
  pushGit: { remote: 'origin', branch: 'main', to: 'main' },
  pushData: true,
};
const HASH = 'a'.repeat(40);
const BEFORE: Before = {
  head: HASH,
  branch: 'refs/heads/main',
  index: [],
  files: [{ path: 'data.dvc', text: 'old' }],
};

describe('a version of data and labels', () => {
  it('has only the steps it needs, data before what names it', () => {
    assert.deepEqual(stepsOf(PLAN), ['record', 'commit', 'tag', 'pushData', 'pushGit']);
    const { tag: _, pushGit: __, ...rest } = PLAN;
    assert.deepEqual(stepsOf({ ...rest, data: [], pushData: false }), ['commit']);
  });

  it('stops where a step fails, says where that is, and goes on from there', () => {
    let run = startRun(PLAN, BEFORE);
    run = advance(run, { kind: 'done', step: 'record' });
    run = advance(run, { kind: 'failed', step: 'commit', why: 'A hook said no.' });
    assert.equal(nextStep(run), 'commit');
    assert.match(
      standing(run),
      /^A hook said no\. So far the data is recorded.*Still to do: commit 3 files.*or undo it \(restore the \.dvc files\)/,
    );
    run = advance(run, { kind: 'done', step: 'commit', commit: HASH });
    assert.equal(run.failed, undefined);
    assert.equal(nextStep(run), 'tag');
  });

  it('has a way back until others may have it', () => {
    let run = startRun(PLAN, BEFORE);
    assert.deepEqual(wayBack(run), []);
    const events: VersionEvent[] = [
      { kind: 'done', step: 'record' },
      { kind: 'done', step: 'commit', commit: HASH },
      { kind: 'done', step: 'tag', tagObject: HASH },
      { kind: 'failed', step: 'pushData', why: 'no network' },
    ];
    for (const event of events) run = advance(run, event);
    assert.deepEqual(
      wayBack(run)?.map(({ kind }) => kind),
      ['deleteTag', 'uncommit', 'restoreIndex', 'restoreFiles'],
    );
    for (const step of ['pushData', 'pushGit'] as const) run = advance(run, { kind: 'done', step });
    assert.equal(wayBack(run), undefined);
    assert.equal(standing(run), 'The version is complete.');
  });

  it('is total: any events in any order keep it sound, and it survives being written down', () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('done' as const), step: fc.constantFrom(...STEPS) }),
      fc.record({ kind: fc.constant('failed' as const), step: fc.constantFrom(...STEPS), why: fc.string() }),
    );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const run = events.reduce(advance, startRun(PLAN, BEFORE));
        assert.deepEqual(run.done, stepsOf(PLAN).slice(0, run.done.length));
        assert.ok(run.failed === undefined || run.failed.step === nextStep(run));
        assert.deepEqual(parseRun(printRun(run)), run);
      }),
    );
  });

  it('is not read from what somebody else wrote', () => {
    const run = startRun(PLAN, BEFORE);
    assert.equal(parseRun('{}'), undefined);
    assert.equal(parseRun('x'), undefined);
    assert.equal(parseRun(printRun(run).replace('"data.dvc"', '"../evil"')), undefined);
  });
});
