import assert from 'node:assert/strict';
import fc from 'fast-check';
import { printRow, withoutFormula } from '../../../../../src/core/formats/csv/printRow';
import { guessDelimiter, tableRows, type Delimiter } from '../../../../../src/core/formats/csv/table';
import type { Problem } from '../../../../../src/core/problem';

const rows = (text: string, delimiter: Delimiter = ','): readonly (readonly string[])[] =>
  [...tableRows(text, { delimiter })].map((row) => row.cells);

const awkward = fc.string({
  unit: fc.constantFrom('a', '0', '"', ',', ';', '\t', ' ', '\n', '\r', 'é', '='),
});

describe('table of cells', () => {
  it('reads what RFC 4180 writes: quotes, doubled quotes, line ends in cells, empty cells', () => {
    assert.deepEqual(rows('a,"b ""x"", c",\r\n"1\r\n2",,z'), [
      ['a', 'b "x", c', ''],
      ['1\r\n2', '', 'z'],
    ]);
  });

  it('leaves cells as text and a quote inside a cell as it is', () => {
    assert.deepEqual(rows('001,1.0,5" pipe,"a"b\n'), [['001', '1.0', '5" pipe', 'ab']]);
  });

  it('counts lines through cells with line ends', () => {
    const lines = [...tableRows('"a\nb"\nc\r\n\r\nd', { delimiter: ',' })].map((row) => row.line);
    assert.deepEqual(lines, [1, 3, 4, 5]);
  });

  it('cuts the byte order mark and takes a lone CR for a line end', () => {
    assert.deepEqual(rows('\ufeffa\rb,"c"\rd'), [['a'], ['b', 'c'], ['d']]);
  });

  it('reports a quote that is never closed and reads on', () => {
    const problems: Problem[] = [];
    const open = [...tableRows('a\n"x,y\nc,d\n', { delimiter: ',', problem: (p) => problems.push(p) })];
    assert.deepEqual(
      open.map((row) => row.cells),
      [['a'], ['"x', 'y'], ['c', 'd']],
    );
    assert.deepEqual(
      problems.map(({ code, line }) => [code, line]),
      [['csv-open-quote', 2]],
    );
  });

  it('gives back every byte in the sources of its rows', () => {
    fc.assert(
      fc.property(awkward, (text) => {
        const read = [...tableRows(text, { delimiter: ',' })];
        assert.equal(read.map((row) => row.source).join(''), text);
      }),
    );
  });

  it('reads back every cell it prints, with every delimiter', () => {
    const table = fc.array(fc.array(awkward, { minLength: 1, maxLength: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(table, fc.constantFrom<Delimiter>(',', ';', '\t', ' ', '|'), (cells, delimiter) => {
        const text = cells.map((row) => `${printRow(row, delimiter)}\n`).join('');
        assert.deepEqual(rows(text, delimiter), cells);
      }),
    );
  });

  it('takes time in proportion to the text when quotes stay open', () => {
    const text = 'a"b,"c\n'.repeat(20_001) + 'a\r'.repeat(100_000);
    const started = performance.now();
    assert.ok(rows(text).length > 0);
    assert.ok(performance.now() - started < 5_000);
  });

  it('finds the delimiter by the first line', () => {
    assert.equal(guessDelimiter('a;b;c,d\n1;2;3'), ';');
    assert.equal(guessDelimiter('a\tb\n'), '\t');
    assert.equal(guessDelimiter('"a;b;c",d\n'), ',');
    assert.equal(guessDelimiter('word'), ',');
  });

  it('puts an apostrophe before what a spreadsheet would run, and not before numbers', () => {
    assert.deepEqual(['=1+1', '@x', '-5', '+1e3', '-cat', 'cat', ''].map(withoutFormula), [
      "'=1+1",
      "'@x",
      '-5',
      '+1e3',
      "'-cat",
      'cat',
      '',
    ]);
  });
});
