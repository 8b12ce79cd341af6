import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OnnxError, readOnnxMeta } from '../../../../src/core/heads/onnxMeta';
import { utf8 } from '../../../../src/core/heads/protobuf';
import { constantModel, tinyOnnx } from '../../../helpers/tinyOnnx';

const model = (): Buffer =>
  constantModel({
    input: { name: 'images', dims: ['batch', 3, 'height', 640] },
    outputs: [{ name: 'output0', dims: [1, 5, 4], data: new Float32Array(20) }],
    metadata: { names: "{0: 'Größe 臉書 🦊'}", task: 'detect' },
    declared: { output0: [1, 5, 'anchors'] },
  });

describe('onnxMeta', () => {
  it('reads metadata, inputs and outputs with symbolic dimensions', () => {
    assert.deepEqual(readOnnxMeta(model()), {
      irVersion: 8,
      producer: 'tiny',
      opset: 17,
      metadata: new Map([
        ['names', "{0: 'Größe 臉書 🦊'}"],
        ['task', 'detect'],
      ]),
      inputs: [{ name: 'images', type: 'float32', dims: ['batch', 3, 'height', 640] }],
      outputs: [{ name: 'output0', type: 'float32', dims: [1, 5, 'anchors'] }],
    });
  });

  it('does not take weights listed among the inputs for inputs', () => {
    const weights = { name: 'w', dims: [2], data: new Float32Array(2) };
    const bytes = tinyOnnx({
      inputs: [{ name: 'x', dims: [2] }, weights],
      outputs: [{ name: 'y', dims: [2] }],
      weights: [weights],
      nodes: [{ op: 'Add', inputs: ['x', 'w'], outputs: ['y'] }],
    });
    assert.deepEqual(
      readOnnxMeta(bytes).inputs.map(({ name }) => name),
      ['x'],
    );
  });

  it('copies nothing of the size of the weights', () => {
    const bytes = constantModel({
      input: { name: 'x', dims: [1] },
      outputs: [{ name: 'y', dims: [8_000_000], data: new Float32Array(8_000_000) }],
    });
    const before = process.memoryUsage().arrayBuffers;
    readOnnxMeta(bytes);
    assert.ok(process.memoryUsage().arrayBuffers - before < 1_000_000);
  });

  for (const [title, bytes, message] of [
    ['an empty file', Buffer.alloc(0), /empty/],
    ['text', Buffer.from('version: not a model\nhello world, this is text'), /./],
    ['a PNG', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), /./],
    ['zeros', Buffer.alloc(64), /no valid number/],
    ['a model cut short', model().subarray(0, 100), /truncated|ends/],
    ['a model without a graph', Buffer.from([8, 8]), /no graph/],
  ] as const)
    it(`refuses ${title}`, () =>
      assert.throws(
        () => readOnnxMeta(bytes),
        (error) => error instanceof OnnxError && message.test(error.message),
      ));

  it('throws nothing but OnnxError, whatever the bytes', () => {
    const whole = model();
    const damage = fc.tuple(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length));
    fc.assert(
      fc.property(damage, ([at, byte, end]) => {
        const bytes = Buffer.from(whole.subarray(0, end));
        if (at < end) bytes[at] = byte;
        try {
          readOnnxMeta(bytes);
        } catch (error) {
          assert.ok(error instanceof OnnxError, String(error));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads UTF-8 as the platform does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => assert.equal(utf8(Buffer.from(text)), text)),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => void utf8(bytes)));
  });
});
