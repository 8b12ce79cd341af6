import assert from 'node:assert/strict';
import { parseSidecar, printSidecar } from '../../../../src/core/annotation/sidecar';
import type { AnnotationDoc } from '../../../../src/core/annotation/document';

/** A sidecar with these members of the top level and these entries. */
function sidecar(top: string, ...entries: string[]): string {
  const image = '"image": {"file": "a.png", "width": 640, "height": 480}';
  const list = entries.length === 0 ? '[]' : `[\n${entries.join(',\n')}\n]`;
  return `{"relabel": 1,\n${image},\n${top === '' ? '' : `${top},\n`}"annotations": ${list}}\n`;
}

function read(text: string): { readonly doc: AnnotationDoc; readonly codes: readonly string[] } {
  const parsed = parseSidecar(text);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.problem.message);
  return { doc: parsed.doc, codes: parsed.problems.map(({ code }) => code) };
}

const entry = (more: string): string => `{"id": "a", "label": "car", "box": [1, 2, 3, 4], ${more}}`;
const side = (more = ''): string => `{"id": "a", "label": "bus", "box": [5, 6, 7, 8]${more}}`;

describe('remarks in sidecars', () => {
  it('are read and written back as they were', () => {
    const text = sidecar(
      '"comments": [{"id": "c1", "text": "look", "by": "Ada", "resolved": true, "mood": 3}],\n"conflict": [{"side": "ours", "as": {"state": "done"}}],\n"removed": [{"id": "z", "by": "Ada", "of": "1", "why": 2}, 7],\n"mine": 1',
      entry(
        `"comments": [{"id": "c1", "text": "hm"}], "review": {"verdict": "accepted", "of": "1"}, "conflict": [{"side": "base", "as": null}, {"side": "theirs", "as": ${side(', "new": 1')}, "why": "x"}], "mine": 1`,
      ),
    );
    const { doc, codes } = read(text);
    assert.deepEqual(codes, ['sidecar-removed']);
    assert.equal(printSidecar(doc), text);
    assert.deepEqual(doc.removed, [{ id: 'z', by: 'Ada', of: '1', why: 2 }]);
    assert.equal(doc.comments?.[0]?.text, 'look');
    assert.deepEqual(doc.annotations[0]?.conflict?.[1]?.as?.extra, { new: 1 });
  });

  it('that say nothing are left out', () => {
    const silent = '"comments": [{"id": "c", "text": "x", "resolved": false}], "conflict": []';
    const { doc } = read(
      sidecar(
        '"comments": [],\n"conflict": [],\n"removed": []',
        entry(silent),
        '{"id": "b", "label": "car", "box": [1, 2, 3, 4], "comments": []}',
      ),
    );
    assert.deepEqual([doc.comments, doc.conflict, doc.removed], [undefined, undefined, undefined]);
    assert.deepEqual(doc.annotations[0]?.comments, [{ id: 'c', text: 'x' }]);
    assert.ok(!('conflict' in (doc.annotations[0] ?? {})) && !('comments' in (doc.annotations[1] ?? {})));
  });

  it('give the versions of a conflict the id of their annotation', () => {
    const { doc } = read(
      sidecar(
        '',
        entry('"conflict": [{"side": "ours", "as": {"id": "z", "label": "bus", "point": [1, 2]}}]'),
      ),
    );
    assert.equal(doc.annotations[0]?.conflict?.[0]?.as?.id, 'a');
  });

  for (const [what, more] of [
    ['a conflict that is no list', '"conflict": {"side": "ours"}'],
    ['a side without a name', '"conflict": [{"as": null}]'],
    ['a side of another name', '"conflict": [{"side": "mine", "as": null}]'],
    ['a side without a version', '"conflict": [{"side": "ours"}]'],
    [
      'a version of an unknown shape',
      '"conflict": [{"side": "ours", "as": {"id": "a", "label": "x", "orb": 1}}]',
    ],
    ['a version in conflict itself', `"conflict": [{"side": "ours", "as": ${side(', "conflict": []')}}]`],
    ['a comment without text', '"comments": [{"id": "c"}]'],
    ['comments that are a text', '"comments": "look"'],
    ['a verdict that is not known', '"review": {"verdict": "perhaps", "of": "1"}'],
  ] as const)
    it(`keep an entry with ${what} aside, as it was`, () => {
      const text = sidecar('', entry(more));
      const { doc, codes } = read(text);
      assert.deepEqual([doc.annotations.length, doc.kept.length, codes], [0, 1, ['sidecar-entry']]);
      assert.equal(printSidecar(doc), text);
    });

  for (const [key, good, odd] of [
    ['comments', '{"id": "c1", "text": "look"}', '{"text": 3}'],
    ['conflict', '{"side": "ours", "as": {"state": "done"}}', '{"side": "ours", "as": {"tags": []}}'],
  ] as const) {
    it(`of the image keep what cannot be understood behind the others (${key})`, () => {
      const text = sidecar(`"${key}": [${good}, ${odd}]`);
      const { doc, codes } = read(text);
      assert.deepEqual([doc[key]?.length, codes], [1, [`sidecar-${key}`]]);
      assert.equal(printSidecar(doc), text);
    });

    it(`of the image lose nothing that is no list when more is said (${key})`, () => {
      const text = sidecar(`"${key}": {"odd": true}`);
      const { doc } = read(text);
      assert.equal(printSidecar(doc), text);
      const more = read(sidecar(`"${key}": [${good}]`)).doc;
      const both = read(
        printSidecar({
          ...doc,
          ...(key === 'comments' ? { comments: more.comments ?? [] } : { conflict: more.conflict ?? [] }),
        }),
      );
      assert.equal(both.doc[key]?.length, 1);
      assert.deepEqual(both.doc.extra?.[key], [{ odd: true }]);
    });
  }
});
