import assert from 'node:assert/strict';
import fc from 'fast-check';
import { kindOf, type Shape } from '../../../src/core/shapes/index';
import { polygonOf } from '../../../src/core/shapes/polygon';
import { EMPTY_SCHEMA } from '../../../src/core/schema/labelSchema';
import { MAX_BRUSH_PX, MIN_BRUSH_PX, steppedBrush } from '../../../webview/actions/tools';
import { classForKey, classKeys } from '../../../webview/classes';
import { commonOf, commonSpecs, jsonText, otherAttributes, parsedJson } from '../../../webview/common';
import { geometryOf, withGeometry } from '../../../webview/geometryFields';
import { followSettings } from '../../../webview/settingsFollowed';
import { INITIAL_STATE } from '../../../webview/store';
import { keysOf } from '../../../webview/ui/keyHelp';
import { boxAt } from './annotations';

describe('numbers of a shape', () => {
  const shapes: readonly Shape[] = [
    { kind: 'box', x: 1, y: 2, width: 30, height: 40 },
    { kind: 'rotatedBox', cx: 50, cy: 60, width: 30, height: 40, angle: 15 },
    { kind: 'ellipse', cx: 50, cy: 60, rx: 30, ry: 20, angle: 0 },
    { kind: 'point', x: 5, y: 6 },
    { kind: 'polyline', points: [0, 0, 10, 5, 20, 30] },
    polygonOf([0, 0, 10, 5, 20, 30]),
    { kind: 'cuboid', front: [0, 0, 10, 0, 10, 10, 0, 10], back: [5, 5, 15, 5, 15, 15, 5, 15] },
    { kind: 'skeleton', joints: { a: { x: 1, y: 2, visibility: 2 }, b: { x: 9, y: 22, visibility: 1 } } },
  ];

  for (const shape of shapes)
    it(`of a ${shape.kind} are what was typed, and the others stay`, () => {
      const number = fc.integer({ min: 1, max: 300 });
      fc.assert(
        fc.property(fc.constantFrom(...geometryOf(shape)), number, ({ name }, value) => {
          const next = geometryOf(kindOf(shape).round(withGeometry(shape, name, value)));
          for (const field of geometryOf(shape)) {
            const now = next.find((each) => each.name === field.name)?.value ?? NaN;
            assert.ok(
              Math.abs(now - (field.name === name ? value : field.value)) < 0.03,
              `${name} ${field.name}`,
            );
          }
        }),
      );
    });

  it('refuse what makes no shape', () => {
    const [box] = shapes;
    assert.ok(box);
    for (const value of [-1, NaN, Infinity]) assert.equal(withGeometry(box, 'width', value), box);
    assert.equal(withGeometry(box, 'angle', 5), box);
    const polyline = shapes[4];
    assert.ok(polyline);
    assert.equal(withGeometry(polyline, 'width', 0), polyline);
  });
});

describe('what a selection has in common', () => {
  const schema = {
    ...EMPTY_SCHEMA,
    classes: [
      {
        name: 'car',
        key: 'k',
        attributes: [
          { name: 'doors', type: 'number' },
          { name: 'old', type: 'checkbox' },
        ],
      },
      { name: 'bus', attributes: [{ name: 'doors', type: 'number' }] },
    ],
  } as const;
  const car = boxAt('a', 0, 0, { label: 'car', attributes: { doors: 4, note: 'x' } });
  const bus = boxAt('b', 0, 0, { label: 'bus', attributes: { doors: 4, other: [1] } });

  it('is a value, or that they differ', () => {
    assert.deepEqual(
      commonOf([car, bus], ({ attributes }) => attributes?.['doors']),
      { mixed: false, value: 4 },
    );
    assert.deepEqual(
      commonOf([car, bus], ({ label }) => label),
      { mixed: true },
    );
    assert.deepEqual(
      commonSpecs([car, bus], schema).map(({ name }) => name),
      ['doors'],
    );
    assert.deepEqual(otherAttributes([car, bus], commonSpecs([car, bus], schema)), ['note', 'other']);
  });

  it('writes and reads any value as text', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 1 }), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as Parameters<typeof jsonText>[0];
        assert.deepEqual(parsedJson(jsonText(plain)), plain);
      }),
    );
  });

  it('knows letters of classes, which take keys from commands', () => {
    assert.equal(classForKey(schema.classes, 'k'), 'car');
    assert.equal(classKeys(schema.classes).get('car'), 'K');
    const keys = [
      { command: 'relabel.tool.skeleton', title: 'Skeleton', key: 'K', group: 'Tools' },
      { command: 'relabel.x', title: 'X', key: 'K / PgDn', group: 'Tools' },
      { command: 'relabel.y', title: 'Y', key: 'Ctrl+K', group: 'Tools' },
    ];
    assert.deepEqual(
      keysOf({ keys, schema }).map(({ key }) => key),
      ['PgDn', 'Ctrl+K'],
    );
  });
});

describe('settings and sizes', () => {
  it('what changes in the settings goes before what was chosen in the page', () => {
    const chosen = { ...INITIAL_STATE, shapeDisplay: { ...INITIAL_STATE.shapeDisplay, fillOpacity: 0.9 } };
    const same = followSettings(chosen, INITIAL_STATE.settings);
    assert.equal(same.shapeDisplay?.fillOpacity, 0.9);
    const next = followSettings(chosen, {
      ...INITIAL_STATE.settings,
      fillOpacity: 0.4,
      showCrosshair: false,
    });
    assert.equal(next.shapeDisplay?.fillOpacity, 0.4);
    assert.equal(next.guides?.crosshair, false);
  });

  it('the brush grows and shrinks in whole pixels and stays within its bounds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: MIN_BRUSH_PX, max: MAX_BRUSH_PX }),
        fc.integer({ min: -60, max: 60 }),
        (from, steps) => {
          const size = steppedBrush(from, steps);
          assert.ok(Number.isInteger(size) && size >= MIN_BRUSH_PX && size <= MAX_BRUSH_PX);
          if (steps > 0 && from < MAX_BRUSH_PX) assert.ok(size > from);
          if (steps < 0 && from > MIN_BRUSH_PX) assert.ok(size < from);
        },
      ),
    );
  });
});
