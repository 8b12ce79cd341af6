import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { compareIds, emptyDoc, type AnnotationDoc } from '../../../src/core/annotation/document';
import { EMPTY_SCHEMA } from '../../../src/core/schema/labelSchema';
import type { DiffLabels, DiffSnapshot } from '../../../src/protocol/diffView';
import { diffDocs } from '../../../src/core/diff/docDiff';
import { changeRows } from '../../../webview/diff/changeRows';
import { copyText } from '../../../webview/diff/copyText';
import { placeOf, shapeId } from '../../../webview/diff/diffIds';
import { DIFF_KEYS, diffKeyOf } from '../../../webview/diff/diffKeys';
import { DIFF_KINDS, diffKindOf } from '../../../webview/diff/diffKinds';
import { diffLooks, KIND_LOOKS } from '../../../webview/diff/diffLooks';
import { recallLook } from '../../../webview/diff/diffMemory';
import { sceneDoc } from '../../../webview/diff/diffScene';
import { INITIAL_DIFF_STATE, MAX_RATE_HZ, reduceDiff, type DiffState } from '../../../webview/diff/diffState';
import { sharedDoc } from '../../../webview/diff/sharedDoc';
import { summaryWords } from '../../../webview/diff/summaryWords';

const FACTS = { file: 'a.jpg', widthPx: 640, heightPx: 480 };

function box(id: string, x: number, more: Partial<Annotation> = {}): Annotation {
  return { id, label: 'car', shape: { kind: 'box', x, y: 10, width: 20, height: 20 }, ...more };
}

function docOf(...annotations: Annotation[]): AnnotationDoc {
  return { ...emptyDoc(FACTS), annotations: annotations.sort(compareIds) };
}

const BEFORE = docOf(box('aaaaaa', 0), box('bbbbbb', 50), box('cccccc', 100), box('dddddd', 150));
const AFTER = docOf(
  box('aaaaaa', 0),
  box('bbbbbb', 90),
  box('cccccc', 100, { label: 'truck' }),
  box('eeeeee', 200),
);

function snapshot(before: DiffLabels, after: DiffLabels, more: Partial<DiffSnapshot> = {}): DiffSnapshot {
  const image = { kind: 'uri', uri: 'a', widthPx: 640, heightPx: 480 } as const;
  return {
    version: 1,
    title: 'HEAD ↔ Working Tree',
    path: 'a.jpg',
    place: { index: 0, total: 2, isSearching: false },
    before: { title: 'HEAD', labels: before, image },
    after: { title: 'Working Tree', labels: after, image },
    schema: EMPTY_SCHEMA,
    restorable: ['before'],
    canOpen: true,
    pinned: false,
    memento: null,
    ...more,
  };
}

function labels(doc: AnnotationDoc): DiffLabels {
  return { kind: 'labels', doc, notes: [] };
}

function opened(): DiffState {
  return reduceDiff(INITIAL_DIFF_STATE, {
    type: 'snapshot',
    snapshot: snapshot(labels(BEFORE), labels(AFTER)),
  });
}

const keys = ({ shown }: DiffState): string[] => shown.map(({ key }) => key);

describe('diff: state', () => {
  it('lists changes by kind and steps round through those that are shown', () => {
    const state = opened();
    assert.deepEqual(keys(state), ['eeeeee', 'dddddd', 'cccccc', 'bbbbbb']);
    assert.deepEqual(
      state.same.map(({ id }) => id),
      ['aaaaaa'],
    );
    const visited: (string | undefined)[] = [];
    let at = state;
    for (let i = 0; i < 5; i++) visited.push((at = reduceDiff(at, { type: 'step', by: 1 })).current);
    assert.deepEqual(visited, ['eeeeee', 'dddddd', 'cccccc', 'bbbbbb', 'eeeeee']);
    assert.equal(reduceDiff(state, { type: 'step', by: -1 }).current, 'bbbbbb');
  });

  it('narrows by kind, class and words, and leaves an instance that is no longer shown', () => {
    const at = reduceDiff(opened(), { type: 'select', key: 'bbbbbb' });
    const filtered = reduceDiff(at, { type: 'toggleKind', kind: 'moved' });
    assert.deepEqual(keys(filtered), ['eeeeee', 'dddddd', 'cccccc']);
    assert.equal(filtered.current, undefined);
    assert.deepEqual(keys(reduceDiff(opened(), { type: 'filter', filter: { label: 'truck' } })), ['cccccc']);
    assert.deepEqual(keys(reduceDiff(opened(), { type: 'filter', filter: { query: 'MOVED right' } })), [
      'bbbbbb',
    ]);
    const only = reduceDiff(opened(), { type: 'onlyKind', kind: 'added' });
    assert.deepEqual(keys(only), ['eeeeee']);
    assert.equal(keys(reduceDiff(only, { type: 'onlyKind', kind: 'added' })).length, 4);
  });

  it('keeps place and filter while the shown image changes, and begins anew on another', () => {
    const at = reduceDiff(opened(), { type: 'select', key: 'bbbbbb' });
    const edited = docOf(box('aaaaaa', 0), box('bbbbbb', 95));
    const live = reduceDiff(at, { type: 'snapshot', snapshot: snapshot(labels(BEFORE), labels(edited)) });
    assert.equal(live.current, 'bbbbbb');
    assert.equal(live.same[0], at.same[0], 'what says the same is the same value');
    const other = snapshot(labels(BEFORE), labels(AFTER), { path: 'b.jpg' });
    assert.equal(reduceDiff(at, { type: 'snapshot', snapshot: other }).current, undefined);
  });

  it('compares nothing with a side that cannot be read, and shows the other one', () => {
    const broken: DiffLabels = { kind: 'unreadable', path: 'a.json', line: 3, reason: 'why' };
    const state = reduceDiff(INITIAL_DIFF_STATE, {
      type: 'snapshot',
      snapshot: snapshot(broken, labels(AFTER)),
    });
    assert.equal(state.rows.length, 0);
    assert.equal(state.same.length, 4);
  });

  it('keeps settings within their ranges, whatever comes', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), fc.double(), (split, opacity, rateHz) => {
        const next = reduceDiff(opened(), { type: 'look', look: { split, opacity, rateHz } });
        assert.ok(next.split >= 0 && next.split <= 1 && next.opacity >= 0 && next.opacity <= 1);
        assert.ok(next.rateHz > 0 && next.rateHz <= MAX_RATE_HZ);
      }),
    );
    fc.assert(fc.property(fc.anything(), (value) => void recallLook(value)));
    assert.deepEqual(recallLook({ look: { mode: 'side', split: 0.2, unchanged: false } }), {
      mode: 'side',
      split: 0.2,
      unchanged: false,
    });
  });
});

describe('diff: what is drawn', () => {
  const diff = diffDocs(BEFORE, AFTER);
  const rows = changeRows(diff);

  it('is each change in each version, with an arrow where one went', () => {
    const doc = sceneDoc('overlay', { image: FACTS, rows, unchanged: [box('aaaaaa', 0)] });
    const places = doc.annotations.map(({ id }) => placeOf(id));
    assert.deepEqual(
      places.map((place) => `${place?.key} ${place?.kind ?? ''} ${place?.role ?? ''}`).sort(),
      [
        'aaaaaa  same',
        'bbbbbb moved after',
        'bbbbbb moved before',
        'bbbbbb moved way',
        'cccccc relabelled after',
        'dddddd removed before',
        'eeeeee added after',
      ],
    );
    const ids = doc.annotations.map(({ id }) => id);
    assert.deepEqual(
      ids,
      [...ids].sort((a, b) => (a < b ? -1 : 1)),
    );
    const input = { image: FACTS, rows, unchanged: [] };
    assert.equal(sceneDoc('before', input).annotations.length, 3);
    assert.equal(sceneDoc('after', input).annotations.length, 3);
  });

  it('stays the same value for what stays the same, so that nothing else is drawn anew', () => {
    const input = { image: FACTS, rows, unchanged: [] };
    const [a, b] = [sceneDoc('after', input), sceneDoc('after', input)];
    a.annotations.forEach((annotation, i) => assert.equal(annotation, b.annotations[i]));
    const copy = sharedDoc(AFTER, structuredClone(AFTER));
    assert.ok(copy.annotations.every((annotation, i) => annotation === AFTER.annotations[i]));
  });

  it('differs by more than colour from every other kind', () => {
    const seen = new Map<string, string>();
    for (const kind of DIFF_KINDS) {
      const { dash, hatch, linePx } = KIND_LOOKS[kind];
      const role = kind === 'moved' || kind === 'reshaped' ? kind : '';
      const pattern = JSON.stringify([dash, hatch, linePx, role]);
      assert.equal(seen.get(pattern), undefined, `${kind} looks like ${seen.get(pattern)}`);
      seen.set(pattern, kind);
    }
  });

  it('has tags that say the change in words', () => {
    const doc = sceneDoc('overlay', { image: FACTS, rows, unchanged: [] });
    const lookOf = diffLooks({ schema: EMPTY_SCHEMA, colorBy: 'change', isHighContrast: false });
    const tags = doc.annotations.map((annotation) => lookOf(annotation)?.tag ?? '');
    assert.deepEqual(tags.filter((tag) => tag !== '').sort(), ['+ car', 'car → truck', '→ car', '− car']);
    assert.equal(lookOf(box('aaaaaa', 0)), undefined);
  });

  it('has ids that read back, whatever an id holds', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(undefined, ...DIFF_KINDS), (key, kind) => {
        assert.deepEqual(placeOf(shapeId(key, kind, 'after')), { key, kind, role: 'after' });
      }),
    );
  });
});

describe('diff: words and keys', () => {
  it('sums up what differs, of the image as well', () => {
    const after = { ...AFTER, tags: ['night'], state: 'done' as const };
    const diff = diffDocs(BEFORE, after);
    assert.equal(
      summaryWords(diff, changeRows(diff)),
      '1 added, 1 removed, 1 relabelled, 1 moved; tag night added; state: not said → done; 1 unchanged',
    );
    assert.match(summaryWords(diffDocs(undefined, AFTER), []), /^labels are new/);
  });

  it('copies as text what is shown', () => {
    const text = copyText(reduceDiff(opened(), { type: 'onlyKind', kind: 'moved' }));
    assert.match(text, /^a\.jpg: HEAD → Working Tree\n/);
    assert.match(text, /Moved:\n {2}car bbbbbb moved 40 px right/);
    assert.doesNotMatch(text, /eeeeee/);
  });

  it('puts an instance with several changes where the most important one is', () => {
    assert.equal(diffKindOf({ kinds: ['relabelled', 'moved', 'described'] }), 'relabelled');
    assert.equal(diffKindOf({ kinds: ['accepted', 'relabelled'] }), 'added');
    assert.equal(diffKindOf({ kinds: ['noted', 'renumbered'] }), 'noted');
  });

  it('gives each key one meaning', () => {
    const all = DIFF_KEYS.flatMap((key) => key.keys);
    assert.equal(new Set(all).size, all.length);
    const pressed = (key: string, shiftKey = false): string | undefined => diffKeyOf({ key, shiftKey })?.does;
    assert.equal(pressed('J'), 'Next change', 'Caps Lock');
    assert.match(pressed('R', true) ?? '', /whole image/);
    assert.match(pressed('F7', true) ?? '', /Previous/);
    assert.equal(pressed('+', true), 'Zoom in, out');
  });
});
