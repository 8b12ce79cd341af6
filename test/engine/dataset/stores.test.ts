import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { add, update } from '../../../src/core/edit/edits';
import { OpenLabels } from '../../../src/host/editor/openLabels';
import { ImageLabelsIo } from '../../../src/host/editor/labelsIo';
import { dataSets, type DataSets } from '../../../src/engine/dataset/dataSets';
import { addStoreClass } from '../../../src/engine/dataset/stores/addStoreClass';
import { labelFileAt } from '../../../src/engine/dataset/stores/labelFileAt';
import { boxOf } from '../../../src/core/shapes/box';
import { encodePng } from '../../helpers/png';
import { lineDiff } from '../../helpers/inPlace';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

const PNG = encodePng({ widthPx: 640, heightPx: 480 });
const ROWS = '0 0.500000 0.500000 0.100000 0.100000\n1 0.250000 0.250000 0.100000 0.200000\n';
const YAML =
  '# my data\npath: .\ntrain: images/train\nval: images/val\nnc: 2\nnames:\n  0: cat # first\n  1: dog\n';
const YOLO = {
  'data.yaml': YAML,
  'images/train/a.png': PNG,
  'images/train/b.png': PNG,
  'labels/train/a.txt': ROWS,
  '.git/HEAD': '',
};

export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): {
  readonly root: string;
  readonly sets: DataSets;
} {
  const root = tempFolder();
  writeFiles(root, files);
  return { root, sets: dataSets({ roots: () => [root] }) };
}

async function open(sets: DataSets, imagePath: string) {
  const io = new ImageLabelsIo(() => sets.sidecars.locate(imagePath));
  return (await OpenLabels.open(io, { file: 'a.png', widthPx: 640, heightPx: 480 })).labels;
}

describe('the store of an image', () => {
  it('is a YOLO file by data.yaml and the folders, also for an image without rows', async () => {
    const { root, sets } = folderWith(YOLO);
    const a = await sets.sidecars.locate(join(root, 'images/train/a.png'));
    assert.equal(a.path, join(root, 'labels/train/a.txt'));
    assert.equal(a.exists, true);
    assert.match(a.store?.why ?? '', /data\.yaml names the classes/);
    const b = await sets.sidecars.locate(join(root, 'images/train/b.png'));
    assert.equal(b.path, join(root, 'labels/train/b.txt'));
    assert.equal(b.exists, false);
    assert.equal(await sets.sidecars.imageOf(a.path), join(root, 'images/train/a.png'));
    const schema = await sets.schemaFor(join(root, 'images/train/a.png'));
    assert.deepEqual(
      schema?.schema.classes.map(({ name, id }) => [name, id]),
      [
        ['cat', 0],
        ['dog', 1],
      ],
    );
    assert.equal((await labelFileAt(join(root, 'data.yaml'), sets))?.kind, 'shared');
    assert.equal((await labelFileAt(a.path, sets))?.kind, 'image');
    assert.equal(await labelFileAt(join(root, 'labels/train/zzz.txt'), sets), undefined);
  });

  it('is the sidecar where there is one, and where relabel.yaml says so', async () => {
    const sidecar =
      '{"relabel": 1,\n"image": {"file": "a.png", "width": 640, "height": 480},\n"annotations": []}\n';
    const { root, sets } = folderWith({ ...YOLO, 'images/train/a.png.labels.json': sidecar });
    const a = await sets.sidecars.locate(join(root, 'images/train/a.png'));
    assert.equal(a.store, undefined);
    const said = folderWith({ ...YOLO, 'relabel.yaml': 'labels: sidecars\n' });
    assert.equal((await said.sets.sidecars.locate(join(said.root, 'images/train/a.png'))).store, undefined);
  });

  it('takes the task from the rows, from kpt_shape, or from relabel.yaml', async () => {
    const taskOf = async (files: Readonly<Record<string, string>>): Promise<string | undefined> => {
      const { root, sets } = folderWith({ ...YOLO, ...files });
      return (await sets.sidecars.locate(join(root, 'images/train/a.png'))).store?.context.task;
    };
    assert.equal(await taskOf({}), 'detect');
    assert.equal(await taskOf({ 'labels/train/a.txt': '0 0 0 .5 0 .5 .5\n' }), 'segment');
    assert.equal(await taskOf({ 'labels/train/a.txt': '0 .5 .1 .9 .5 .5 .9 .1 .5\n' }), 'obb');
    assert.equal(await taskOf({ 'data.yaml': `${YAML}kpt_shape: [2, 3]\n` }), 'pose');
    assert.equal(await taskOf({ 'relabel.yaml': 'labels: yolo-segment\n' }), 'segment');
  });

  it('saves one changed line, merges by row what changed on disk meanwhile, and keeps ids over saves', async () => {
    const { root, sets } = folderWith(YOLO);
    const path = join(root, 'labels/train/a.txt');
    const labels = await open(sets, join(root, 'images/train/a.png'));
    const cat = labels.doc.annotations.find(({ label }) => label === 'cat');
    assert.ok(cat);
    const move = (x: number) =>
      update('Move', [cat], (each) => ({ ...each, shape: boxOf({ x, y: 216, width: 64, height: 48 }) }));
    labels.apply(move(300));
    await labels.save();
    const saved = readFileSync(path, 'utf8');
    assert.deepEqual(lineDiff(ROWS, saved), [
      '-0 0.500000 0.500000 0.100000 0.100000',
      '+0 0.518750 0.500000 0.100000 0.100000',
    ]);
    assert.equal(labels.dirty, false);
    labels.apply(move(320));
    writeFileSync(path, saved.replace('1 0.250000', '1 0.350000') + '0 0.1 0.1 0.1 0.1\n');
    const outcome = await labels.save();
    assert.equal(outcome.kind, 'merged');
    assert.equal(
      readFileSync(path, 'utf8'),
      '0 0.550000 0.500000 0.100000 0.100000\n1 0.350000 0.250000 0.100000 0.200000\n0 0.1 0.1 0.1 0.1\n',
    );
    assert.equal(labels.doc.annotations.length, 3);
    assert.ok(labels.doc.annotations.some(({ id }) => id === cat.id));
  });

  it('makes the file of an image that had none, and none while there is nothing to say', async () => {
    const { root, sets } = folderWith(YOLO);
    const labels = await open(sets, join(root, 'images/train/b.png'));
    await labels.save();
    labels.apply(
      add('Draw', [{ id: 'new001', label: 'dog', shape: boxOf({ x: 0, y: 0, width: 64, height: 48 }) }]),
    );
    await labels.save();
    assert.equal(
      readFileSync(join(root, 'labels/train/b.txt'), 'utf8'),
      '1 0.050000 0.050000 0.100000 0.100000\n',
    );
  });

  it('adds a class to data.yaml and keeps its comments', async () => {
    const { root, sets } = folderWith(YOLO);
    const image = join(root, 'images/train/a.png');
    const { store } = await sets.sidecars.locate(image);
    assert.ok(store);
    await addStoreClass(store, 'bird');
    const after = readFileSync(join(root, 'data.yaml'), 'utf8');
    assert.equal(after, YAML.replace('nc: 2', 'nc: 3') + '  2: bird\n');
    sets.forget();
    const schema = await sets.schemaFor(image);
    assert.deepEqual(schema?.schema.classes.at(-1)?.name, 'bird');
  });
});

describe('the stores of VOC, LabelMe and COCO', () => {
  const COCO = {
    images: [
      { id: 1, file_name: 'a.png', width: 640, height: 480 },
      { id: 2, file_name: 'b.png', width: 640, height: 480 },
    ],
    annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [10, 20, 30, 40], area: 1200, iscrowd: 0 }],
    categories: [{ id: 1, name: 'cat' }],
  };
  const text = `${JSON.stringify(COCO, null, 1)}\n`;

  it('finds VOC files in Annotations and beside the images, and LabelMe files beside them', async () => {
    const xml = '<annotation><object><name>cat</name></object></annotation>';
    const { root, sets } = folderWith({
      'voc/JPEGImages/a.png': PNG,
      'voc/JPEGImages/b.png': PNG,
      'voc/Annotations/a.xml': xml,
      'me/a.png': PNG,
      'me/a.json': '{"version": "5", "shapes": [], "imagePath": "a.png"}',
      'me/b.png': PNG,
      'me/b.json': '{"what": "else"}',
      'me/c.png': PNG,
    });
    const store = async (path: string) => (await sets.sidecars.locate(join(root, path))).store;
    assert.equal((await store('voc/JPEGImages/a.png'))?.path, join(root, 'voc/Annotations/a.xml'));
    assert.equal((await store('voc/JPEGImages/b.png'))?.path, join(root, 'voc/Annotations/b.xml'));
    assert.deepEqual(
      (await store('voc/JPEGImages/b.png'))?.context.schema.classes.map(({ name }) => name),
      ['cat'],
    );
    assert.equal(
      await sets.sidecars.imageOf(join(root, 'voc/Annotations/a.xml')),
      join(root, 'voc/JPEGImages/a.png'),
    );
    assert.equal((await store('me/a.png'))?.file.id, 'labelme');
    assert.equal(await store('me/b.png'), undefined);
    assert.equal((await store('me/c.png'))?.path, join(root, 'me/c.json'));
  });

  it('edits one image of a COCO file while another one of it is edited elsewhere: neither is lost', async () => {
    const { root, sets } = folderWith({
      'images/a.png': PNG,
      'images/b.png': PNG,
      'annotations/instances.json': text,
    });
    const path = join(root, 'annotations/instances.json');
    const [a, b] = [
      await open(sets, join(root, 'images/a.png')),
      await open(sets, join(root, 'images/b.png')),
    ];
    assert.equal(a.path, path);
    const draw = (id: string, x: number) =>
      add('Draw', [{ id, label: 'cat', shape: boxOf({ x, y: 1, width: 2, height: 3 }) }]);
    a.apply(draw('new001', 1));
    b.apply(draw('new002', 2));
    await Promise.all([a.save(), b.save()]);
    const saved = JSON.parse(readFileSync(path, 'utf8')) as typeof COCO;
    const drawn = saved.annotations.map(({ image_id, bbox }) => [image_id, bbox[0]]);
    assert.deepEqual(drawn.sort(), [
      [1, 1],
      [1, 10],
      [2, 2],
    ]);
    assert.deepEqual(
      saved.annotations.map(({ id }) => id),
      [1, 2, 3],
    );
    assert.equal((await a.look()).kind, 'same');
    assert.equal((await b.look()).kind, 'same');
  });

  it('takes splits by their names apart, and the file that relabel.yaml names', async () => {
    const { root, sets } = folderWith({
      'train/a.png': PNG,
      'val/a.png': PNG,
      'annotations/instances_val.json': text,
    });
    assert.equal((await sets.sidecars.locate(join(root, 'train/a.png'))).store, undefined);
    assert.equal((await sets.sidecars.locate(join(root, 'val/a.png'))).store?.file.id, 'coco');
    const said = folderWith({
      'a.png': PNG,
      'x/labels.json': text,
      'relabel.yaml': 'labels: {coco: x/labels.json}\n',
    });
    assert.equal(
      (await said.sets.sidecars.locate(join(said.root, 'a.png'))).path,
      join(said.root, 'x/labels.json'),
    );
  });
});
