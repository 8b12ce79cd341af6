import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { lineDiff } from '../helpers/inPlace';
import { encodePng } from '../helpers/png';
import { eventually } from './support/eventually';
import { LabelEditor } from './support/labelEditor';
import { useWorkbench } from './support/useWorkbench';

const PNG = encodePng({ widthPx: 640, heightPx: 480 });
const YAML =
  '# two classes\ntrain: images/train\nval: images/train\nnc: 2\nnames:\n  0: cat # first\n  1: dog\n';
/** The cat lies at x 160 to 288, y 120 to 216. */
const ROWS = '0 0.350000 0.350000 0.200000 0.200000\r\n1   0.750000 0.750000 0.100000 0.100000\r\n';

/** A cat at x 160 to 288, y 120 to 216, as in ROWS. */
const XML = `<annotation>
  <filename>b.png</filename>
  <object>
    <name>cat</name>
    <bndbox><xmin>160</xmin><ymin>120</ymin><xmax>288</xmax><ymax>216</ymax></bndbox>
  </object>
  <!-- kept -->
</annotation>`;
const COCO = `{"images": [{"id": 4, "file_name": "c.png", "width": 640, "height": 480}, {"id": 5, "file_name": "d.png", "width": 9, "height": 9}],
"annotations": [
{"id": 1, "image_id": 5, "category_id": 1, "bbox": [1, 2, 3, 4], "area": 12, "iscrowd": 0},
{"id": 8, "image_id": 4, "category_id": 1, "bbox": [160.0, 120.0, 128.0, 96.0], "area": 12288.0, "iscrowd": 0}
], "categories": [{"id": 1, "name": "cat"}]}
`;

describe('editing YOLO, VOC and COCO files in place', function () {
  this.timeout(240_000);
  const bench = useWorkbench({
    images: {},
    files: {
      'yolo/data.yaml': YAML,
      'yolo/images/train/a.png': PNG,
      'yolo/labels/train/a.txt': ROWS,
      'voc/JPEGImages/b.png': PNG,
      'voc/Annotations/b.xml': XML,
      'coco/images/c.png': PNG,
      'coco/annotations/instances.json': COCO,
    },
    git: true,
  });
  const editor = (): LabelEditor => new LabelEditor(bench());
  const text = (path: string): string => readFileSync(bench().path(path), 'utf8');
  const strip = (): Locator => editor().frame.locator('rl-status-strip .label-file');

  it('shows the rows of a YOLO file, names the file, and changes one line for one box', async () => {
    await bench().openImage('yolo/images/train/a.png');
    await editor().actualSize();
    await editor().shows('cat, Box', 'dog, Box');
    assert.match(await strip().innerText(), /YOLO detect: train.a\.txt/);
    await editor().tool('select');
    await editor().click([200, 160]);
    await editor().selected(1);
    await editor().drag([200, 160], [264, 160]);
    await eventually('it is unsaved', async () => bench().isDirty('yolo/images/train/a.png'));
    await bench().save('yolo/images/train/a.png');
    assert.deepEqual(lineDiff(ROWS, text('yolo/labels/train/a.txt')), [
      '-0 0.350000 0.350000 0.200000 0.200000\r',
      '+0 0.450000 0.350000 0.200000 0.200000\r',
    ]);
    assert.equal(existsSync(bench().path('yolo/images/train/a.png.labels.json')), false);
  });

  it('takes it back by undo, and saves the bytes that were there', async () => {
    await editor().canvas.focus();
    await editor().press('ControlOrMeta+z');
    await eventually('it is unsaved', async () => bench().isDirty('yolo/images/train/a.png'));
    await bench().save('yolo/images/train/a.png');
    assert.equal(text('yolo/labels/train/a.txt'), ROWS);
  });

  it('refuses a rotated box as it is drawn, and offers a sidecar that takes everything', async () => {
    await editor().canvas.focus();
    await editor().press('Escape');
    await editor().activeClass('1', 'cat');
    await editor().pressUntil(
      'r',
      editor().frame.locator('[data-action="tool.rotatedBox"][aria-pressed="true"]'),
    );
    await editor().drag([380, 60], [460, 100]);
    await editor().click([440, 140]);
    await editor()
      .notice(/cannot hold a rotated box/)
      .waitFor();
    await editor().shows('cat, Box', 'dog, Box');
    await bench().clickNotification(/A sidecar can/, 'Switch to Sidecars');
    await editor().shows('cat, Box', 'cat, Rotated box', 'dog, Box');
    await strip().waitFor({ state: 'detached' });
    await bench().save('yolo/images/train/a.png');
    const sidecar = text('yolo/images/train/a.png.labels.json');
    assert.match(sidecar, /"label": "cat", "rotatedBox": /);
    assert.match(sidecar, /"label": "dog", "box": \[448, 336, 64, 48\]/);
    assert.equal(text('yolo/labels/train/a.txt'), ROWS);
  });

  const moveCat = async (image: string): Promise<void> => {
    await bench().openImage(image);
    await editor().actualSize();
    await editor().shows('cat, Box');
    await editor().tool('select');
    await editor().click([200, 160]);
    await editor().selected(1);
    await editor().drag([200, 160], [264, 160]);
    await eventually('it is unsaved', async () => bench().isDirty(image));
    await bench().save(image);
  };

  it('changes the numbers that moved in a VOC file', async () => {
    await moveCat('voc/JPEGImages/b.png');
    const moved = '<xmin>224</xmin><ymin>120</ymin><xmax>352</xmax><ymax>216</ymax>';
    assert.equal(
      text('voc/Annotations/b.xml'),
      XML.replace('<xmin>160</xmin><ymin>120</ymin><xmax>288</xmax><ymax>216</ymax>', moved),
    );
  });

  it('changes one number of one object in a COCO file', async () => {
    await moveCat('coco/images/c.png');
    assert.equal(text('coco/annotations/instances.json'), COCO.replace('160.0', '224'));
  });
});
