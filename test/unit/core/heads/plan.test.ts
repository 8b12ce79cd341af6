import assert from 'node:assert/strict';
import { finish } from '../../../../src/core/heads/finish';
import { letterbox } from '../../../../src/core/heads/letterbox';
import type { OnnxMeta } from '../../../../src/core/heads/onnxMeta';
import { planModel } from '../../../../src/core/heads/plan';
import { PlanError } from '../../../../src/core/heads/planError';
import type { Dim, ValueInfo } from '../../../../src/core/heads/signature';

const value = (name: string, dims: readonly Dim[] | undefined, type = 'float32'): ValueInfo => ({
  name,
  type,
  dims,
});
const meta = (over: Partial<OnnxMeta> = {}): OnnxMeta => ({
  irVersion: 8,
  producer: '',
  opset: 17,
  metadata: new Map(),
  inputs: [value('images', [1, 3, 640, 640])],
  outputs: [value('output0', [1, 6, 8400])],
  ...over,
});
const open: readonly Dim[] = ['n', 3, 'h', 'w'];
const refuses = (given: OnnxMeta, code: string, message: RegExp): void =>
  assert.throws(
    () => planModel(given, {}),
    (error) => error instanceof PlanError && error.code === code && message.test(error.message),
  );

describe('planning a model', () => {
  it('takes the input size from the model, the manifest, the metadata, or 640', () => {
    const sized = (inputs: readonly Dim[], size?: string, input?: { width: number; height: number }) => {
      const metadata = new Map(
        size === undefined
          ? [['task', 'detect']]
          : [
              ['task', 'detect'],
              ['imgsz', size],
            ],
      );
      const given = meta({
        inputs: [value('images', inputs)],
        metadata,
        outputs: [value('o', ['n', 6, 'a'])],
      });
      const { input: chosen, warnings } = planModel(given, {
        manifest: { classes: ['a', 'b'], ...(input ? { input } : {}) },
      });
      return [chosen.size.widthPx, chosen.size.heightPx, warnings.length];
    };
    assert.deepEqual(sized(open), [640, 640, 0]);
    assert.deepEqual(sized(open, '[320, 480]'), [480, 320, 0]);
    assert.deepEqual(sized(open, '[320, 480]', { width: 96, height: 64 }), [96, 64, 0]);
    assert.deepEqual(sized([1, 3, 256, 512], '[320, 480]', { width: 96, height: 256 }), [512, 256, 1]);
  });

  it('sees channels last', () => {
    const { input } = planModel(meta({ inputs: [value('images', [1, 416, 608, 3])] }), {});
    assert.deepEqual([input.layout, input.size], ['NHWC', { widthPx: 608, heightPx: 416 }]);
  });

  it('refuses inputs that take no picture, saying what it saw', () => {
    refuses(meta({ inputs: [] }), 'input', /no input/);
    refuses(meta({ inputs: [value('x', [1, 784])] }), 'input', /rank 4.*saw x float32 \[1,784\]/);
    refuses(meta({ inputs: [value('x', [1, 1, 28, 28])] }), 'input', /three colour channels/);
    refuses(meta({ inputs: [value('x', [8, 3, 64, 64])] }), 'input', /batch of 1/);
    refuses(
      meta({ inputs: [value('x', [1, 3, 64, 64], 'int64')] }),
      'input',
      /float32, float16, uint8; saw x int64/,
    );
    refuses(
      meta({ inputs: [value('x', [1, 3, 640, 640]), value('points', [1, 2])] }),
      'input',
      /points float32/,
    );
  });

  it('lists outputs seen and heads tried when nobody reads it', () => {
    refuses(
      meta({ outputs: [value('probs', [1, 1000])] }),
      'noHead',
      /probs float32 \[1,1000\].*Tried: .*YOLOv5.*YOLOX: /,
    );
  });

  it('is uncertain only while dimensions are open and no head is sure', () => {
    const certain = (outputs: ValueInfo[]): boolean => planModel(meta({ outputs }), {}).certain;
    assert.equal(certain([value('output', [1, 'a', 85])]), false);
    assert.equal(certain([value('output', [1, 8400, 85])]), true);
  });

  it('lets the manifest choose the head', () => {
    const given = meta({ outputs: [value('strange', [1, 8400, 85])] });
    assert.equal(planModel(given, { manifest: { head: 'yoloAnchor' } }).head.id, 'yoloAnchor');
  });

  it('warns of names that do not fit, and does not use those it merely found', () => {
    const stated = planModel(meta(), { manifest: { classes: ['a'] } });
    assert.deepEqual([stated.classes, stated.warnings.length], [['a'], 1]);
    const found = planModel(meta(), { classes: ['a', 'b', 'c'] });
    assert.deepEqual([found.classes, found.warnings.length], [[], 1]);
    assert.match(found.warnings[0] ?? '', /2 classes but 3 names/);
    assert.deepEqual(planModel(meta(), { classes: ['a', 'b'] }).warnings, []);
    assert.equal(planModel(meta(), {}).warnings.length, 1);
  });
});

describe('finishing detections', () => {
  const box = letterbox('stretch', { widthPx: 200, heightPx: 100 }, { widthPx: 100, heightPx: 100 });
  const options = { letterbox: box, suppress: true, iou: 0.5, classes: ['a'], keep: undefined, maxCount: 10 };
  const found = [
    { classIndex: 0, score: 0.5, box: [10, 10, 20, 20] as const },
    { classIndex: 7, score: 0.9, box: [10, 10, 20, 20] as const },
    { classIndex: 0, score: 0.8, box: [10, 10, 20, 21] as const },
  ];

  it('suppresses, names and maps back', () => {
    assert.deepEqual(finish(found, options), [
      { classIndex: 7, label: 'class 7', score: 0.9, box: [20, 10, 20, 10] },
      { classIndex: 0, label: 'a', score: 0.8, box: [20, 10, 20, 11] },
    ]);
  });

  it('keeps wanted labels before it counts, and everything when the model suppresses itself', () => {
    assert.deepEqual(
      finish(found, { ...options, keep: ['a'], maxCount: 1 }).map(({ score }) => score),
      [0.8],
    );
    assert.equal(finish(found, { ...options, suppress: false }).length, 3);
  });
});
