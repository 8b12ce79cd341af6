import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { HEADS } from '../../../../src/core/heads/index';
import { parseManifest, recipeFor } from '../../../../src/core/heads/manifest';
import { LETTERBOX_RGB, RESIZES } from '../../../../src/core/heads/recipe';

const WHOLE = {
  $schema: '../media/schemas/model.schema.json',
  name: 'parts-nano',
  title: 'Parts',
  file: 'parts-nano.onnx',
  sha256: 'a'.repeat(64),
  task: 'detect',
  head: 'yoloGrid',
  classes: ['bolt', 'nut'],
  input: {
    width: 416,
    height: 416,
    layout: 'NCHW',
    channels: 'BGR',
    scale: 1,
    mean: [0, 0, 0],
    std: [1, 1, 1],
    resize: 'stretch',
    pad: 0,
    note: 1,
  },
  defaults: { confidence: 0.3, iou: 0.5 },
  licence: 'MIT',
  source: 'train.py',
  metrics: { map50: 0.9 },
  ours: { deep: [1] },
};

describe('model manifest', () => {
  it('keeps all it is given, unknown keys too', () => {
    assert.deepEqual(parseManifest(JSON.stringify(WHOLE)), { ok: true, manifest: WHOLE });
    assert.deepEqual(parseManifest('\uFEFF{}'), { ok: true, manifest: {} });
  });

  const wrong: readonly [object, string][] = [
    [{ sha256: 'abc' }, 'sha256'],
    [{ head: 'yolo99' }, 'head'],
    [{ classes: ['a', 3] }, 'classes[1]'],
    [{ classes: [] }, 'classes'],
    [{ input: { width: 0 } }, 'input.width'],
    [{ input: { std: [1, 0, 1] } }, 'input.std'],
    [{ input: { mean: [1, 2] } }, 'input.mean[2]'],
    [{ defaults: { confidence: 2 } }, 'defaults.confidence'],
    [{ task: 'segment' }, 'task'],
  ];
  for (const [value, path] of wrong)
    it(`names ${path} when it is wrong`, () => {
      const result = parseManifest(JSON.stringify(value));
      assert.ok(!result.ok);
      assert.deepEqual(
        result.problems.map((problem) => problem.path),
        [path],
      );
      assert.ok((result.problems[0]?.message.length ?? 0) > 5);
    });

  it('refuses what is not JSON or not an object', () => {
    for (const text of ['', '{', '[]', 'null', '3']) assert.equal(parseManifest(text).ok, false, text);
  });

  it("overrules the head's recipe value by value", () => {
    assert.deepEqual(recipeFor(LETTERBOX_RGB, undefined), LETTERBOX_RGB);
    assert.deepEqual(recipeFor(LETTERBOX_RGB, { channels: 'BGR', pad: 0 }), {
      ...LETTERBOX_RGB,
      channels: 'BGR',
      pad: 0,
    });
  });

  it('is described by the published JSON Schema with the same keys, heads and resizes', () => {
    const schema = JSON.parse(readFileSync('media/schemas/model.schema.json', 'utf8')) as {
      properties: Record<string, { enum?: string[]; properties?: Record<string, { enum?: string[] }> }>;
    };
    const { ours, ...known } = WHOLE;
    assert.deepEqual(ours, { deep: [1] });
    assert.deepEqual(Object.keys(schema.properties).sort(), Object.keys(known).sort());
    assert.deepEqual(
      schema.properties['head']?.enum,
      HEADS.map(({ id }) => id),
    );
    const input = schema.properties['input']?.properties ?? {};
    const { note, ...inputKeys } = WHOLE.input;
    assert.equal(note, 1);
    assert.deepEqual(Object.keys(input).sort(), Object.keys(inputKeys).sort());
    assert.deepEqual(input['resize']?.enum, [...RESIZES]);
  });
});
