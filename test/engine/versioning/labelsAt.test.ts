import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { docOf, type LabelChange, type LabelsAt } from '../../../src/engine/versioning/labelVersions';
import { EMPTY, INDEX, WORKTREE, type Revision } from '../../../src/engine/versioning/revision';
import { openVersions, type Versions } from '../../../src/engine/versioning/versions';
import { all, labelRepo, sidecarText, type LabelRepo } from '../../helpers/labelRepo';
import { encodePng } from '../../helpers/png';

/** What labels say, in short: class and left edge of each annotation, in the order of left edges. */
function said(labels: LabelsAt | undefined): string {
  if (!labels) return 'none';
  if (labels.kind === 'unreadable') return `unreadable: ${labels.reason}`;
  const rows = labels.doc.annotations.map(({ label, shape }) =>
    shape.kind === 'box' ? { label, x: Math.round(shape.x) } : { label, x: -1 },
  );
  return rows
    .sort((a, b) => a.x - b.x)
    .map(({ label, x }) => `${label}@${x}`)
    .join(' ');
}

const png = encodePng({ widthPx: 100, heightPx: 100 });

describe('labels at a version', function () {
  this.timeout(60_000);
  let repo: LabelRepo;
  let versions: Versions | undefined;

  const open = async (): Promise<Versions> => (versions = await openVersions(repo.root));
  const path = (name: string): string => join(repo.root, name);
  const change = ({ imagePath, fromImagePath, before, after }: LabelChange): string =>
    [fromImagePath, imagePath]
      .flatMap((image) => (image === undefined ? [] : [image.slice(repo.root.length + 1)]))
      .concat(said(before), said(after))
      .join(' | ');
  const changes = async (from: Revision, to: Revision, paths?: readonly string[]): Promise<string[]> => {
    const limits = paths ? { paths: paths.map(path) } : {};
    return (await all((versions ?? (await open())).changesBetween(from, to, limits))).map(change);
  };

  beforeEach(() => {
    repo = labelRepo();
  });

  afterEach(() => {
    versions?.dispose();
    versions = undefined;
  });

  it('reads the disk, the index, commits, the empty state and single files', async () => {
    repo.label('a.jpg', { aaaaaa: 1 });
    const first = repo.commit('first');
    repo.label('a.jpg', { aaaaaa: 2 });
    repo.git('add', '.');
    repo.label('a.jpg', { aaaaaa: 3 });
    repo.write({ 'other.json': sidecarText('a.jpg', { aaaaaa: 9 }), empty: '' });
    const all = await open();
    const at = async (revision: Revision): Promise<string> =>
      said(await all.labelsAt(revision, path('a.jpg')));
    assert.equal(await at(WORKTREE), 'car@3');
    assert.equal(await at(INDEX), 'car@2');
    assert.equal(await at({ kind: 'commit', commit: first, name: 'x' }), 'car@1');
    assert.equal(await at(EMPTY), 'none');
    assert.equal(await at({ kind: 'file', path: path('other.json') }), 'car@9');
    assert.equal(await at({ kind: 'file', path: path('empty') }), 'none');
    assert.equal(await at({ kind: 'file', path: path('none') }), 'none');
    const files: Revision[] = [
      { kind: 'file', path: path('empty') },
      { kind: 'file', path: path('other.json') },
    ];
    assert.deepEqual(await changes(files[0] ?? EMPTY, files[1] ?? EMPTY, ['a.jpg']), [
      'a.jpg | none | car@9',
    ]);
  });

  it('finds sidecars where they were at the time: beside, mirrored, and in the folder of that relabel.yaml', async () => {
    repo.write({ 'data/images/a.jpg': png });
    repo.label('data/images/a.jpg', { aaaaaa: 1 });
    const beside = repo.commit('beside');
    repo.git('rm', '-q', '--cached', 'data/images/a.jpg.labels.json', 'data/images/a.jpg');
    rmSync(path('data/images/a.jpg.labels.json'));
    repo.write({
      '.gitignore': '/data/images/\n',
      'data/labels/images/a.jpg.labels.json': sidecarText('a.jpg', { aaaaaa: 2 }),
    });
    const mirrored = repo.commit('mirrored');
    rmSync(path('data/labels'), { recursive: true });
    repo.write({
      'relabel.yaml': 'sidecars: {folder: annotations}\n',
      'annotations/data/images/a.jpg.labels.json': sidecarText('a.jpg', { aaaaaa: 3 }),
    });
    const folder = repo.commit('folder');
    const all = await open();
    const at = (name: string): Promise<Revision> => all.resolve(name);
    const read = async (name: string): Promise<LabelsAt | undefined> =>
      all.labelsAt(await at(name), path('data/images/a.jpg'));
    assert.equal(said(await read(beside)), 'car@1');
    assert.equal(said(await read(mirrored)), 'car@2');
    assert.equal(said(await read(folder)), 'car@3');
    assert.equal((await read(folder))?.path, path('annotations/data/images/a.jpg.labels.json'));
    assert.deepEqual(await changes(await at(beside), await at(mirrored)), [
      'data/images/a.jpg | car@1 | car@2',
    ]);
    assert.deepEqual(await changes(await at(mirrored), await at(folder)), [
      'data/images/a.jpg | car@2 | car@3',
    ]);
    assert.deepEqual(await changes(await at(folder), await at(beside)), [
      'data/images/a.jpg | car@3 | car@1',
    ]);
  });

  it('reads YOLO rows with the classes of that version, and shows when only the classes changed', async () => {
    const yaml = (names: string): string => `train: images\nnames: [${names}]\n`;
    const files = { 'images/a.png': png, 'images/b.png': png };
    repo.write({ ...files, 'data.yaml': yaml('car, dog'), 'labels/a.txt': '0 0.15 0.06 0.1 0.1\n' });
    const first = repo.commit('first');
    repo.write({ 'data.yaml': yaml('truck, dog') });
    const renamed = repo.commit('renamed');
    repo.write({ 'labels/a.txt': '1 0.15 0.06 0.1 0.1\n', 'labels/b.txt': '0 0.55 0.06 0.1 0.1\n' });
    const third = repo.commit('third');
    const all = await open();
    const at = (name: string): Promise<Revision> => all.resolve(name);
    assert.equal(said(await all.labelsAt(await at(first), path('images/a.png'))), 'car@10');
    assert.equal(said(await all.labelsAt(await at(renamed), path('images/a.png'))), 'truck@10');
    assert.deepEqual(await changes(await at(first), await at(renamed)), ['images/a.png | car@10 | truck@10']);
    assert.deepEqual(await changes(await at(renamed), await at(third)), [
      'images/a.png | truck@10 | dog@10',
      'images/b.png | none | truck@50',
    ]);
    assert.deepEqual(await changes(await at(third), WORKTREE), []);
    const listed = [];
    for await (const file of all.labelFilesAt(await at(third)))
      listed.push([file.imagePath, file.path].map((each) => each.slice(repo.root.length + 1)));
    assert.deepEqual(listed.sort(), [
      ['images/a.png', 'labels/a.txt'],
      ['images/b.png', 'labels/b.txt'],
    ]);
  });

  it('keeps the ids of rows without ids over versions', async () => {
    repo.write({ 'images/a.png': png, 'data.yaml': 'train: images\nnames: [car, dog]\n' });
    repo.write({ 'labels/a.txt': '0 0.15 0.06 0.1 0.1\n1 0.35 0.06 0.1 0.1\n' });
    const first = repo.commit('first');
    repo.write({ 'labels/a.txt': '1 0.35 0.06 0.1 0.1\n' });
    const [found] = await all((await open()).changesBetween(await (await open()).resolve(first), WORKTREE));
    const [before, after] = [docOf(found?.before), docOf(found?.after)];
    assert.deepEqual(
      after?.annotations.map(({ id }) => id),
      before?.annotations.filter(({ label }) => label === 'dog').map(({ id }) => id),
    );
  });

  it('tells of a COCO file each image whose part changed, and no other', async () => {
    const coco = (rows: readonly (readonly [id: number, image: number, x: number])[], more = ''): string =>
      JSON.stringify({
        images: ['a', 'b', 'c', 'gone'].map((name, i) => ({
          ...{ id: i + 1, file_name: `${name}.png`, width: 100, height: 100 },
        })),
        annotations: rows.map(([id, image_id, x]) => ({
          ...{ id, image_id, category_id: 1, bbox: [x, 1, 10, 10], area: 100, iscrowd: 0 },
        })),
        categories: [{ id: 1, name: 'car' }],
        info: { description: more },
      });
    // The file names the image, and says nothing of it yet.
    const pictures = { 'images/a.png': png, 'images/b.png': png, 'images/c.png': png };
    const rows = [
      [1, 1, 5],
      [2, 2, 6],
      [3, 4, 7],
    ] as const;
    repo.write({ ...pictures, 'annotations/instances.json': coco(rows) });
    const first = repo.commit('first');
    repo.write({
      'annotations/instances.json': coco(
        [
          [1, 1, 5],
          [2, 2, 66],
          [4, 3, 8],
          [3, 4, 77],
        ],
        'new',
      ),
    });
    const second = repo.commit('second');
    const all = await open();
    assert.deepEqual(await changes(await all.resolve(first), await all.resolve(second)), [
      'gone.png | car@7 | car@77',
      'images/b.png | car@6 | car@66',
      'images/c.png |  | car@8',
    ]);
    const listed: string[] = [];
    for await (const file of all.labelFilesAt(await all.resolve(second))) listed.push(file.imagePath);
    assert.deepEqual(listed.sort(), ['gone.png', 'images/a.png', 'images/b.png', 'images/c.png'].map(path));
    assert.deepEqual(await changes(await all.resolve(first), WORKTREE, ['images/b.png']), [
      'images/b.png | car@6 | car@66',
    ]);
  });

  it('reads VOC, LabelMe and Label Studio files of a version', async () => {
    const voc = (x: number): string =>
      `<annotation><size><width>100</width><height>100</height></size><object><name>car</name><bndbox><xmin>${x + 1}</xmin><ymin>2</ymin><xmax>${x + 10}</xmax><ymax>11</ymax></bndbox></object></annotation>\n`;
    const labelme = (x: number): string =>
      JSON.stringify({
        ...{ version: '5.0.0', flags: {} },
        shapes: [
          {
            label: 'car',
            points: [
              [x, 1],
              [x + 10, 11],
            ],
            shape_type: 'rectangle',
            flags: {},
          },
        ],
        ...{ imagePath: 'a.png', imageData: null, imageHeight: 100, imageWidth: 100 },
      });
    const task = (x: number): string => {
      const value = { x, y: 1, width: 10, height: 10, rotation: 0, rectanglelabels: ['car'] };
      const result = [
        {
          ...{ id: 'r1', type: 'rectanglelabels', from_name: 'label', to_name: 'image' },
          ...{ original_width: 100, original_height: 100, value },
        },
      ];
      return JSON.stringify({ id: 1, data: { image: 'studio/a.png' }, annotations: [{ id: 1, result }] });
    };
    const files = (x: number): Record<string, string | Uint8Array> => ({
      'voc/JPEGImages/a.png': png,
      'voc/Annotations/a.xml': voc(x),
      'me/a.png': png,
      'me/a.json': labelme(x),
      'studio/a.png': png,
      'studio/.labelstudio/tasks.json': task(x),
    });
    repo.write(files(5));
    const first = repo.commit('first');
    repo.write(files(20));
    const all = await open();
    assert.deepEqual(await changes(await all.resolve(first), WORKTREE), [
      'me/a.png | car@5 | car@20',
      'studio/a.png | car@5 | car@20',
      'voc/JPEGImages/a.png | car@6 | car@21',
    ]);
  });

  it('finds label files of one image whose image was never pulled, and no others', async () => {
    const voc = (x: number): string =>
      `<annotation><filename>v.png</filename><size><width>100</width><height>100</height></size><object><name>car</name><bndbox><xmin>${x + 1}</xmin><ymin>2</ymin><xmax>${x + 10}</xmax><ymax>11</ymax></bndbox></object></annotation>\n`;
    const labelme = (x: number): string => {
      const points = [
        [x, 1],
        [x + 10, 11],
      ];
      const shapes = [{ label: 'car', points, shape_type: 'rectangle', flags: {} }];
      return JSON.stringify({
        version: '5.0.0',
        shapes,
        imagePath: 'm.bmp',
        imageHeight: 100,
        imageWidth: 100,
      });
    };
    const files = (x: number): Record<string, string> => ({
      'yolo/data.yaml': 'path: .\ntrain: images\nnames: [car]\n',
      'yolo/labels/y.txt': `0 0.${x} 0.5 0.1 0.1\n`,
      'yolo/labels/notes.txt': 'Ask Anna about these.\n',
      'yolo/requirements.txt': 'ultralytics\n',
      'voc/Annotations/v.xml': voc(x),
      'voc/Annotations/pom.xml': '<project/>\n',
      'me/m.json': labelme(x),
      'me/package.json': '{"shapes": 0}\n',
      'both/labels/b.txt': '0 0.5 0.5 0.1 0.1\n',
      'both/data.yaml': 'path: .\ntrain: images\nnames: [car]\n',
      'both/Annotations/b.xml': voc(3),
    });
    repo.write({ ...files(2), 'both/images/b.png': png });
    const first = repo.commit('first');
    repo.write(files(4));
    const second = repo.commit('second');
    const versions = await open();
    const old = await versions.resolve(first);
    const listed: string[] = [];
    for await (const { imagePath } of versions.labelFilesAt(old)) listed.push(relative(repo.root, imagePath));
    assert.deepEqual(listed.sort(), [
      'both/images/b.png',
      'me/m.bmp',
      'voc/JPEGImages/v.png',
      'yolo/images/y.png',
    ]);
    const found = await changes(old, await versions.resolve(second));
    assert.deepEqual(
      found.map((each) => each.split(' ')[0]),
      ['me/m.bmp', 'voc/JPEGImages/v.png', 'yolo/images/y.png'],
    );
  });

  it('compares with the disk: new files that git does not know, deleted ones, staged ones, renamed ones', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      repo.label(`in/${name}.jpg`, { aaaaaa: 1, bbbbbb: [2, 'dog'] });
    repo.commit('first');
    repo.label('in/a.jpg', { aaaaaa: 5 });
    repo.label('in/new.jpg', { aaaaaa: 6 });
    rmSync(path('in/b.jpg.labels.json'));
    repo.label('in/c.jpg', { aaaaaa: 7 });
    repo.git('add', 'in/c.jpg.labels.json');
    repo.git('mv', 'in/d.jpg', 'in/moved.jpg');
    repo.git('mv', 'in/d.jpg.labels.json', 'in/moved.jpg.labels.json');
    repo.git('mv', 'in/e.jpg', 'in/too.jpg');
    repo.git('rm', '-q', 'in/e.jpg.labels.json');
    const others = {
      cccccc: [70, 'quite another'],
      dddddd: [80, 'and other'],
      eeeeee: [90, 'things'],
    } as const;
    repo.write({ 'in/too.jpg.labels.json': sidecarText('too.jpg', others) });
    repo.git('add', 'in/too.jpg.labels.json');
    repo.write({ '.gitignore': 'secret\n', 'secret/x.jpg.labels.json': sidecarText('x.jpg', { aaaaaa: 1 }) });
    const head = await (await open()).resolve('HEAD');
    const forth = [
      'in/a.jpg | car@1 dog@2 | car@5',
      'in/b.jpg | car@1 dog@2 | none',
      'in/c.jpg | car@1 dog@2 | car@7',
      'in/d.jpg | in/moved.jpg | car@1 dog@2 | car@1 dog@2',
      'in/new.jpg | none | car@6',
      'in/e.jpg | in/too.jpg | car@1 dog@2 | quite another@70 and other@80 things@90',
    ];
    assert.deepEqual(await changes(head, WORKTREE), forth);
    assert.deepEqual(await changes(WORKTREE, head), [
      'in/a.jpg | car@5 | car@1 dog@2',
      'in/b.jpg | none | car@1 dog@2',
      'in/c.jpg | car@7 | car@1 dog@2',
      'in/moved.jpg | in/d.jpg | car@1 dog@2 | car@1 dog@2',
      'in/too.jpg | in/e.jpg | quite another@70 and other@80 things@90 | car@1 dog@2',
      'in/new.jpg | car@6 | none',
    ]);
    assert.deepEqual(await changes(head, INDEX), [
      'in/c.jpg | car@1 dog@2 | car@7',
      'in/d.jpg | in/moved.jpg | car@1 dog@2 | car@1 dog@2',
      'in/e.jpg | in/too.jpg | car@1 dog@2 | quite another@70 and other@80 things@90',
    ]);
    assert.deepEqual(await changes(INDEX, WORKTREE), [
      'in/a.jpg | car@1 dog@2 | car@5',
      'in/b.jpg | car@1 dog@2 | none',
      'in/new.jpg | none | car@6',
    ]);
    assert.deepEqual(await changes(WORKTREE, INDEX, ['in/b.jpg']), ['in/b.jpg | none | car@1 dog@2']);
    assert.deepEqual(await changes(EMPTY, INDEX, ['in/a.jpg']), ['in/a.jpg | none | car@1 dog@2']);
    assert.deepEqual(await changes(EMPTY, head, ['in/a.jpg', 'in/b.jpg.labels.json']), [
      'in/a.jpg | none | car@1 dog@2',
      'in/b.jpg | none | car@1 dog@2',
    ]);
    assert.deepEqual(await changes(WORKTREE, WORKTREE), []);
  });

  it('tells images of labels that stand in Git LFS and in DVC apart', async () => {
    const content = sidecarText('a.jpg', { aaaaaa: 4 });
    const oid = createHash('sha256').update(content).digest('hex');
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`;
    repo.write({
      'a.jpg.labels.json': pointer,
      'data.dvc': 'outs:\n- md5: 0\n  path: data\n',
      'b.jpg.dvc': '',
    });
    const head = { kind: 'commit', commit: repo.commit('first'), name: 'HEAD' } as const;
    const all = await open();
    assert.match(said(await all.labelsAt(head, path('a.jpg'))), /^unreadable: .*Git LFS.*git lfs fetch/);
    assert.deepEqual(await all.readAt(head, path('a.jpg.labels.json')), {
      ...{ kind: 'lfs', oid, sizeBytes: content.length },
    });
    repo.write({ [`.git/lfs/objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}/${oid}`]: content });
    assert.equal(said(await all.labelsAt(head, path('a.jpg'))), 'car@4');
    assert.deepEqual(await all.readAt(head, path('data/x/c.jpg')), {
      kind: 'dvc',
      trackedBy: path('data.dvc'),
    });
    assert.deepEqual(await all.readAt(head, path('b.jpg')), { kind: 'dvc', trackedBy: path('b.jpg.dvc') });
    assert.equal(await all.readAt(head, path('none.jpg')), undefined);
    const file = await all.readAt(WORKTREE, path('b.jpg.dvc'));
    assert.deepEqual(file, { kind: 'bytes', bytes: Buffer.from('') });
  });

  it('says why labels cannot be read, and reads the others', async () => {
    repo.label('ok.jpg', { aaaaaa: 1 });
    repo.write({
      'broken.jpg.labels.json': '{"relabel": 1,\n oh',
      'newer.jpg.labels.json': '{"relabel": 9}',
      'bytes.jpg.labels.json': new Uint8Array([0xff, 0xfe, 0]),
      'empty.jpg.labels.json': '',
    });
    const found = await changes(EMPTY, { kind: 'commit', commit: repo.commit('first'), name: 'HEAD' });
    assert.match(found[0] ?? '', /broken\.jpg \| none \| unreadable: Line 2: Not valid JSON/);
    assert.match(found[1] ?? '', /bytes\.jpg \| none \| unreadable: .*UTF-8/);
    assert.match(found[2] ?? '', /empty\.jpg \| none \| unreadable/);
    assert.match(found[3] ?? '', /newer\.jpg \| none \| unreadable: .*newer Relabel/);
    assert.deepEqual(found.slice(4), ['ok.jpg | none | car@1']);
  });
});
