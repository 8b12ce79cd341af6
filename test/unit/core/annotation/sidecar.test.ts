import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSidecar, printSidecar, MAX_SIDECAR_CHARS } from '../../../../src/core/annotation/sidecar';
import { compareIds } from '../../../../src/core/annotation/document';
import { EVERY_FACT, EVERY_KIND } from '../../../helpers/everyKind';
import { jsonSidecar } from '../../../helpers/jsonSidecar';

const EXAMPLE = `{"relabel": 1,
"image": {"file": "cat.jpg", "width": 1920, "height": 1080},
"state": "done",
"tags": ["outdoor"],
"annotations": [
{"id": "k3v9q2", "label": "car", "box": [100, 50, 300.25, 120]},
{"id": "m81x0p", "label": "person", "polygon": [[10, 20, 30.5, 20, 30.5, 44]], "score": 0.91, "model": "parts-nano@3f2a"}
]}
`;

function read(text: string) {
  const parsed = parseSidecar(text);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.problem.message);
  return parsed;
}

function refusal(text: string) {
  const parsed = parseSidecar(text);
  assert.equal(parsed.ok, false);
  return parsed.ok ? assert.fail() : parsed.problem;
}

const withEntries = (entries: string) => EXAMPLE.replace(/\[\n\{"id"[^]*\n\]/, `[\n${entries}\n]`);

describe('sidecar', function () {
  this.timeout(20_000);

  it('prints the documented example byte for byte', () => {
    assert.equal(printSidecar(read(EXAMPLE).doc), EXAMPLE);
  });

  it('prints an empty document on four lines', () => {
    const text = '{"relabel": 1,\n"image": {"file": "a.png", "width": 3, "height": 2},\n"annotations": []}\n';
    assert.equal(printSidecar(read(text).doc), text);
  });

  it('keeps any document through parse and print, unknown keys at every level included', () => {
    fc.assert(
      fc.property(jsonSidecar(), (value) => {
        const first = read(JSON.stringify(value));
        const text = printSidecar(first.doc);
        const again = read(text);
        assert.deepEqual(again.doc, first.doc);
        assert.equal(printSidecar(again.doc), text);
        const top = JSON.parse(text) as typeof value;
        assert.deepEqual({ ...top, annotations: 0 }, { ...value, annotations: 0 });
        const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
        assert.deepEqual([...top.annotations].sort(byId), [...value.annotations].sort(byId));
      }),
      { numRuns: 300 },
    );
  });

  it('writes one line per annotation', () => {
    fc.assert(
      fc.property(jsonSidecar(), (value) => {
        const { doc, lineOf } = read(printSidecar(read(JSON.stringify(value)).doc));
        const lines = printSidecar(doc).split('\n');
        for (const { id } of doc.annotations)
          assert.equal(
            (JSON.parse((lines[(lineOf(id) ?? 0) - 1] ?? '').replace(/,$/, '')) as { id: string }).id,
            id,
          );
      }),
      { numRuns: 100 },
    );
  });

  it('reads CRLF, a BOM and foreign layout, and writes its own', () => {
    const pretty = JSON.stringify(JSON.parse(EXAMPLE), null, 4).replaceAll('\n', '\r\n');
    assert.equal(printSidecar(read(`\uFEFF${pretty}`).doc), EXAMPLE);
    assert.equal(read(pretty).lineOf('m81x0p'), 23);
  });

  it('keeps numbers that a double cannot hold', () => {
    const text = EXAMPLE.replace('"state"', '"task": {"id": 9223372036854775807, "x": -1e999},\n"state"');
    assert.match(printSidecar(read(text).doc), /"task": \{"id": 9223372036854775807, "x": -1e999\}/);
  });

  it('keeps lone surrogates and a __proto__ key', () => {
    const text = withEntries('{"id": "a", "label": "\\ud800", "box": [1, 2, 3, 4], "__proto__": {"x": 1}}');
    const printed = printSidecar(read(text).doc);
    assert.match(printed, /"label": "\\ud800"/);
    assert.match(printed, /"__proto__": \{"x": 1\}/);
  });

  it('keeps what it cannot show and says where', () => {
    const entries = [
      '{"id": "a", "label": "x", "blob": [1]}',
      '{"id": "b", "label": "x", "box": [1, 2, 3]}',
      '17',
      '{"id": "c", "label": 4, "box": [1, 2, 3, 4]}',
      '{"id": "d", "label": "x", "box": [1, 2, 3, 4], "polygon": [[0, 0, 1, 0, 1, 1]]}',
      '{"id": "e", "label": "x", "box": [1, 2, -3, 4]}',
    ];
    const { doc, problems } = read(withEntries(entries.join(',\n')));
    assert.equal(doc.annotations.length, 0);
    assert.deepEqual(
      problems.map(({ line }) => line),
      [6, 7, 8, 9, 10, 11],
    );
    const printed = printSidecar(doc);
    for (const entry of entries) assert.ok(printed.includes(entry), entry);
  });

  it('keeps one annotation of every kind, and everything that one can say', () => {
    const image = { file: 'a.png', widthPx: 640, heightPx: 480 };
    const annotations = [...EVERY_KIND, EVERY_FACT].toSorted(compareIds);
    const text = printSidecar({ image, tags: [], annotations, kept: [] });
    const { doc, problems } = read(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(doc.annotations, annotations);
    assert.equal(printSidecar(doc), text);
  });

  it('writes the facts in their order', () => {
    const text = printSidecar({ ...read(EXAMPLE).doc, annotations: [EVERY_FACT] });
    const keys = Object.keys((JSON.parse(text) as { annotations: [object] }).annotations[0]);
    assert.deepEqual(
      keys.join(' '),
      'id label box score model proposed occluded truncated difficult crowd group order text links apart locked hidden page attributes comments review conflict iscrowd source',
    );
  });

  it('leaves out facts that say nothing', () => {
    const entry =
      '{"id": "a", "label": "x", "box": [1, 2, 3, 4], "occluded": false, "links": [], "page": 0, "proposed": false}';
    const { doc, problems } = read(withEntries(entry));
    assert.deepEqual(problems, []);
    assert.deepEqual(doc.annotations[0], {
      id: 'a',
      label: 'x',
      shape: { kind: 'box', x: 1, y: 2, width: 3, height: 4 },
    });
  });

  for (const [key, value, words] of [
    ['occluded', '"yes"', '"occluded" must be true or absent'],
    ['crowd', '1', '"crowd" must be true or absent'],
    ['locked', 'null', '"locked" must be true or absent'],
    ['group', '0', '"group" must be a whole number from 1'],
    ['group', '1.5', '"group" must be a whole number from 1'],
    ['order', '"top"', '"order" must be a number'],
    ['text', '["a"]', '"text" must be a text'],
    ['links', '{"to": "b"}', '"links" must be a list of'],
    ['links', '[{"name": "b"}]', '"links" must be a list of'],
    ['links', '[{"to": ""}]', '"links" must be a list of'],
    ['page', '-1', '"page" must be a whole number from 0'],
    ['attributes', '[]', '"attributes" must be an object'],
  ] as const)
    it(`keeps an entry aside whose ${key} is ${value}, and says why`, () => {
      const entry = `{"id": "a", "label": "x", "box": [1, 2, 3, 4], "${key}": ${value}}`;
      const { doc, problems } = read(withEntries(entry));
      assert.equal(doc.annotations.length, 0);
      assert.ok(problems[0]?.message.includes(words), problems[0]?.message);
      assert.ok(printSidecar(doc).includes(entry));
    });

  it('gives a repeated or missing id a new one, the same each time', () => {
    const text = withEntries(
      '{"id": "a", "label": "x", "box": [1, 2, 3, 4]},\n{"id": "a", "label": "y", "box": [1, 2, 3, 4]},\n{"label": "z", "box": [1, 2, 3, 4]}',
    );
    const { doc, problems } = read(text);
    assert.equal(new Set(doc.annotations.map(({ id }) => id)).size, 3);
    assert.deepEqual(
      problems.map(({ line, code }) => [line, code]),
      [
        [7, 'sidecar-id'],
        [8, 'sidecar-id'],
      ],
    );
    assert.deepEqual(read(text).doc, doc);
  });

  it('keeps a state it does not know', () => {
    const { doc, problems } = read(EXAMPLE.replace('"done"', '"in review"'));
    assert.equal(problems[0]?.code, 'sidecar-state');
    assert.match(printSidecar(doc), /"state": "in review"/);
    assert.match(printSidecar({ ...doc, state: 'done' }), /"state": "done"/);
  });

  for (const [name, text, code, line] of [
    ['an empty file', '', 'sidecar-syntax', 1],
    ['a truncated file', EXAMPLE.slice(0, 200), 'sidecar-syntax', 7],
    ['text', 'hello', 'sidecar-syntax', 1],
    ['NaN', EXAMPLE.replace('300.25', 'NaN'), 'sidecar-syntax', 6],
    ['conflict markers', EXAMPLE.replace('"state"', '<<<<<<< HEAD\n"state"'), 'sidecar-conflict', 3],
    ['a newer version', EXAMPLE.replace('1,', '2,'), 'sidecar-newer', 1],
    ['an older version', EXAMPLE.replace('1,', '0,'), 'sidecar-version', 1],
    ['no version', '{}', 'sidecar-version', 1],
    ['a list', '[]', 'sidecar-type', undefined],
    ['annotations of a wrong type', EXAMPLE.replace(/\[\n\{"id"[^]*\n\]/, '{}'), 'sidecar-type', 1],
    ['tags of a wrong type', EXAMPLE.replace('["outdoor"]', '"outdoor"'), 'sidecar-type', 1],
    ['no image', EXAMPLE.replace('"image"', '"picture"'), 'sidecar-type', 1],
    [
      'a key that stands twice',
      EXAMPLE.replace('"tags"', '"state": "todo",\n"tags"'),
      'sidecar-duplicate-key',
      4,
    ],
    ['something after the end', `${EXAMPLE}x`, 'sidecar-syntax', 9],
  ] as const)
    it(`refuses ${name}, with its line`, () => {
      const problem = refusal(text);
      assert.equal(problem.code, code);
      assert.equal(problem.line, line);
      assert.ok(problem.message.length > 20);
    });

  it('refuses nesting bombs and oversized files without trouble', () => {
    assert.equal(refusal('['.repeat(1_000_000)).code, 'sidecar-syntax');
    assert.equal(refusal(' '.repeat(MAX_SIDECAR_CHARS + 1)).code, 'sidecar-too-large');
  });

  it('never throws, whatever stands in the file', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) =>
        assert.equal(typeof parseSidecar(text).ok, 'boolean'),
      ),
    );
    fc.assert(
      fc.property(fc.nat(EXAMPLE.length), fc.string({ maxLength: 3 }), (at, garbage) => {
        const text = EXAMPLE.slice(0, at) + garbage + EXAMPLE.slice(at + 1);
        const parsed = parseSidecar(text);
        if (!parsed.ok) assert.ok(parsed.problem.message);
      }),
      { numRuns: 2000 },
    );
  });
});
