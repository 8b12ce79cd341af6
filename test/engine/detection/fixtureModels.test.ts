import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { iou } from '../../../src/core/heads/nms';
import { detect } from '../../../src/engine/detection';
import { resolveModel } from '../../../src/engine/models';
import type { ResolvedModel } from '../../../src/engine/models';
import type { FoundBox } from '../../../src/protocol/worker';
import { FIXTURES, fixture, useFolder, useWorkers } from '../../helpers/workerProcess';

interface Expected {
  label: string;
  score: number;
  box_x1y1x2y2: [number, number, number, number];
}
interface ExpectedModels {
  models: Record<string, { options: { th: number }; photos: Record<string, Expected[]> }>;
}

const read = <T>(name: string): T => JSON.parse(readFileSync(join(FIXTURES, name), 'utf8')) as T;
const cocoNames = (): string[] =>
  readFileSync(join(FIXTURES, 'models/coco.names'), 'utf8').trim().split('\n');
const cornersOf = ([x, y, w, h]: FoundBox['box']): [number, number, number, number] => [x, y, x + w, y + h];

async function modelWith(path: string, classes: readonly string[]): Promise<ResolvedModel> {
  const model = await resolveModel(path, []);
  return { ...model, source: { path: model.source.path, classes } };
}

/** Every expected box is found with its label and score; what else is found lies near the threshold. */
function assertSame(found: readonly FoundBox[], expected: readonly Expected[], threshold: number): void {
  const rest = [...found];
  for (const { label, score, box_x1y1x2y2: box } of expected) {
    const index = rest.findIndex((one) => one.label === label && iou(cornersOf(one.box), clip(box)) > 0.93);
    const match = rest[index];
    if (!match) {
      assert.ok(score < threshold + 0.05, `${label} ${score} at ${box.join(' ')} was not found`);
      continue;
    }
    assert.ok(Math.abs(match.score - score) < 0.05, `${label}: score ${match.score}, expected ${score}`);
    rest.splice(index, 1);
  }
  for (const { label, score } of rest)
    assert.ok(score < threshold + 0.05, `${label} ${score.toFixed(3)} was not expected`);
}

const clip = ([x1, y1, x2, y2]: Expected['box_x1y1x2y2']): [number, number, number, number] => [
  Math.max(0, x1),
  Math.max(0, y1),
  x2,
  y2,
];

describe('detectors of others against independent results', function () {
  this.timeout(60_000);
  const workers = useWorkers();
  const folder = useFolder();
  const real = [
    { path: 'starter/models/yolox_nano.onnx', head: 'yolox' },
    { path: 'models/deimv2_atto_320.onnx', head: 'detr' },
  ];
  for (const { path, head } of real)
    it(`${path} is read by ${head}`, async function () {
      const model = await modelWith(fixture(this, path), cocoNames());
      const expected = read<ExpectedModels>('expected/models.expected.json').models[path];
      assert.ok(expected);
      for (const [photo, boxes] of Object.entries(expected.photos)) {
        const options = { confidence: expected.options.th, iou: 0.45 };
        const result = await detect(workers(), join(FIXTURES, photo), model, options);
        assert.equal(result.head, head);
        assertSame(result.detections, boxes, expected.options.th);
      }
    });

  const synthetic = [
    { file: 'syn_yolov5_640.onnx', head: 'yoloAnchor', side: 640 },
    { file: 'syn_yolov8_detect_320.onnx', head: 'yoloGrid', side: 320 },
    { file: 'syn_yolov10_end2end_320.onnx', head: 'yoloEndToEnd', side: 320 },
  ];
  const scores: Readonly<Record<string, number>> = { red: 0.9, green: 0.8, blue: 0.7 };
  for (const { file, head, side } of synthetic)
    it(`${file} is read by ${head} and gives the true blocks back`, async function () {
      const model = await resolveModel(fixture(this, `models/synthetic/${file}`), []);
      const pictures = read<
        {
          file: string;
          width: number;
          height: number;
          blocks_x1y1x2y2: Record<string, Expected['box_x1y1x2y2']>;
        }[]
      >('models/synthetic/blocks.json');
      for (const { file: picture, width, height, blocks_x1y1x2y2: blocks } of pictures) {
        const result = await detect(workers(), join(FIXTURES, 'models/synthetic', picture), model);
        assert.deepEqual([result.head, result.warnings], [head, []]);
        assert.deepEqual(result.image, { widthPx: width, heightPx: height });
        const labels = result.detections.map(({ label }) => label).sort();
        assert.deepEqual(labels, Object.keys(blocks).sort(), picture);
        const tolerancePx = (1.7 * Math.max(width, height)) / side;
        for (const { label, score, box } of result.detections) {
          assert.ok(Math.abs(score - (scores[label] ?? 0)) < 0.01, `${picture} ${label} ${score}`);
          cornersOf(box).forEach((value, i) => {
            const off = Math.abs(value - (blocks[label]?.[i] ?? NaN));
            assert.ok(off <= tolerancePx, `${picture} ${label} corner ${i} is ${off} px off`);
          });
        }
      }
    });

  it('boxes lie in the upright picture whatever the EXIF orientation', async function () {
    const model = await resolveModel(fixture(this, 'models/synthetic/syn_yolov8_detect_320.onnx'), []);
    const picture = join(FIXTURES, 'models/synthetic/blocks_wide.png');
    const straight = await detect(workers(), picture, model);
    const turned = folder.path('turned.png');
    await sharp(picture).rotate(270).withMetadata({ orientation: 6 }).png().toFile(turned);
    const result = await detect(workers(), turned, model);
    assert.deepEqual([result.image, result.detections], [straight.image, straight.detections]);
    assert.equal(result.detections.length, 3);
  });

  const unread = [
    'models/synthetic/syn_yolov8_seg_320.onnx',
    'models/synthetic/syn_yolov8_pose_320.onnx',
    'models/synthetic/syn_yolov8_obb_320.onnx',
    'models/synthetic/syn_yolov8_cls_224.onnx',
    'models/synthetic/syn_maskrcnn_320.onnx',
    'models/nanodet_m_416.onnx',
    'models/fastestdet_352.onnx',
    'models/yolo-fastest-1.1-xl_heads.onnx',
    'models/ultraface_rfb320.onnx',
    'models/yunet_n_dynamic.onnx',
    'models/deeplab_v3_257.onnx',
    'models/mobilenetv2_int8.onnx',
    'models/efficientpose-i-lite.onnx',
  ];
  for (const path of unread)
    it(`${path} is refused with what was seen and tried`, async function () {
      const model = await resolveModel(fixture(this, path), []);
      const photo = join(FIXTURES, 'models/synthetic/blocks_two.png');
      await assert.rejects(detect(workers(), photo, model), (error: Error) => {
        assert.equal(error.name, 'NoHead');
        assert.match(error.message, /has such outputs \(.+\)\. Tried: YOLOv10.+YOLOX/);
        return true;
      });
    });

  it('models that are no picture models say which inputs were seen', async function () {
    const photo = join(FIXTURES, 'models/synthetic/blocks_two.png');
    for (const [file, seen] of [
      ['models/mnist.onnx', /three colour channels; saw Input3 float32 \[1,1,28,28\]/],
      ['models/synthetic/syn_sam_decoder.onnx', /saw image_embeddings float32 \[1,256,64,64\]/],
    ] as const) {
      const model = await resolveModel(fixture(this, file), []);
      await assert.rejects(detect(workers(), photo, model), { name: 'ModelError', message: seen });
    }
  });
});
