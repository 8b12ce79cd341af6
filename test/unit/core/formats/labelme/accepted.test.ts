import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Format } from '../../../../../src/core/formats/format';
import { labelme } from '../../../../../src/core/formats/labelme/labelme';
import { xanylabeling } from '../../../../../src/core/formats/labelme/xanylabeling';
import { fromBase64 } from '../../../../../src/core/formats/lib/base64';
import { decodePng } from '../../../../../src/core/formats/png/decodePng';
import { isArray, isObject, type Json, type JsonObject } from '../../../../../src/core/json/json';
import { arbitraryLabelSet } from '../../../../helpers/arbitraryLabelSet';
import { written } from '../../../../helpers/formatRun';

/*
 * What the programs refuse a whole file for.
 * Sources: wkentaro/labelme: labelme/_label_file.py (`_load_shape_json_obj`, `_validate_shape_semantics`);
 * CVHub520/X-AnyLabeling: anylabeling/views/labeling/shape.py (`load_from_dict`).
 */

const LABELME_TYPES = [
  'polygon',
  'rectangle',
  'oriented_rectangle',
  'point',
  'line',
  'circle',
  'linestrip',
  'points',
  'mask',
];
const LABELME_COUNTS: Readonly<Record<string, number>> = {
  point: 1,
  rectangle: 2,
  line: 2,
  circle: 2,
  mask: 2,
  oriented_rectangle: 4,
};
const X_TYPES = [
  'polygon',
  'rectangle',
  'rotation',
  'quadrilateral',
  'point',
  'line',
  'circle',
  'linestrip',
  'cuboid',
];
const X_COUNTS: Readonly<Record<string, number>> = {
  point: 1,
  rectangle: 4,
  line: 2,
  circle: 2,
  rotation: 4,
  quadrilateral: 4,
  cuboid: 8,
};

const isFlags = (value: Json | undefined): boolean =>
  isObject(value) && Object.values(value).every((each) => typeof each === 'boolean');

function checkShape(shape: Json, types: readonly string[], counts: Readonly<Record<string, number>>): void {
  assert.ok(isObject(shape));
  const { label, points, group_id: group, flags, description, shape_type: type, mask } = shape;
  const text = JSON.stringify(shape);
  assert.ok(typeof label === 'string' && typeof description === 'string' && isFlags(flags), text);
  assert.ok(group === null || Number.isInteger(group), text);
  assert.ok(typeof type === 'string' && types.includes(type), text);
  assert.ok(isArray(points) && points.length > 0, text);
  for (const point of points)
    assert.ok(isArray(point) && point.length === 2 && point.every((each) => Number.isFinite(each)), text);
  if (counts[type] !== undefined) assert.equal(points.length, counts[type], text);
  if (type === 'mask') checkMask(String(mask), points as readonly (readonly number[])[]);
  else assert.ok(mask === null || mask === undefined, text);
}

/** Grey, 8 bits, values 0 and 1, as large as its points say. */
function checkMask(base64: string, [first, last]: readonly (readonly number[])[]): void {
  const png = decodePng(fromBase64(base64) ?? new Uint8Array());
  assert.ok(typeof png !== 'string' && png.kind === 'grey' && png.bits === 8);
  assert.ok(png.samples.every((value) => value <= 1));
  assert.equal((last?.[0] ?? 0) - (first?.[0] ?? 0) + 1, png.widthPx);
  assert.equal((last?.[1] ?? 0) - (first?.[1] ?? 0) + 1, png.heightPx);
}

function check(format: Format, checkFile: (json: JsonObject) => void): void {
  fc.assert(
    fc.property(arbitraryLabelSet({ minImages: 1, minAnnotations: 2 }), (set) => {
      const { fs } = written(format, set);
      for (const path of fs.paths.filter((each) => each.endsWith('.json'))) {
        const text = fs.readText(path);
        assert.ok(!text.endsWith('\n'));
        checkFile(JSON.parse(text) as JsonObject);
      }
    }),
    { numRuns: 30 },
  );
}

describe('LabelMe: what the programs insist on', function () {
  this.timeout(30_000);

  it('holds for LabelMe 7', () => {
    check(labelme, (json) => {
      assert.deepEqual(Object.keys(json).slice(0, 7), [
        'version',
        'flags',
        'shapes',
        'imagePath',
        'imageData',
        'imageHeight',
        'imageWidth',
      ]);
      assert.ok(
        isFlags(json['flags']) && Number.isInteger(json['imageHeight']) && json['imageData'] === null,
      );
      for (const shape of json['shapes'] as readonly Json[]) checkShape(shape, LABELME_TYPES, LABELME_COUNTS);
    });
  });

  it('holds for X-AnyLabeling', () => {
    check(xanylabeling, (json) => {
      assert.equal(typeof json['checked'], 'boolean');
      for (const shape of json['shapes'] as readonly Json[]) {
        checkShape(shape, X_TYPES, X_COUNTS);
        assert.ok(isObject(shape) && isArray(shape['kie_linking']) && isObject(shape['attributes']));
        assert.equal(shape['shape_type'] === 'rotation', typeof shape['direction'] === 'number');
      }
    });
  });
});
