import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addClass } from '../../../../src/core/schema/addClass';
import { parseSchema } from '../../../../src/core/schema/parseSchema';
import { schemaTemplate } from '../../../../src/core/schema/template';

function added(text: string, name = 'gear'): string {
  const result = addClass(text, name);
  assert.ok(result.ok, result.ok ? '' : result.problem.message);
  return result.text;
}

const CASES: readonly [what: string, before: string, after: string][] = [
  ['an empty file', '', 'classes:\n  - gear\n'],
  ['a file of comments', '# mine', '# mine\nclasses:\n  - gear\n'],
  ['a file without classes', 'name: x # y\n\n# end\n', 'name: x # y\nclasses:\n  - gear\n\n# end\n'],
  ['a file without a final line break', 'name: x', 'name: x\nclasses:\n  - gear'],
  ['an empty key', 'classes:   # none yet\ntags: []\n', 'classes:   # none yet\n  - gear\ntags: []\n'],
  ['a null', 'classes: ~\nname: x\n', 'classes: \n  - gear\nname: x\n'],
  ['an empty list', 'classes: [] # none\n', 'classes: [gear] # none\n'],
  ['a list in a line', 'classes: [a, b] # c\n', 'classes: [a, b, gear] # c\n'],
  ['a list in a line with a last comma', 'classes: [a, b, ]\n', 'classes: [a, b, gear, ]\n'],
  ['a list in lines', 'classes: [\n  a,\n  b # c, ]\n]\n', 'classes: [\n  a,\n  b, # c, ]\n  gear\n]\n'],
  [
    'a list in lines with commas',
    'classes: [\n  a,\n  b, # c\n]\n',
    'classes: [\n  a,\n  b, # c\n  gear,\n]\n',
  ],
  [
    'mappings in a list',
    'classes: [{name: a, id: 4}]\n',
    'classes: [{name: a, id: 4}, { name: gear, id: 5 }]\n',
  ],
  ['plain items', 'classes:\n- a # one\n# more\nname: x\n', 'classes:\n- a # one\n- gear\n# more\nname: x\n'],
  [
    'mappings',
    'classes:\n    - name: a\n      id: 0\n      color: "#000000" # black\n\ntags: []\n',
    'classes:\n    - name: a\n      id: 0\n      color: "#000000" # black\n    - name: gear\n      id: 1\n\ntags: []\n',
  ],
  [
    'mappings, not all with ids',
    'classes:\n  - name: a\n    id: 0\n  - name: b\n',
    'classes:\n  - name: a\n    id: 0\n  - name: b\n  - name: gear\n',
  ],
  ['mappings each in a line', 'classes:\n  - {name: a}\n', 'classes:\n  - {name: a}\n  - { name: gear }\n'],
  ['quoted names', "classes:\n  - 'a'\n", "classes:\n  - 'a'\n  - 'gear'\n"],
  [
    'long descriptions',
    'classes:\n  - name: a\n    description: |\n      One.\n\n      Two.\nname: x\n',
    'classes:\n  - name: a\n    description: |\n      One.\n\n      Two.\n  - name: gear\nname: x\n',
  ],
  ['CRLF', 'classes:\r\n  - a\r\n', 'classes:\r\n  - a\r\n  - gear\r\n'],
  ['no line break at the end', 'classes:\n  - a', 'classes:\n  - a\n  - gear'],
  [
    'a nested attribute list',
    'classes:\n  - name: a\n    attributes:\n      - name: x\n        type: text\n',
    'classes:\n  - name: a\n    attributes:\n      - name: x\n        type: text\n  - name: gear\n',
  ],
];

describe('adding a class to relabel.yaml', function () {
  this.timeout(20_000);

  for (const [what, before, after] of CASES)
    it(`extends ${what}`, () => {
      assert.equal(added(before), after);
    });

  it('changes nothing when the class is there', () => {
    assert.equal(added('classes: [gear]'), 'classes: [gear]');
  });

  it('refuses what it cannot extend safely', () => {
    for (const text of [
      'classes: [a',
      '- a\n',
      'classes: a\n',
      'x: &x [a]\nclasses: *x\n',
      '{name: x}\n',
      'classes: []\n---\n',
    ]) {
      const result = addClass(text, 'gear');
      assert.ok(!result.ok, text);
      assert.match(result.problem.message, /^The class was not added to relabel.yaml: /);
    }
  });

  it('extends the template', () => {
    for (const classes of [[], ['bolt', 'nut']]) {
      const text = added(schemaTemplate({ name: 'x', classes }));
      assert.deepEqual(parseSchema(text).problems, []);
      assert.equal(parseSchema(text).schema.classes.length, classes.length + 1);
    }
  });

  it('adds any name and keeps every byte that was there', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((text) => text.trim() !== '' && !/[\u0000-\u001f\u007f]/.test(text));
    fc.assert(
      fc.property(fc.constantFrom(...CASES), name, ([, before], newName) => {
        if (before.includes('~')) return; // A null is replaced.
        const known = parseSchema(before).schema.classes.map((item) => item.name);
        if (known.includes(newName)) return;
        const text = added(before, newName);
        assert.deepEqual(
          parseSchema(text).schema.classes.map((item) => item.name),
          [...known, newName],
        );
        let at = 0;
        for (const character of before) {
          at = text.indexOf(character, at) + 1;
          assert.ok(at > 0, `lost ${JSON.stringify(character)}`);
        }
        for (const line of before.split(/\r?\n/).filter((l) => !l.includes('[') && !l.includes('b #')))
          assert.ok(text.includes(line), line);
      }),
      { numRuns: 150 },
    );
  });
});
