import assert from 'node:assert/strict';
import fc from 'fast-check';
import { classColor, relativeLuminance, textColorOn, withOpacity } from '../../../../src/core/scene/colors';
import { EMPTY_SCHEMA, type LabelSchema } from '../../../../src/core/schema/labelSchema';

function schemaOf(...classes: { name: string; color?: string }[]): LabelSchema {
  return { ...EMPTY_SCHEMA, classes: classes.map((one) => ({ ...one, attributes: [] })) };
}

const contrast = (a: string, b: string): number => {
  const [low, high] = [relativeLuminance(a), relativeLuminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

describe('colors', () => {
  it("takes the schema's own colour", () => {
    assert.equal(classColor(schemaOf({ name: 'car', color: '#123456' }), 'car'), '#123456');
  });

  it('gives classes of a schema colours that differ from their neighbours', () => {
    const names = Array.from({ length: 12 }, (_, i) => ({ name: `class ${i}` }));
    const schema = schemaOf(...names);
    assert.equal(new Set(names.map(({ name }) => classColor(schema, name))).size, 12);
  });

  it('gives a name that the schema does not have the same colour everywhere', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const color = classColor({ ...EMPTY_SCHEMA }, name);
        assert.match(color, /^#[0-9a-f]{6}$/);
        assert.equal(classColor({ ...EMPTY_SCHEMA }, name), color);
      }),
    );
  });

  it('writes readable text on every colour', () => {
    const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
    fc.assert(fc.property(hex, (color) => contrast(textColorOn(color), color) >= 4.5));
  });

  it('computes luminance as WCAG does', () => {
    assert.equal(relativeLuminance('#000000'), 0);
    assert.ok(Math.abs(relativeLuminance('#ffffff') - 1) < 1e-12);
    assert.ok(Math.abs(contrast('#767676', '#ffffff') - 4.54) < 0.01);
  });

  it('says a colour with its opacity', () => {
    assert.equal(withOpacity('#ff8a3d', 0.15), 'rgba(255, 138, 61, 0.15)');
  });
});
