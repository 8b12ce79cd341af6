import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { emptyDoc, sameValue, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { mergeDocs } from '../../../../src/core/annotation/merge';
import { repairMarkers } from '../../../../src/core/annotation/repairMarkers';
import { parseSidecar, printSidecar } from '../../../../src/core/annotation/sidecar';

const image = { file: 'a.png', widthPx: 100, heightPx: 100 };
const box = (id: string, label = 'car', x = 1): Annotation => ({
  id,
  label,
  shape: { kind: 'box', x, y: 2, width: 3, height: 4 },
});
const doc = (...annotations: Annotation[]): AnnotationDoc => ({ ...emptyDoc(image), annotations });

interface Style {
  readonly size: number;
  readonly hasBase: boolean;
  readonly eol?: string;
}

/** One conflict around everything that is not the same at the beginning and at the end, as git writes it. */
function marked(base: string, ours: string, theirs: string, { size, hasBase, eol = '\n' }: Style): string {
  const [b, o, t] = [base, ours, theirs].map((text) => text.split('\n')) as [string[], string[], string[]];
  let head = 0;
  while (o[head] === t[head] && b[head] === o[head] && head < o.length) head++;
  let tail = 0;
  const last = (lines: string[]): string | undefined => lines[lines.length - 1 - tail];
  const most = Math.min(b.length, o.length, t.length) - head;
  while (tail < most && last(o) === last(t) && last(b) === last(o)) tail++;
  const middle = (lines: string[]): string[] => lines.slice(head, lines.length - tail);
  return [
    ...o.slice(0, head),
    `${'<'.repeat(size)} HEAD`,
    ...middle(o),
    ...(hasBase ? [`${'|'.repeat(size)} 1234abc`, ...middle(b)] : []),
    '='.repeat(size),
    ...middle(t),
    `${'>'.repeat(size)} feature/x: with words`,
    ...o.slice(o.length - tail),
  ].join(eol);
}

function repaired(text: string): AnnotationDoc {
  const result = repairMarkers(text);
  assert.ok(result.ok, result.ok ? '' : result.problem.message);
  const again = parseSidecar(result.text);
  assert.ok(again.ok && sameValue(again.doc, result.doc));
  return result.doc;
}

const anyDoc = fc
  .uniqueArray(
    fc
      .tuple(
        fc.constantFrom('a', 'b', 'c', 'd'),
        fc.constantFrom('car', 'bus'),
        fc.integer({ min: 0, max: 2 }),
      )
      .map(([id, label, x]) => box(id, label, x)),
    { selector: ({ id }) => id },
  )
  .map((list) => doc(...list.sort((a, b) => (a.id < b.id ? -1 : 1))));

describe('repair of conflict markers', function () {
  this.timeout(30_000);

  const base = doc(box('a'), box('b'), box('c'));
  const ours = doc(box('a'), box('b', 'bus'), box('c'), box('d'));
  const theirs = doc(box('a'), box('b', 'car', 9));
  const texts = [base, ours, theirs].map(printSidecar) as [string, string, string];

  for (const size of [3, 7, 9])
    for (const eol of ['\n', '\r\n'])
      it(`merges by instance with markers of ${size} and ${JSON.stringify(eol)}`, () => {
        const text = marked(...texts, { size, eol, hasBase: true });
        assert.deepEqual(repaired(text), mergeDocs(base, ours, theirs).doc);
      });

  it('keeps both versions of whatever differs where the ancestor is not told', () => {
    const merged = repaired(marked(...texts, { size: 7, hasBase: false }));
    assert.deepEqual(
      merged.annotations.map(({ id }) => id),
      ['a', 'b', 'c', 'd'],
    );
    assert.deepEqual(merged.annotations[1]?.conflict, [
      { side: 'base', as: null },
      { side: 'ours', as: box('b', 'bus') },
      { side: 'theirs', as: box('b', 'car', 9) },
    ]);
    assert.equal(merged.annotations[2]?.conflict, undefined);
  });

  it('says the same as the merge of the three texts', () => {
    fc.assert(
      fc.property(anyDoc, anyDoc, anyDoc, (b, o, t) => {
        fc.pre(printSidecar(o) !== printSidecar(t));
        const text = marked(printSidecar(b), printSidecar(o), printSidecar(t), { size: 7, hasBase: true });
        const merged = mergeDocs(b, o, t).doc;
        assert.ok(sameValue(repaired(text), merged), text);
      }),
      { numRuns: 300 },
    );
  });

  it('has every label of both sides where a side holds a conflict of its own', () => {
    const inner = marked(...texts, { size: 7, hasBase: true });
    const other = printSidecar(doc(box('a', 'van'), box('b'), box('c'), box('e')));
    const text = ['<<<<<<< HEAD', inner, '=======', other, '>>>>>>> other', ''].join('\n');
    const merged = repaired(text);
    assert.deepEqual(
      merged.annotations.map(({ id }) => id),
      ['a', 'b', 'c', 'd', 'e'],
    );
    const labels = (i: number) => merged.annotations[i]?.conflict?.flatMap(({ as }) => as?.label ?? []);
    assert.deepEqual(labels(0), ['car', 'van']);
    assert.ok(labels(1)?.includes('bus'));
  });

  it('takes the ancestor of an ancestor that was in conflict itself', () => {
    const [b, o, t] = texts;
    const virtual = [`<<<<<<<<< one`, o, '||||||||| old', b, '=========', t, '>>>>>>>>> two'].join('\n');
    const text = ['<<<<<<< HEAD', o, '||||||| merged', virtual, '=======', t, '>>>>>>> x', ''].join('\n');
    assert.deepEqual(repaired(text), mergeDocs(base, ours, theirs).doc);
  });

  it('mends commas that stand apart from their lines', () => {
    const head =
      '{"relabel": 1,\n"image": {"file": "a.png", "width": 100, "height": 100},\n"annotations": [\n';
    const [a, b, c] = ['a', 'b', 'c'].map((id) => `{"id": "${id}", "label": "car", "box": [1, 2, 3, 4]}`);
    const text = `${head}${a}\n<<<<<<< x\n${b},\n=======\n${c},\n>>>>>>> y\n]}\n`;
    assert.deepEqual(repaired(text), doc(box('a'), box('b'), box('c')));
  });

  for (const [what, text] of [
    ['no markers', printSidecar(base)],
    ['markers that do not end', `<<<<<<< HEAD\n${printSidecar(ours)}`],
    ['markers without a middle', `<<<<<<< HEAD\n${printSidecar(ours)}>>>>>>> x\n`],
    ['a side that is not JSON', `<<<<<<< HEAD\n{]\n=======\n${printSidecar(ours)}>>>>>>> x\n`],
    ['a thousand markers', '<<<<<<<\n'.repeat(1000)],
  ] as const)
    it(`refuses ${what}`, () => {
      const result = repairMarkers(text);
      assert.ok(!result.ok && result.problem.message.length > 20);
    });

  it('never throws, whatever is damaged', () => {
    const text = marked(...texts, { size: 7, hasBase: true });
    const place = fc.integer({ min: 0, max: text.length });
    fc.assert(
      fc.property(place, fc.constantFrom('', '<', '>>>>>>>\n', '\n=======\n', '}{', '\0'), (at, junk) => {
        repairMarkers(`${text.slice(0, at)}${junk}${text.slice(at + 3)}`);
      }),
      { numRuns: 500 },
    );
  });
});
