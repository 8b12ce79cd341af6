import assert from 'node:assert/strict';
import { parseSchema } from '../../../../src/core/schema/parseSchema';
import { schemaFix } from '../../../../src/host/problems/schemaFix';

/** The text after the fix of its first problem that has one, as the quick fix would leave it. */
function fixed(text: string): string | undefined {
  const lines = text.split('\n');
  for (const problem of parseSchema(text).problems) {
    const row = (problem.line ?? 1) - 1;
    const line = lines[row] ?? '';
    const fix = schemaFix(line, problem);
    const at = (problem.column ?? 1) - 1;
    if (fix) return lines.with(row, line.slice(0, at) + fix.text + line.slice(at + fix.length)).join('\n');
  }
  return undefined;
}

describe('quick fixes in relabel.yaml', () => {
  it('put in the name that was meant', () => {
    assert.equal(fixed('clases: [car]\n'), 'classes: [car]\n');
    assert.equal(
      fixed('classes:\n  - {name: car, colour: "#ff0000"}\n'),
      'classes:\n  - {name: car, color: "#ff0000"}\n',
    );
    assert.equal(fixed('sidecars: besides # where\n'), 'sidecars: beside # where\n');
    assert.equal(fixed('sidecars: "besides"\n'), 'sidecars: beside\n');
    assert.equal(
      fixed('classes:\n  - name: car\n    shapes: [polgyon, box]\n'),
      'classes:\n  - name: car\n    shapes: [polygon, box]\n',
    );
  });

  it('quote what YAML does not read as text', () => {
    assert.equal(fixed('classes: [car, 12]\n'), 'classes: [car, "12"]\n');
    assert.equal(fixed('classes:\n  - yes # really\n'), 'classes:\n  - "yes" # really\n');
    assert.equal(fixed('classes:\n  - name: no\n'), 'classes:\n  - name: "no"\n');
  });

  it('leave no problem behind', () => {
    for (const text of ['clases: [car]\n', 'sidecars: besides\n', 'classes: [car, 12]\n', 'classes: [on]\n'])
      assert.deepEqual(parseSchema(fixed(text) ?? text).problems, []);
  });

  it('are not offered where nothing is proposed', () => {
    assert.equal(fixed('classes: 7\n'), undefined);
    assert.equal(fixed('zzzzzzzz: 1\n'), undefined);
    assert.equal(fixed('classes: [\n'), undefined);
  });
});
