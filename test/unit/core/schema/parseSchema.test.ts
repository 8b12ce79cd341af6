import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EMPTY_SCHEMA } from '../../../../src/core/schema/labelSchema';
import { parseSchema } from '../../../../src/core/schema/parseSchema';
import { schemaTemplate } from '../../../../src/core/schema/template';

const EXAMPLE = `version: 1
name: Workshop parts
images: ["images/**/*.{jpg,jpeg,png}"]
sidecars: beside            # or auto (default), or {folder: labels}
classes:
  - name: bolt
    id: 0
    color: "#4C9BE8"
    key: "1"
    description: guideline
    shapes: [box, polygon]
    attributes:
      - {name: rusty, type: checkbox, default: false}
      - {name: finish, type: choice, options: [zinc, plain]}
  - washer
tags:
  - name: surface
    choice: single
    required: true
    options: [{name: wood, description: Also board.}, concrete]
`;

/** The problems as `line:column severity code`. */
function report(text: string): string[] {
  return parseSchema(text).problems.map((p) => `${p.line}:${p.column} ${p.severity} ${p.code}`);
}

function classNames(text: string): string[] {
  return parseSchema(text).schema.classes.map(({ name }) => name);
}

describe('relabel.yaml', function () {
  this.timeout(20_000);

  it('reads every field', () => {
    const { schema, problems } = parseSchema(EXAMPLE);
    assert.deepEqual(problems, []);
    assert.deepEqual(schema, {
      name: 'Workshop parts',
      images: ['images/**/*.{jpg,jpeg,png}'],
      sidecars: { place: 'beside' },
      classes: [
        {
          name: 'bolt',
          id: 0,
          color: '#4C9BE8',
          key: '1',
          description: 'guideline',
          shapes: ['box', 'polygon'],
          attributes: [
            { name: 'rusty', type: 'checkbox', default: false },
            { name: 'finish', type: 'choice', options: ['zinc', 'plain'] },
          ],
        },
        { name: 'washer', attributes: [] },
      ],
      tags: [
        {
          name: 'surface',
          choice: 'single',
          required: true,
          options: [{ name: 'wood', description: 'Also board.' }, { name: 'concrete' }],
        },
      ],
      skeletons: [],
      relations: [],
      panoptic: false,
    });
  });

  it('reads skeletons, relations, stuff, panoptic, and attributes of every class', () => {
    const { schema, problems } = parseSchema(`
skeletons:
  - name: plier
    joints: [{name: tip, at: [0.5, 0], color: "#f80"}, pivot, left, right]
    edges: [[tip, pivot], [pivot, left], [pivot, right]]
    swap: [[left, right]]
attributes:
  - {name: checked, type: checkbox, default: false}
  - {name: angle, type: number, min: 0, max: 90, step: 5, default: 10, mutable: true}
classes:
  - bolt
  - {name: plier, skeleton: plier, attributes: [{name: checked, type: text}]}
  - {name: person, skeleton: coco-person, shapes: [skeleton, rotatedBox, mask]}
  - {name: sky, stuff: true, attributes: [{name: hues, type: multichoice, options: [a, b], default: [b]}]}
relations: [part of, behind, part of]
panoptic: true
`);
    assert.deepEqual(problems, []);
    const [plier, person, ...others] = schema.skeletons;
    assert.deepEqual(plier, {
      name: 'plier',
      joints: [
        { name: 'tip', at: [0.5, 0], color: '#ff8800' },
        { name: 'pivot' },
        { name: 'left' },
        { name: 'right' },
      ],
      edges: [
        ['tip', 'pivot'],
        ['pivot', 'left'],
        ['pivot', 'right'],
      ],
      swap: [['left', 'right']],
    });
    assert.deepEqual([person?.name, person?.joints.length, others.length], ['coco-person', 17, 0]);
    const angle = { name: 'angle', type: 'number', min: 0, max: 90, step: 5, default: 10, mutable: true };
    const checked = { name: 'checked', type: 'checkbox', default: false };
    const hues = { name: 'hues', type: 'multichoice', options: ['a', 'b'], default: ['b'] };
    assert.deepEqual(schema.classes, [
      { name: 'bolt', attributes: [checked, angle] },
      { name: 'plier', skeleton: 'plier', attributes: [angle, { name: 'checked', type: 'text' }] },
      {
        name: 'person',
        skeleton: 'coco-person',
        shapes: ['skeleton', 'rotatedBox', 'mask'],
        attributes: [checked, angle],
      },
      { name: 'sky', stuff: true, attributes: [checked, angle, hues] },
    ]);
    assert.deepEqual([schema.relations, schema.panoptic], [['part of', 'behind'], true]);
  });

  it('has examples in its template that are right when they are taken out of their comments', () => {
    const text = schemaTemplate({ name: 'x', classes: ['a'] });
    const examples = text.slice(text.indexOf('# tags:')).replace(/^# (?=[a-z]+:| {2})/gm, '');
    const { schema, problems } = parseSchema(examples);
    assert.deepEqual(problems, []);
    assert.deepEqual([schema.tags.length, schema.skeletons.length, schema.relations.length], [1, 1, 2]);
    const [, classes = ''] = /such as\n([^]*?)\nclasses:/.exec(text) ?? [];
    const read = parseSchema(
      `attributes:\n  - {name: checked, type: checkbox}\nclasses:\n${classes.replace(/^# /gm, '')}\n`,
    );
    assert.deepEqual(read.problems, []);
    assert.deepEqual(
      read.schema.classes.map(({ name, attributes }) => [name, attributes.length]),
      [
        ['bolt', 4],
        ['person', 1],
        ['floor', 1],
      ],
    );
  });

  it('takes nothing for an empty schema', () => {
    for (const text of ['', '# only comments\n', '---\n', '\ufeff', 'classes:\ntags:\nimages:\nsidecars:\n'])
      assert.deepEqual(parseSchema(text), { schema: EMPTY_SCHEMA, problems: [] }, JSON.stringify(text));
  });

  it('reads CRLF, a byte order mark, anchors, and sidecars in a folder', () => {
    const text =
      '\ufeffsidecars: {folder: ann/v1/}\r\nclasses:\r\n  - &a {name: x, color: "#abc"}\r\n  - name: y\r\n';
    const { schema, problems } = parseSchema(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(schema.sidecars, { place: 'folder', folder: 'ann/v1' });
    assert.deepEqual(schema.classes[0], { name: 'x', color: '#aabbcc', attributes: [] });
    assert.deepEqual(report('\r\nclasses:\r\n  - nmae: x\r\n'), [
      '3:5 warning unknown-key',
      '3:5 error no-name',
    ]);
  });

  const CASES: readonly [what: string, text: string, problems: string[]][] = [
    ['unknown key', 'clases: []\n', ['1:1 warning unknown-key']],
    ['root that is no mapping', '- bolt\n', ['1:1 error wrong-type']],
    ['newer version', 'version: 2\n', ['1:10 error wrong-version']],
    ['version as text', 'version: one\n', ['1:10 error wrong-type']],
    ['duplicate class', 'classes: [a, b, a]\n', ['1:17 error duplicate-name']],
    ['duplicate id', 'classes: [{name: a, id: 1}, {name: b, id: 1}]\n', ['1:43 error duplicate-id']],
    ['duplicate key', 'classes: [{name: a, key: A}, {name: b, key: a}]\n', ['1:45 error duplicate-key']],
    ['negative id', 'classes: [{name: a, id: -1}]\n', ['1:25 error wrong-value']],
    ['bad colour', 'classes: [{name: a, color: red}]\n', ['1:28 error wrong-color']],
    ['colour without quotes', 'classes:\n  - name: a\n    color: #ff0000\n', ['3:12 error empty']],
    ['two keys', 'classes: [{name: a, key: ab}]\n', ['1:26 error wrong-value']],
    ['unknown shape', 'classes: [{name: a, shapes: [boks]}]\n', ['1:30 error unknown-shape']],
    ['unknown skeleton', 'classes: [{name: a, skeleton: coco-persn}]\n', ['1:31 error unknown-skeleton']],
    ['stuff as text', 'classes: [{name: a, stuff: sky}]\n', ['1:28 error wrong-type']],
    ['skeleton without joints', 'skeletons: [{name: s}]\n', ['1:13 error no-joints']],
    ['skeleton without name', 'skeletons: [{joints: [a]}]\n', ['1:13 error no-name']],
    ['joint twice', 'skeletons: [{name: s, joints: [a, b, a]}]\n', ['1:38 error duplicate-name']],
    [
      'edge of an unknown joint',
      'skeletons:\n  - name: s\n    joints: [a, b]\n    edges: [[a, b], [a, c]]\n',
      ['4:25 error unknown-joint'],
    ],
    [
      'swap of an unknown joint',
      'skeletons: [{name: s, joints: [a, b], swap: [[x, b]]}]\n',
      ['1:47 error unknown-joint'],
    ],
    [
      'edge to itself',
      'skeletons: [{name: s, joints: [a, b], edges: [[a, a]]}]\n',
      ['1:47 error wrong-value'],
    ],
    [
      'edge of three',
      'skeletons: [{name: s, joints: [a, b], edges: [[a, b, a]]}]\n',
      ['1:47 error wrong-value'],
    ],
    [
      'joint with two partners',
      'skeletons: [{name: s, joints: [a, b, c], swap: [[a, b], [a, c]]}]\n',
      ['1:48 error duplicate-name'],
    ],
    [
      'place outside',
      'skeletons: [{name: s, joints: [{name: a, at: [0, 1.5]}]}]\n',
      ['1:46 error wrong-value'],
    ],
    ['relations as text', 'relations: {a: b}\n', ['1:12 error wrong-type']],
    ['panoptic as text', 'panoptic: often\n', ['1:11 error wrong-type']],
    ['step', 'attributes: [{name: a, type: number, step: -1}]\n', ['1:44 error wrong-value']],
    [
      'default out of range',
      'attributes: [{name: a, type: number, max: 3, default: 4}]\n',
      ['1:55 error wrong-value'],
    ],
    [
      'default that is no option',
      'attributes: [{name: a, type: multichoice, options: [p, q], default: [p, r]}]\n',
      ['1:73 error wrong-value'],
    ],
    ['class without name', 'classes:\n  - id: 1\n', ['2:5 error no-name']],
    ['class as list', 'classes: [[a]]\n', ['1:11 error wrong-type']],
    ['classes as mapping', 'classes: {a: 1}\n', ['1:10 error wrong-type']],
    ['number as name', 'classes: [7]\n', ['1:11 warning not-text']],
    ['YAML 1.1 boolean', 'classes: [no, on]\n', ['1:11 warning yaml-boolean', '1:15 warning yaml-boolean']],
    ['boolean', 'classes: [true]\n', ['1:11 warning not-text']],
    ['empty name', 'classes: ["", ~]\n', ['1:11 error empty', '1:15 error empty']],
    ['line break in a name', 'classes: ["a\\nb"]\n', ['1:11 error control-character']],
    [
      'option twice over groups',
      'tags: [{name: a, options: [x]}, {name: b, options: [x, y]}]\n',
      ['1:53 error duplicate-name'],
    ],
    ['group without options', 'tags: [{name: a}]\n', ['1:8 error no-options']],
    ['wrong choice', 'tags: [{name: a, choice: singel, options: [x]}]\n', ['1:26 error wrong-value']],
    [
      'attribute type',
      'classes: [{name: a, attributes: [{name: x, type: chekbox}]}]\n',
      ['1:50 error wrong-value'],
    ],
    [
      'default that is no option',
      'classes: [{name: a, attributes: [{name: x, type: choice, options: [p], default: q}]}]\n',
      ['1:81 error wrong-value'],
    ],
    [
      'max below min',
      'classes: [{name: a, attributes: [{name: x, type: number, min: 2, max: 1}]}]\n',
      ['1:71 error wrong-value'],
    ],
    ['glob that is not closed', 'images: "a[b.png"\n', ['1:9 error wrong-glob']],
    [
      'glob out of the folder',
      'images: [../*.png, /x/*, "a\\\\b"]\n',
      ['1:10 error wrong-glob', '1:20 error wrong-glob', '1:26 error wrong-glob'],
    ],
    ['folder out of the data set', 'sidecars: {folder: ../x}\n', ['1:20 error wrong-path']],
    ['unknown place', 'sidecars: besides\n', ['1:11 error wrong-value']],
    ['tab', 'classes:\n\t- a\n', ['2:1 error yaml']],
    ['key twice', 'name: a\nname: b\n', ['2:1 error yaml']],
    ['unclosed bracket', 'classes: [a, b\n', ['2:1 error yaml']],
    ['two documents', 'name: a\n---\nname: b\n', ['2:1 error yaml']],
  ];
  for (const [what, text, problems] of CASES)
    it(`points at the ${what}`, () => {
      assert.deepEqual(report(text), problems);
    });

  it('says what to do', () => {
    const message = (text: string): string => parseSchema(text).problems[0]?.message ?? '';
    assert.match(message('clases: []'), /did you mean "classes"\?/);
    assert.match(message('classes: [{name: a, shapes: [polygn]}]'), /did you mean "polygon"\?/);
    assert.match(message('classes: [no]'), /means false to older YAML readers.*Put it in quotes/);
    assert.match(
      message('classes:\n - name: a\n   color: #fff\n'),
      /text that begins with # must be in quotes/,
    );
    assert.match(message('classes:\n\t- a'), /replace the tab/);
  });

  it('uses the rest of a file with mistakes', () => {
    assert.deepEqual(classNames('clsses: 1\nclasses: [a, [b], {id: 3}, {name: c, color: red, key: "1"}]\n'), [
      'a',
      'c',
    ]);
    assert.deepEqual(classNames('%YAML 1.1\n---\nclasses: [no, 07, 1.0]\n'), ['no', '07', '1.0']);
    assert.equal(parseSchema('classes: [{name: c, color: red, key: "1"}]').schema.classes[0]?.key, '1');
    const broken = parseSchema('sidecars: {folder: ann}\nclasses:\n  - a\n  - {name: b\n');
    assert.deepEqual(broken.schema.sidecars, { place: 'folder', folder: 'ann' });
  });

  it('refuses globs that take hours to match', () => {
    for (const glob of ['*a*a*a*a*b.jpg', 'x/{*a*b*,c*d}/y.png', '!*a*a*a*a*b.jpg', '+(a*)b', '*(+(a))b'])
      assert.deepEqual(report(`images: ["${glob}"]\n`), ['1:10 error wrong-glob'], glob);
    for (const glob of ['**/*.jpg', 'a*/b*/c*/d*/**/*_*.png', '{a,b}*/*.{jpg,png}', '+(a|b)*.jpg'])
      assert.deepEqual(report(`images: ["${glob}"]\n`), [], glob);
  });

  it('says that sidecars as a mapping need a folder', () => {
    const told = ['1:11 error wrong-value'];
    assert.deepEqual(report('sidecars: {}\n'), told);
    assert.deepEqual(
      report('sidecars: {foldr: a}\n').filter((line) => line.includes('error')),
      told,
    );
  });

  it('refuses bombs', () => {
    const refers = (name: string): string => `[${Array.from({ length: 9 }, () => `*${name}`).join(',')}]`;
    const bomb = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} ${refers(`a${i}`)}`).join('\n');
    assert.deepEqual(report(`a0: &a0 [x]\n${bomb}\n`), ['1:1 error too-large']);
    assert.deepEqual(report('x'.repeat(2_000_001)), ['1:1 error too-large']);
    assert.deepEqual(report('['.repeat(200_000)), ['1:1 error too-large']);
    assert.deepEqual(report('- '.repeat(200_000)), ['1:1 error too-large']);
  });

  it('never throws, whatever the text, and places every problem in it', () => {
    const mutation = fc.tuple(fc.nat(EXAMPLE.length), fc.nat(8), fc.string({ maxLength: 6 }));
    fc.assert(
      fc.property(fc.array(mutation, { maxLength: 5 }), (mutations) => {
        let text = EXAMPLE;
        for (const [at, length, added] of mutations)
          text = text.slice(0, at) + added + text.slice(at + length);
        const lines = text.split(/\n/).length;
        for (const { line, column } of parseSchema(text).problems)
          assert.ok(line !== undefined && line >= 1 && line <= lines && column !== undefined && column >= 1);
      }),
      { numRuns: 150 },
    );
  });

  it('reads its own template', () => {
    const names = [
      'bolt',
      'no',
      'a "quoted" name',
      '7',
      ...Array.from({ length: 10 }, (_, i) => `class ${i}`),
    ];
    const { schema, problems } = parseSchema(schemaTemplate({ name: 'x: "y"', classes: names }));
    assert.deepEqual(problems, []);
    assert.equal(schema.name, 'x: "y"');
    assert.deepEqual(
      schema.classes.map(({ name, id, key }) => [name, id, key]),
      names.map((name, i) => [name, i, i < 10 ? String((i + 1) % 10) : undefined]),
    );
    assert.deepEqual(parseSchema(schemaTemplate({ name: 'x', classes: [] })).problems, []);
  });
});
