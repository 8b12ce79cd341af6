import assert from 'node:assert/strict';
import fc from 'fast-check';
import { markConflicts } from '../../../../../../src/core/formats/inPlace/merge/markConflicts';

const MARKS = { ours: 'main', theirs: 'other', size: 7 };

describe('conflict marks', () => {
  it('stand around the lines that differ', () => {
    assert.equal(
      markConflicts('a\nb\nc\nd\n', 'a\nx\nc\n', MARKS),
      'a\n<<<<<<< main\nb\n=======\nx\n>>>>>>> other\nc\n<<<<<<< main\nd\n=======\n>>>>>>> other\n',
    );
    assert.equal(markConflicts('a\n', 'a\n', MARKS), 'a\n');
    assert.equal(
      markConflicts('a\r\nb\r\n', 'a\r\nc\r\n', { ...MARKS, size: 3 }),
      'a\r\n<<< main\r\nb\r\n===\r\nc\r\n>>> other\r\n',
    );
    assert.equal(markConflicts('a', 'b', MARKS), '<<<<<<< main\na\n=======\nb\n>>>>>>> other\n');
  });

  it('let each side be taken whole', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    const text = (list: readonly string[]): string => list.map((line) => `${line}\n`).join('');
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const marked = markConflicts(text(a), text(b), MARKS);
        const side = (kept: string): string =>
          marked.replace(/^<{7} main\n((?:\w\n)*)={7}\n((?:\w\n)*)>{7} other\n/gm, kept);
        assert.equal(side('$1'), text(a));
        assert.equal(side('$2'), text(b));
      }),
    );
  });

  it('become one block where everything differs', () => {
    const many = (name: string): string => Array.from({ length: 3000 }, (_, i) => `${name}${i}\n`).join('');
    const marked = markConflicts(`x\n${many('a')}y\n`, `x\n${many('b')}y\n`, MARKS);
    assert.equal(marked.match(/^<{7}/gm)?.length, 1);
    assert.equal(marked.split('\n').length, 6000 + 3 + 2 + 1);
  });
});
