import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lineEdit, type LineEdit } from '../../../../src/host/problems/lineEdit';

function applied(from: string, edit: LineEdit | undefined): string {
  return edit ? from.slice(0, edit.start) + edit.text + from.slice(edit.end) : from;
}

const line = fc.constantFrom('a', 'ab', 'b', '', '{"id": "x"},', '{"id": "y"},', ']}');
const text = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.boolean())
  .map(([lines, ends]) => lines.join('\n') + (ends ? '\n' : ''));

describe('smallest change of lines', () => {
  it('leads from any text to any other', () => {
    fc.assert(
      fc.property(text, text, (from, to) => {
        assert.equal(applied(from, lineEdit(from, to)), to);
      }),
    );
  });

  it('keeps CRLF where the old text has it', () => {
    fc.assert(
      fc.property(text, text, (from, to) => {
        const crlf = `x\n${from}`.replaceAll('\n', '\r\n');
        const edit = lineEdit(crlf, `x\n${to}`);
        assert.equal(applied(crlf, edit), `x\n${to}`.replaceAll('\n', '\r\n'));
      }),
    );
  });

  it('begins and ends at line breaks, and touches one line when one differs', () => {
    const edit = lineEdit('one\ntwo\nthree\n', 'one\ntwice\nthree\n');
    assert.deepEqual(edit, { start: 4, end: 8, text: 'twice\n' });
    assert.deepEqual(lineEdit('one\ntwo\nthree\n', 'one\nthree\n'), { start: 4, end: 8, text: '' });
  });

  it('is nothing for equal texts', () => {
    assert.equal(lineEdit('a\r\nb', 'a\nb'), undefined);
  });
});
