import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { relabel } from '../../helpers/cli';
import { git, gitFolder } from '../../helpers/gitRepo';
import { encodePng } from '../../helpers/png';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

const PNG = encodePng({ widthPx: 40, heightPx: 30 });

interface Image {
  readonly name: string;
  readonly width?: number;
  readonly height?: number;
  readonly boxes: readonly (readonly [category: number, ...bbox: readonly number[]])[];
}

function coco(images: readonly Image[]): string {
  const annotations = images.flatMap(({ boxes }, i) =>
    boxes.map(([category_id, ...bbox]) => ({ image_id: i + 1, category_id, bbox, iscrowd: 0 })),
  );
  return JSON.stringify({
    images: images.map(({ name: file_name, width = 40, height = 30 }, i) => ({
      id: i + 1,
      file_name,
      width,
      height,
    })),
    categories: [
      { id: 3, name: 'car' },
      { id: 7, name: 'person' },
    ],
    annotations: annotations.map((annotation, i) => ({ id: i + 1, area: 1, ...annotation })),
  });
}

const SIDECAR = '{"relabel": 1,\n"image": {"file": "a.png", "width": 40, "height": 30},\n"annotations": [\n';
const OWN = '{"id": "zzzzzz", "label": "car", "box": [1, 2, 10, 5], "text": "mine"}';

describe('relabel import', function () {
  this.timeout(60_000);

  it('adds what is not there, changes nothing the second time, and makes relabel.yaml with the ids', async () => {
    const root = tempFolder();
    writeFiles(root, {
      'd/a.png': PNG,
      'd/a.png.labels.json': `${SIDECAR}${OWN}\n]}\n`,
      'd/sub/b.png': PNG,
      'coco.json': coco([
        {
          name: 'a.png',
          boxes: [
            [3, 1, 2, 10, 5],
            [7, 1, 2, 10, 5],
          ],
        },
        { name: 'b.png', boxes: [[3, 0, 0, 4.125, 4]] },
      ]),
    });
    const first = await relabel(root, ['import', 'coco.json', 'd']);
    assert.equal(first.code, 0, first.stdout + first.stderr);
    assert.match(first.stdout, /annotations: 3 in = 2 added \+ 1 already there \+ 0 left out/);
    const made = readFileSync(join(root, 'd/a.png.labels.json'), 'utf8');
    assert.ok(made.includes(OWN));
    assert.match(made, /"label": "person", "box": \[1, 2, 10, 5\]/);
    assert.match(readFileSync(join(root, 'd/sub/b.png.labels.json'), 'utf8'), /"box": \[0, 0, 4\.1[23], 4\]/);
    assert.match(
      readFileSync(join(root, 'd/relabel.yaml'), 'utf8'),
      /name: car\n +id: 3\n +- name: person\n +id: 7\n/,
    );
    const second = await relabel(root, ['import', 'coco.json', 'd']);
    assert.match(second.stdout, /images: 2 in the source, 0 written, 2 had it all/);
    assert.equal(readFileSync(join(root, 'd/a.png.labels.json'), 'utf8'), made);
    const check = await relabel(root, ['check', 'd']);
    assert.equal(check.code, 0, check.stdout);
  });

  it('replaces or leaves alone what is there when told', async () => {
    const root = tempFolder();
    const labels = `${SIDECAR}${OWN}\n]}\n`;
    const source = coco([{ name: 'a.png', boxes: [[7, 1, 2, 3, 4]] }]);
    writeFiles(root, { 'd/a.png': PNG, 'd/a.png.labels.json': labels, 'coco.json': source });
    const left = await relabel(root, ['import', 'coco.json', 'd', '--skip-existing']);
    assert.match(left.stdout, /1 skipped/);
    assert.equal(readFileSync(join(root, 'd/a.png.labels.json'), 'utf8'), labels);
    const dry = await relabel(root, ['import', 'coco.json', 'd', '--replace', '--dry-run']);
    assert.match(
      dry.stdout,
      /1 would be written.*\n.*1 were replaced\nNothing was written: this was a preview\.\n$/,
    );
    assert.equal(readFileSync(join(root, 'd/a.png.labels.json'), 'utf8'), labels);
    await relabel(root, ['import', 'coco.json', 'd', '--replace']);
    const replaced = readFileSync(join(root, 'd/a.png.labels.json'), 'utf8');
    assert.ok(!replaced.includes('mine') && replaced.includes('"person"'));
    const both = await relabel(root, ['import', 'coco.json', 'd', '--replace', '--merge']);
    assert.equal(both.code, 2);
  });

  it('reports what matches nothing or two, other sizes, and broken sidecars, and writes none of them', async () => {
    const root = tempFolder();
    writeFiles(root, {
      'd/x/twin.png': PNG,
      'd/y/twin.png': PNG,
      'd/half.png': PNG,
      'd/turned.png': PNG,
      'd/other.png': PNG,
      'd/broken.png': PNG,
      'd/broken.png.labels.json': '<<<<<<< mine\n',
      'd/good.png': PNG,
      'coco.json': coco([
        { name: 'twin.png', boxes: [[3, 1, 1, 2, 2]] },
        { name: 'gone.png', boxes: [[3, 1, 1, 2, 2]] },
        { name: 'half.png', width: 20, height: 15, boxes: [[3, 1, 1, 2, 2]] },
        { name: 'turned.png', width: 30, height: 40, boxes: [[3, 1, 1, 2, 2]] },
        { name: 'other.png', width: 33, height: 44, boxes: [[3, 1, 1, 2, 2]] },
        { name: 'broken.png', boxes: [[3, 1, 1, 2, 2]] },
        { name: '0a1b2c3d-good.png', boxes: [[3, 1, 1, 2, 2]] },
      ]),
    });
    const { code, stdout } = await relabel(root, ['import', 'coco.json', 'd']);
    assert.equal(code, 1);
    assert.match(stdout, /twin\.png: warning This may be x\/twin\.png or y\/twin\.png/);
    assert.match(stdout, /gone\.png: warning No image of the folder has this path or name/);
    assert.match(
      stdout,
      /half\.png: error .*20 x 15 pixels, the image has 40 x 30; they were not imported\. --scale/,
    );
    assert.match(stdout, /turned\.png: error .*without its EXIF orientation/);
    assert.match(stdout, /other\.png: error .*another picture/);
    assert.match(stdout, /broken\.png: error Not imported: /);
    assert.match(stdout, /1 written, 0 had it all, 0 skipped, 1 not found, 1 ambiguous, 4 failed/);
    assert.match(stdout, /annotations: 7 in = 1 added \+ 0 already there \+ 6 left out/);
    assert.equal(readFileSync(join(root, 'd/broken.png.labels.json'), 'utf8'), '<<<<<<< mine\n');
    assert.ok(existsSync(join(root, 'd/good.png.labels.json')));
    const scaled = await relabel(root, ['import', 'coco.json', 'd', '--scale']);
    assert.match(scaled.stdout, /3 failed/);
    assert.match(readFileSync(join(root, 'd/half.png.labels.json'), 'utf8'), /"box": \[2, 2, 4, 4\]/);
  });

  it('adds missing classes to a relabel.yaml, and puts sidecars where git versions them; export finds them', async () => {
    const root = gitFolder();
    const yaml = '# mine\nclasses:\n  - {name: person, id: 0}\n';
    writeFiles(root, {
      '.gitignore': 'images/\n',
      'data/relabel.yaml': yaml,
      'data/images/a.png': PNG,
      'coco.json': coco([{ name: 'a.png', boxes: [[3, 1, 2, 3, 4]] }]),
    });
    git(root, 'add', '-A');
    const { code, stdout } = await relabel(root, ['import', 'coco.json', 'data']);
    assert.equal(code, 0, stdout);
    assert.equal(readFileSync(join(root, 'data/relabel.yaml'), 'utf8'), `${yaml}  - { name: car, id: 1 }\n`);
    assert.deepEqual(readdirSync(join(root, 'data/images')), ['a.png']);
    const found = readdirSync(join(root, 'data'), { recursive: true, encoding: 'utf8' });
    assert.equal(found.filter((name) => name.endsWith('a.png.labels.json')).length, 1);
    for (const folder of ['data', 'data/images']) {
      const target = `${folder.replace('/', '-')}.json`;
      const made = await relabel(root, ['export', folder, target, '--to', 'coco']);
      assert.match(made.stdout, /annotations: 1 in = 1 out \+ 0 lost/, made.stderr);
      const { annotations } = JSON.parse(readFileSync(join(root, target), 'utf8')) as {
        annotations: { bbox: number[] }[];
      };
      assert.deepEqual(
        annotations.map(({ bbox }) => bbox),
        [[1, 2, 3, 4]],
      );
    }
  });
});
