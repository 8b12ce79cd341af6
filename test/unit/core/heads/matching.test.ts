import assert from 'node:assert/strict';
import { rankHeads } from '../../../../src/core/heads/index';
import type { Dim, Signature } from '../../../../src/core/heads/signature';

type Shape = readonly Dim[];

function signature(
  outputs: Readonly<Record<string, Shape>>,
  options: { side?: number; metadata?: Record<string, string>; extraInputs?: readonly string[] } = {},
): Signature {
  const side = options.side ?? 640;
  const value = (name: string, dims: Shape) => ({ name, type: 'float32', dims });
  const extra = (options.extraInputs ?? []).map((name) => value(name, [1, 2]));
  return {
    inputs: [value('images', [1, 3, side, side]), ...extra],
    outputs: Object.entries(outputs).map(([name, dims]) => value(name, dims)),
    metadata: new Map(Object.entries(options.metadata ?? {})),
    inputSize: { widthPx: side, heightPx: side },
  };
}

const names = (count: number): string =>
  `{${Array.from({ length: count }, (_, i) => `${i}: 'c${i}'`).join(', ')}}`;
const detect = { task: 'detect', names: names(80) };

/** The recognition table of the formats page: what each exporter writes, and the head that reads it. */
const CASES: readonly [string, Signature, string | undefined][] = [
  ['YOLOv8 with metadata', signature({ output0: [1, 84, 8400] }, { metadata: detect }), 'yoloGrid'],
  ['YOLOv8 without metadata', signature({ output0: [1, 84, 8400] }), 'yoloGrid'],
  ['YOLOv8 of one class', signature({ output0: [1, 5, 2100] }, { side: 320 }), 'yoloGrid'],
  [
    'YOLOv8 with dynamic axes',
    signature({ output0: ['batch', 84, 'anchors'] }, { metadata: detect }),
    'yoloGrid',
  ],
  ['YOLOv8 at P6', signature({ output0: [1, 84, 8500] }), 'yoloGrid'],
  ['YOLOv10', signature({ output0: [1, 300, 6] }), 'yoloEndToEnd'],
  [
    'YOLO26',
    signature({ output0: [1, 300, 6] }, { metadata: { ...detect, end2end: 'True' } }),
    'yoloEndToEnd',
  ],
  [
    'YOLOv8 with NMS inside',
    signature({ output0: [1, 300, 6] }, { metadata: { ...detect, args: "{'nms': True}" } }),
    'yoloEndToEnd',
  ],
  ['YOLOv5', signature({ output0: [1, 25200, 85] }, { metadata: { names: names(80) } }), 'yoloAnchor'],
  ['YOLOv5 at P6', signature({ output0: [1, 25500, 85] }), 'yoloAnchor'],
  ['YOLOv7 --grid', signature({ output: [1, 25200, 85] }), 'yoloAnchor'],
  ['YOLOv6', signature({ outputs: [1, 8400, 85] }), 'yoloAnchor'],
  ['YOLOX', signature({ output: [1, 8400, 85] }), 'yolox'],
  ['YOLOX at 416', signature({ output: [1, 3549, 85] }, { side: 416 }), 'yolox'],
  ['YOLOX under another name', signature({ '1234': [1, 8400, 7] }), 'yolox'],
  [
    'RT-DETR',
    signature(
      { labels: [1, 300], boxes: [1, 300, 4], scores: [1, 300] },
      { extraInputs: ['orig_target_sizes'] },
    ),
    'detr',
  ],
  ['YOLOv8 segment', signature({ output0: [1, 116, 8400], output1: [1, 32, 160, 160] }), undefined],
  [
    'YOLOv8 pose',
    signature({ output0: [1, 56, 8400] }, { metadata: { task: 'pose', names: names(1) } }),
    undefined,
  ],
  [
    'YOLOv8 OBB',
    signature({ output0: [1, 20, 8400] }, { metadata: { task: 'obb', names: names(15) } }),
    undefined,
  ],
  ['end-to-end pose', signature({ output0: [1, 300, 57] }, { metadata: { task: 'pose' } }), undefined],
  [
    'Ultralytics RT-DETR of 2 classes',
    signature({ output0: [1, 300, 6] }, { metadata: { head: 'RTDETRDecoder' } }),
    undefined,
  ],
  ['classifier', signature({ output: [1, 1000] }, { side: 224 }), undefined],
  ['semantic logits', signature({ out: [1, 21, 520, 520] }), undefined],
  ['torchvision boxes', signature({ boxes: ['n', 4], labels: ['n'], scores: ['n'] }), undefined],
  ['no outputs', signature({}), undefined],
];

describe('recognising models', () => {
  for (const [title, seen, expected] of CASES)
    it(`${title}: ${expected ?? 'nobody reads it'}`, () => {
      const [first, second] = rankHeads(seen);
      assert.ok(first && second);
      assert.equal(first.fit > 0 ? first.head.id : undefined, expected);
      if (expected) assert.ok(first.fit > second.fit, `${second.head.id} fits as well`);
    });

  it('every head says why it does not fit', () => {
    for (const { fit, reason } of rankHeads(signature({ out: [1, 21, 520, 520] })))
      assert.ok(fit === 0 && reason.length > 10, reason);
  });
});
