import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'yaml';
import { parseSidecar, printSidecar } from '../../../../src/core/annotation/sidecar';
import { parseSchema } from '../../../../src/core/schema/parseSchema';
import { schemaTemplate } from '../../../../src/core/schema/template';
import { arbitraryDoc } from '../../../helpers/arbitrary';
import { EVERY_FACT, EVERY_KIND } from '../../../helpers/everyKind';
import { schemaErrors } from '../../../helpers/jsonSchema';

type JsonSchema = Record<string, unknown>;

function load(name: string): JsonSchema {
  return JSON.parse(readFileSync(`media/schemas/${name}.schema.json`, 'utf8')) as JsonSchema;
}

const RELABEL = load('relabel');
const SIDECAR = load('sidecar');

const yamlErrors = (text: string): string[] => schemaErrors(parse(text), RELABEL, RELABEL);
const sidecarErrors = (value: unknown): string[] => schemaErrors(value, SIDECAR, SIDECAR);

/** Texts on which the published schema and the reader must agree; true means fine. */
const YAML: readonly [text: string, isFine: boolean][] = [
  ['', true],
  ['{version: 1, name: x, images: "*.png", sidecars: auto, classes: [a], tags: []}', true],
  ['{images: ["a/**/*.{jpg,png}", "!b..c/*"], sidecars: {folder: labels/v1}}', true],
  [
    'classes:\n  - {name: a, id: 0, color: "#4C9BE8", key: "1", description: d, shapes: [box, polygon]}',
    true,
  ],
  ['classes: [{name: a, color: "#fff", key: 1, shapes: box, attributes: [{name: x, type: text}]}]', true],
  ['classes: [{name: a, attributes: [{name: x, type: number, min: 0, max: 1, default: 0.5}]}]', true],
  ['classes: [{name: a, attributes: [{name: x, type: choice, options: [p, q], default: q}]}]', true],
  ['classes: [{name: a, attributes: [{name: x, type: checkbox, default: true}]}]', true],
  ['tags: [{name: s, choice: single, required: true, options: [{name: w, description: d}, c]}]', true],
  [
    'classes: [{name: a, shapes: [rotatedBox, polyline, spline, point, skeleton, ellipse, cuboid, mask]}]',
    true,
  ],
  ['classes: [{name: a, attributes: [{name: x, type: number, step: 5, mutable: true}]}]', true],
  ['classes: [{name: a, attributes: [{name: x, type: multichoice, options: [p, q], default: [q]}]}]', true],
  ['{attributes: [{name: x, type: text}], relations: [part of], panoptic: true}', true],
  ['classes: [{name: a, skeleton: coco-person}, {name: sky, stuff: true}]', true],
  [
    'skeletons: [{name: s, joints: [a, {name: b, color: "#123456", at: [0, 1]}], edges: [[a, b]], swap: [[b, a]]}]',
    true,
  ],
  ['skeletons: [{name: s, joints: []}]', false],
  ['skeletons: [{joints: [a]}]', false],
  ['skeletons: [{name: s, joints: [a, b], edges: [[a]]}]', false],
  ['skeletons: [{name: s, joints: [{name: a, at: [0, 2]}]}]', false],
  ['classes: [{name: a, stuff: often}]', false],
  ['classes: [{name: a, attributes: [{name: x, type: number, step: 0}]}]', false],
  ['classes: [{name: a, attributes: [{name: x, type: text, step: 1}]}]', false],
  ['classes: [{name: a, attributes: [{name: x, type: text, mutable: 1}]}]', false],
  ['panoptic: often', false],
  ['clases: []', false],
  ['version: 2', false],
  ['images: [../a.png]', false],
  ['images: ["/a.png"]', false],
  ['images: ["a\\\\b.png"]', false],
  ['sidecars: elsewhere', false],
  ['sidecars: {folder: a/../b}', false],
  ['classes: [7]', false],
  ['classes: [""]', false],
  ['classes: [{id: 1}]', false],
  ['classes: [{name: a, id: -1}]', false],
  ['classes: [{name: a, color: red}]', false],
  ['classes: [{name: a, key: ab}]', false],
  ['classes: [{name: a, shapes: [circle]}]', false],
  ['classes: [{name: a, attributes: [{name: x}]}]', false],
  ['classes: [{name: a, attributes: [{name: x, type: choice}]}]', false],
  ['classes: [{name: a, attributes: [{name: x, type: text, min: 1}]}]', false],
  ['tags: [{name: s, options: []}]', false],
  ['tags: [{name: s, choice: both, options: [a]}]', false],
];

describe('the published JSON schemas', function () {
  this.timeout(20_000);

  for (const [text, isFine] of YAML)
    it(`${isFine ? 'accept' : 'refuse'} ${JSON.stringify(text)}, as the reader does`, () => {
      assert.equal(yamlErrors(text).length === 0, isFine, yamlErrors(text).join('\n'));
      assert.equal(parseSchema(text).problems.length === 0, isFine);
    });

  it('accept the template', () => {
    assert.deepEqual(yamlErrors(schemaTemplate({ name: 'x', classes: ['a', 'no'] })), []);
    assert.deepEqual(yamlErrors(schemaTemplate({ name: 'x', classes: [] })), []);
  });

  it('accept every sidecar that is written', () => {
    fc.assert(
      fc.property(arbitraryDoc, (doc) => {
        assert.deepEqual(sidecarErrors(JSON.parse(printSidecar(doc))), []);
      }),
    );
  });

  it('accept an annotation of every kind, and one that says everything', () => {
    const image = { file: 'a.png', widthPx: 640, heightPx: 480 };
    const doc = { image, tags: [], annotations: [...EVERY_KIND, EVERY_FACT], kept: [] };
    assert.deepEqual(sidecarErrors(JSON.parse(printSidecar(doc))), []);
  });

  it('refuse sidecars that the reader refuses or repairs', () => {
    const entry = { id: 'a', label: 'b', box: [1, 2, 3, 4] };
    const sidecar = { relabel: 1, image: { file: 'a.png', width: 4, height: 3 }, annotations: [entry] };
    assert.deepEqual(sidecarErrors({ ...sidecar, own: { key: 1 } }), []);
    const wrong: object[] = [
      { ...sidecar, relabel: 2 },
      { ...sidecar, image: { file: 'a.png', width: 0, height: 3 } },
      { ...sidecar, tags: 'indoor' },
      { ...sidecar, annotations: {} },
      { ...sidecar, annotations: [{ ...entry, id: '' }] },
      { ...sidecar, annotations: [{ ...entry, box: [1, 2, -3, 4] }] },
      { ...sidecar, annotations: [{ ...entry, box: [1, 2, 3] }] },
      { ...sidecar, annotations: [{ ...entry, polygon: [[1, 1, 2, 2, 3, 3]] }] },
      { ...sidecar, annotations: [{ id: 'a', label: 'b' }] },
      { ...sidecar, annotations: [{ ...entry, score: 'high' }] },
      ...[
        ...[{ occluded: 1 }, { group: 0 }, { order: 'top' }, { text: 1 }, { links: [{}] }, { page: -1 }],
        ...[{ links: [{ to: '' }] }, { hidden: 'no' }, { point: [1, 1] }],
      ].map((more) => ({ ...sidecar, annotations: [{ ...entry, ...more }] })),
      ...[
        ...[{ rotatedBox: [1, 2, 3, 4] }, { rotatedBox: [1, 2, -3, 4, 0] }, { ellipse: [1, 2, 3, -4, 0] }],
        ...[{ polyline: [1, 2] }, { point: [1] }, { spline: { anchors: [] } }],
        ...[
          {
            spline: {
              closed: true,
              anchors: [
                [1, 2],
                [1, 2, 3],
              ],
            },
          },
          { skeleton: { nose: [1, 2, 0] } },
        ],
        ...[
          { skeleton: { nose: [1, 2] } },
          { cuboid: [[1, 2, 3, 4]] },
          { mask: { box: [1, 2, 3], runs: '' } },
        ],
      ].map((shape) => ({ ...sidecar, annotations: [{ id: 'a', label: 'b', ...shape }] })),
    ];
    for (const value of wrong) {
      assert.notDeepEqual(sidecarErrors(value), [], JSON.stringify(value));
      const read = parseSidecar(JSON.stringify(value));
      assert.ok(!read.ok || read.problems.length > 0, JSON.stringify(value));
    }
  });

  it('describe every field', () => {
    for (const [name, schema] of [
      ['relabel', RELABEL],
      ['sidecar', SIDECAR],
    ] as const)
      assert.deepEqual(undescribed(schema, name), []);
  });
});

/** Properties that say nothing about themselves, neither directly nor through what they refer to. */
function undescribed(schema: unknown, at: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {} } = schema as { properties?: Record<string, JsonSchema | boolean> };
  const silent = Object.entries(properties)
    .filter(
      ([, own]) =>
        typeof own === 'object' && !('description' in own) && !('$ref' in own) && !('const' in own),
    )
    .map(([key]) => `${at}.${key}`);
  return [...silent, ...Object.entries(schema).flatMap(([key, inner]) => undescribed(inner, `${at}/${key}`))];
}
