import assert from 'node:assert/strict';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isImageName } from '../../../src/core/dataset/imageNames';
import { apply } from '../../../src/core/edit/edit';
import { update } from '../../../src/core/edit/edits';
import { refusedEdit } from '../../../src/core/formats/inPlace/refuse';
import { kindOf } from '../../../src/core/shapes/index';
import { dataSets } from '../../../src/engine/dataset/dataSets';
import { contextOf, readStore } from '../../../src/engine/dataset/stores/readStore';
import { writeStore } from '../../../src/engine/dataset/stores/writeStore';
import { lineDiff } from '../../helpers/inPlace';
import { skipBecause } from '../../helpers/skipBecause';
import { tempFolder } from '../../helpers/tempFolder';

const FIXTURES = resolve('../shared/fixtures');

/** Copied from the first folder; the images of the second into `images` where labels come without. */
const SETS: readonly (readonly [name: string, folder: string, images?: string, into?: string])[] = [
  ['YOLO detect', 'formats/yolo_ultralytics_layout/yolov8_detection'],
  ['YOLO segment', 'formats/yolo_ultralytics_layout/yolov8_segmentation'],
  ['YOLO OBB', 'formats/yolo_ultralytics_layout/yolov8_oriented_boxes'],
  ['YOLO pose', 'coco-keypoints/yolo-pose', 'coco-keypoints/images', 'images'],
  ['Pascal VOC', 'voc-bccd'],
  ['Pascal VOC of the same labels', 'same-labels/voc', 'same-labels/images', 'JPEGImages'],
  ['LabelMe', 'labelme/instance_segmentation/data_annotated'],
  ['LabelMe of the same labels', 'same-labels/labelme', 'same-labels/images', '.'],
  ['COCO', 'coco-instances'],
  ['Label Studio', 'same-labels/labelstudio', 'same-labels/images', 'images'],
];

function copied(folder: string, images?: string, into = 'images'): string {
  const root = tempFolder();
  cpSync(join(FIXTURES, folder), root, { recursive: true });
  if (images !== undefined) cpSync(join(FIXTURES, images), join(root, into), { recursive: true });
  for (const path of filesIn(root)) chmodSync(path, statSync(path).isDirectory() ? 0o755 : 0o644);
  return root;
}

function filesIn(root: string): readonly string[] {
  return ['.', ...readdirSync(root, { recursive: true }).map(String)].map((name) => join(root, name));
}

describe('label files of the fixtures, edited in place', function () {
  this.timeout(120_000);
  before(function () {
    if (!existsSync(FIXTURES)) skipBecause(this, 'there are no fixtures beside the checkout');
  });

  for (const [name, folder, images, into] of SETS)
    it(`${name}: nothing changes by itself, and a moved shape changes its own text alone`, async function () {
      if (!existsSync(join(FIXTURES, folder))) skipBecause(this, `${folder} is not among the fixtures`);
      const root = copied(folder, images, into);
      if (name === 'Label Studio')
        writeFileSync(join(root, 'relabel.yaml'), 'labels: {label-studio: tasks.json}\n');
      const sets = dataSets({ roots: () => [root] });
      let shapes = 0;
      for (const imagePath of filesIn(root).filter(isImageName).slice(0, 40)) {
        const { store } = await sets.sidecars.locate(imagePath);
        const { read, known } = store ? await readStore(store) : { read: undefined, known: [] };
        if (!store || read?.kind !== 'ok') continue;
        const before = readFileSync(store.path, 'utf8');
        assert.notEqual(await writeStore(store, read.doc, known, read.hash), 'changed');
        assert.equal(readFileSync(store.path, 'utf8'), before);
        const [first] = read.doc.annotations;
        if (!first || first.shape.kind === 'mask') continue;
        const edit = update('Move', [first], (each) => ({
          ...each,
          shape: kindOf(each.shape).translate(each.shape, 1.25, 0),
        }));
        const refused = refusedEdit(store.file, edit, await contextOf(store));
        assert.equal(refused, undefined);
        const moved = apply(read.doc, edit).doc;
        const written = await writeStore(store, moved, known, read.hash);
        assert.ok(written !== 'changed');
        const after = readFileSync(store.path, 'utf8');
        assert.notEqual(after, before);
        const line = Math.min(...[...lineDiff(before, after).keys()]);
        assert.equal(line, 0);
        const again = await readStore(store, written.known);
        assert.ok(again.read.kind === 'ok');
        assert.equal(again.read.doc.annotations.length, read.doc.annotations.length);
        await writeStore(store, read.doc, written.known, written.hash);
        shapes++;
      }
      assert.ok(shapes > 0, `nothing of ${folder} was found and moved`);
    });
});
