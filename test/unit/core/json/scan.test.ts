import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Lines } from '../../../../src/core/json/lines';
import { printJson, readJson } from '../../../../src/core/json/exact';
import { MAX_DEPTH, scanJson } from '../../../../src/core/json/scan';
import { surveyJson } from '../../../../src/core/json/survey';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('JSON scanner', function () {
  this.timeout(20_000);

  it('finds an error exactly where JSON.parse refuses, in damaged JSON', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 4 }),
        fc.nat(200),
        fc.constantFrom('', '"', ',', ']', '}', '0', '\\', 'e', '-'),
        (json, at, garbage) => {
          const text = json.slice(0, at) + garbage + json.slice(at + 1);
          assert.equal(scanJson(text, 'annotations').error === undefined, parses(text), text);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('finds the elements of the named top-level array only', () => {
    const text = '{"a": [1, {"annotations": [7]}],\n"annotations": [\n{"x": [1]},\n  2\n]}';
    const { elements } = scanJson(text, 'annotations');
    assert.deepEqual(
      elements.map((offset) => text[offset]),
      ['{', '2'],
    );
    const lines = new Lines(text);
    assert.deepEqual(
      elements.map((offset) => lines.at(offset)),
      [
        { line: 3, column: 1 },
        { line: 4, column: 3 },
      ],
    );
  });

  it('tells keys that stand twice in one object, not in two', () => {
    assert.deepEqual(scanJson('{"a": {"b": 1}, "c": {"b": 2}}', '').duplicates, []);
    assert.equal(scanJson('{"a": 1, "\\u0061": 2}', '').duplicates[0]?.key, 'a');
  });

  it('prints numbers again that a double cannot hold', () => {
    const text = '{"id": 12345678901234567890, "far": 1e400, "list": [-9007199254740993, 1.5]}';
    assert.equal(printJson(readJson(text, '').value ?? null), text);
  });

  it('surveys well-formed text as the scanner does', () => {
    const odd = fc.constantFrom(
      '12345678901234567890',
      '-1e400',
      '1.5e3',
      '"a\\\\\\""',
      '"\\u0061"',
      '{"a":1,"\\u0061":[2]}',
      'false',
    );
    const key = fc.constantFrom('"a"', '"\\u0061"', '"annotations"', '"b\\""');
    const value = fc.letrec<{ value: string }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        odd,
        fc.array(tie('value'), { maxLength: 4 }).map((items) => `[ ${items.join(' ,')}]`),
        fc
          .array(fc.tuple(key, tie('value')), { maxLength: 4 })
          .map((members) => `{${members.map(([k, v]) => `${k} :\n${v}`).join(',')} }`),
      ),
    })).value;
    fc.assert(
      fc.property(value, (text) => {
        assert.deepEqual(surveyJson(text, 'annotations', MAX_DEPTH), scanJson(text, 'annotations'), text);
      }),
      { numRuns: 5000 },
    );
  });

  it('refuses what is nested too deep, in either way', () => {
    const text = '['.repeat(MAX_DEPTH + 1) + ']'.repeat(MAX_DEPTH + 1);
    assert.deepEqual(surveyJson(text, '', MAX_DEPTH).error, scanJson(text, '').error);
    assert.equal(readJson(text, '').value, undefined);
  });
});
