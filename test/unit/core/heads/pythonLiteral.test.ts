import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPythonLiteral } from '../../../../src/core/heads/pythonLiteral';
import { classNames, metadataSize } from '../../../../src/core/heads/signature';

describe('Python literals', () => {
  const read: readonly [string, unknown][] = [
    [
      "{0: 'person', 1: \"driver's\"}",
      new Map<unknown, unknown>([
        [0, 'person'],
        [1, "driver's"],
      ]),
    ],
    ['[640, 640]', [640, 640]],
    ['(17, 3)', [17, 3]],
    ['(1,)', [1]],
    ['(1)', 1],
    ['{1, 2}', [1, 2]],
    ['{}', new Map()],
    ['[]', []],
    [
      "{'nms': False, 'x': None, 'y': -1.5e3, 'z': True,}",
      new Map<unknown, unknown>([
        ['nms', false],
        ['x', null],
        ['y', -1500],
        ['z', true],
      ]),
    ],
    ["'a\\'b\\n\\x41\\u00e9\\\\'", "a'b\nAé\\"],
    ['\'one\' "two"', 'onetwo'],
    ['  32 ', 32],
  ];
  for (const [text, value] of read)
    it(`reads ${text}`, () => assert.deepEqual(readPythonLiteral(text), value));

  for (const text of [
    '',
    '{0: ',
    "'open",
    '[1 2]',
    'print(1)',
    '[1] 2',
    "{'a' 1}",
    "'\\xZZ'",
    '['.repeat(5000),
  ])
    it(`refuses ${text.slice(0, 20) || 'nothing'}`, () => assert.equal(readPythonLiteral(text), undefined));

  it('never throws', () => {
    const alphabet = fc.constantFrom(...'{}[](),:\'"\\ 01a.-eTrueNon');
    fc.assert(
      fc.property(fc.string({ unit: alphabet }), (text) => void readPythonLiteral(text)),
      { numRuns: 2000 },
    );
  });

  it('reads any names Python would print', () => {
    const quote = (text: string): string =>
      `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n').replace(/\r/g, '\\r')}'`;
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 8 }), (names) => {
        const text = `{${names.map((name, i) => `${i}: ${quote(name)}`).join(', ')}}`;
        assert.deepEqual(classNames(new Map([['names', text]])), names);
      }),
    );
  });

  it('reads sizes as height, width', () => {
    assert.deepEqual(metadataSize(new Map([['imgsz', '[320, 640]']])), { widthPx: 640, heightPx: 320 });
    assert.deepEqual(metadataSize(new Map([['imgsz', '512']])), { widthPx: 512, heightPx: 512 });
    assert.equal(metadataSize(new Map([['imgsz', "['a', 0]"]])), undefined);
  });

  it('names gaps in a sparse dictionary and lists alike', () => {
    assert.deepEqual(classNames(new Map([['names', "{0: 'a', 2: 'c'}"]])), ['a', 'class 1', 'c']);
    assert.deepEqual(classNames(new Map([['names', "['a', 'b']"]])), ['a', 'b']);
    assert.equal(classNames(new Map([['names', "{'x': 'y'}"]])), undefined);
  });
});
