import assert from 'node:assert/strict';
import { RawParser, type RawChange } from '../../../../src/engine/versioning/rawDiff';
import { kindOfMode, parseTree } from '../../../../src/engine/versioning/treeEntry';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const C = 'c'.repeat(40);
const NONE = '0'.repeat(40);

function parse(...texts: readonly string[]): RawChange[] {
  const parser = new RawParser();
  return texts.flatMap((text) => parser.take(text) ?? []);
}

describe('what git says of files that differ', () => {
  it('reads changed, added, deleted and renamed files', () => {
    assert.deepEqual(
      parse(`:100644 100644 ${A} ${B} M`, 'a.json', `\n:000000 100644 ${NONE} ${A} A`, ':b\n.json'),
      [
        { status: 'M', before: [A], after: B, isPlain: true, path: 'a.json' },
        { status: 'A', before: [undefined], after: A, isPlain: true, path: ':b\n.json' },
      ],
    );
    assert.deepEqual(
      parse(`:100644 000000 ${A} ${NONE} D`, 'R100', `:100644 100644 ${A} ${A} R097`, 'old', 'new'),
      [
        { status: 'D', before: [A], after: undefined, isPlain: true, path: 'R100' },
        { status: 'R', before: [A], after: A, isPlain: true, path: 'new', fromPath: 'old' },
      ],
    );
  });

  it('reads merges with all of their parents, and tells links and submodules', () => {
    assert.deepEqual(parse('', `::100644 000000 100644 ${A} ${NONE} ${C} MA`, 'x'), [
      { status: 'MA', before: [A, undefined], after: C, isPlain: true, path: 'x' },
    ]);
    assert.deepEqual(
      parse(`:100644 120000 ${A} ${B} T`, 'x', `:160000 160000 ${A} ${B} M`, 'y').map(
        ({ isPlain }) => isPlain,
      ),
      [false, false],
    );
  });

  it('says nothing of what is not finished', () => {
    assert.deepEqual(parse('', '\n\n', 'commit', `:100644 100644 ${A} ${B} M`), []);
    const parser = new RawParser();
    parser.take(`:100644 100644 ${A} ${B} R100`);
    parser.take('commit');
    assert.equal(parser.isInside, true);
    assert.equal(parser.take('new')?.fromPath, 'commit');
    assert.equal(parser.isInside, false);
  });
});

describe('a tree object', () => {
  const entry = (mode: string, name: string, id: string): Buffer =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]);

  it('lists its entries, whatever their names and the length of ids', () => {
    const bytes = Buffer.concat([
      entry('100644', 'a b\n"c', A),
      entry('40000', 'ü', B),
      entry('120000', 'link', C),
      entry('160000', 'sub', A),
    ]);
    assert.deepEqual(
      [...parseTree(bytes, 20)],
      [
        ['a b\n"c', { kind: 'file', id: A }],
        ['ü', { kind: 'folder', id: B }],
        ['link', { kind: 'link', id: C }],
        ['sub', { kind: 'submodule', id: A }],
      ],
    );
    const long = 'd'.repeat(64);
    assert.deepEqual(
      [...parseTree(entry('100755', '__proto__', long), 32)],
      [['__proto__', { kind: 'file', id: long }]],
    );
  });

  it('that is cut off gives what is whole', () => {
    const bytes = Buffer.concat([entry('100644', 'a', A), entry('100644', 'b', B)]);
    for (let length = 0; length < bytes.length; length++)
      assert.equal(parseTree(bytes.subarray(0, length), 20).size, length < bytes.length / 2 ? 0 : 1);
    assert.equal(kindOfMode('100755'), 'file');
    assert.equal(kindOfMode('040000'), 'folder');
  });
});
