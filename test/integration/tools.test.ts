import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Annotation } from '../../src/core/annotation/annotation';
import { kindOf } from '../../src/core/shapes/index';
import { eventually } from './support/eventually';
import { LabelEditor, type ImagePoint } from './support/labelEditor';
import { bounded, roundBounds, savedLabels } from './support/savedLabels';
import { useWorkbench } from './support/useWorkbench';

/** A light picture with one dark square. */
const PICTURE = {
  widthPx: 640,
  heightPx: 480,
  sample: (x: number, y: number) =>
    x >= 420 && x < 520 && y >= 300 && y < 400 ? [30, 40, 50] : [200, 200, 200],
};
const NAMES = ['areas', 'cut', 'keys', 'mask', 'next'];
const SCHEMA = 'version: 1\nclasses:\n  - {name: thing, key: "1"}\n  - {name: tree, key: e}\n';
const SQUARE: readonly ImagePoint[] = [
  [100, 100],
  [200, 100],
  [200, 200],
  [100, 200],
];

describe('tools that change what is there', function () {
  this.timeout(180_000);
  const bench = useWorkbench({
    images: Object.fromEntries(NAMES.map((name) => [`${name}.png`, PICTURE])),
    files: { 'relabel.yaml': SCHEMA },
    takeOver: true,
  });
  const editor = (): LabelEditor => new LabelEditor(bench());
  const saved = (name: string, fits: (labels: readonly Annotation[]) => boolean) =>
    savedLabels(bench(), `${name}.png`, fits);

  async function open(name: string): Promise<void> {
    const path = bench().path(`${name}.png`);
    await bench().explorerRow(`${name}.png`).click();
    await eventually(`${name}.png is active`, async () => (await bench().activeTab())?.path === path);
    await editor().actualSize();
    await editor().activeClass('1', 'thing');
  }

  /** Clicks the corners of a polygon and ends it. */
  async function polygon(points: readonly ImagePoint[]): Promise<void> {
    for (const point of points) await editor().click(point);
    await editor().press('Enter');
  }

  describe('on masks', () => {
    /** The area of the one mask once it is saved and fits, square pixels. */
    const areaOnce = async (fits: (area: number) => boolean): Promise<number> => {
      const [mask] = await saved('mask', (labels) => labels.length === 1 && fits(areaOf(labels[0])));
      return areaOf(mask);
    };
    const size = () => editor().frame.getByLabel('Size of the brush, pixels');
    const sized = async (sizePx: number): Promise<void> => {
      await size().fill(String(sizePx));
      await size().press('Enter');
      await editor().canvas.focus();
    };
    let painted = 0;

    before(() => open('mask'));

    it('paints with a tip that ] makes larger and [ smaller, and stays at the image', async () => {
      await editor().tool('brush');
      await heard();
      await editor().press(']', ']', '[');
      await eventually('the tip is a quarter larger', async () => (await size().inputValue()) === '30');
      assert.equal((await bench().activeTab())?.path, bench().path('mask.png'));
      await editor().drag([100, 100], [200, 100]);
      await editor().shows('thing, Mask');
      const [mask] = await saved('mask', bounded('85,85,130,30'));
      assert.equal(mask?.shape.kind, 'mask');
      painted = areaOf(mask);
    });

    it('erases a hole', async () => {
      await editor().tool('eraser');
      await sized(8);
      await editor().click([150, 100]);
      assert.ok((await areaOnce((area) => area < painted)) > painted - 100);
      await editor().shows('thing, Mask');
    });

    it('fills the hole again', async () => {
      await editor().tool('fill');
      await editor().click([150, 100]);
      await areaOnce((area) => area === painted);
    });

    it('erases what a stroke crosses, and takes the mask away with its last pixel', async () => {
      await editor().tool('eraser');
      await sized(60);
      await editor().drag([80, 100], [220, 100]);
      await editor().shows();
      await editor().press('ControlOrMeta+z');
      await editor().shows('thing, Mask');
      await areaOnce((area) => area === painted);
    });
  });

  describe('on areas', () => {
    before(() => open('areas'));

    it('draws a polygon by one movement of the hand', async () => {
      await editor().tool('polygon');
      await editor().drag([300, 50], [400, 50], [400, 150], [300, 150], [300, 60]);
      await editor().press('Enter');
      await editor().shows('thing, Polygon');
      await saved('areas', bounded('300,50,100,100'));
    });

    it('follows the edges of the picture between clicks', async () => {
      await editor().tool('scissors');
      for (const point of [
        [420, 300],
        [520, 300],
        [520, 400],
        [420, 400],
      ] as const)
        await editor().click(point);
      await editor().press('Enter');
      await editor().shows('thing, Polygon', 'thing, Polygon');
      const both = await saved('areas', ({ length }) => length === 2);
      const cut = both.find((each) => roundBounds(each)[1] !== 50);
      assert.ok(cut?.shape.kind === 'polygon');
      const [x = 0, y = 0, width = 0, height = 0] = roundBounds(cut);
      for (const [seen, wanted] of [
        [x, 420],
        [y, 300],
        [width, 100],
        [height, 100],
      ] as const)
        assert.ok(Math.abs(seen - wanted) <= 2, `${seen} is about ${wanted}`);
      const area = areaOf(cut);
      assert.ok(Math.abs(area - 10_000) < 400, `${area} square pixels`);
    });
  });

  describe('on several', () => {
    before(() => open('cut'));

    it('slices a polygon in two, which one undo makes whole', async () => {
      await editor().tool('polygon');
      await polygon(SQUARE);
      await editor().shows('thing, Polygon');
      const [before] = await saved('cut', bounded('100,100,100,100'));
      await editor().tool('slice');
      await editor().drag([140, 80], [140, 220]);
      await editor().shows('thing, Polygon', 'thing, Polygon');
      const pieces = await saved('cut', bounded('100,100,40,100', '140,100,60,100'));
      assert.ok(pieces.some(({ id }) => id === before?.id));
      await editor().press('ControlOrMeta+z');
      await editor().shows('thing, Polygon');
      const after = await saved('cut', bounded('100,100,100,100'));
      assert.deepEqual(after, [before]);
    });

    it('joins what overlaps, and takes one from the other, by commands', async () => {
      await editor().tool('polygon');
      await polygon(SQUARE.map(([x, y]) => [x + 50, y] as const));
      await editor().shows('thing, Polygon', 'thing, Polygon');
      await selectBoth();
      await bench().runCommand('Relabel: Join Areas');
      await editor().shows('thing, Polygon');
      await saved('cut', bounded('100,100,150,100'));
      await editor().press('ControlOrMeta+z');
      await editor().shows('thing, Polygon', 'thing, Polygon');
      await selectBoth();
      await bench().runCommand('Relabel: Subtract Areas');
      await saved('cut', bounded('100,100,50,100', '150,100,100,100'));
    });

    /** The left one first: it is the one that others are taken from. */
    async function selectBoth(): Promise<void> {
      await editor().tool('select');
      await editor().click([110, 110]);
      await editor().selected(1);
      await bench().page.keyboard.down('Shift');
      await editor().click([240, 110]);
      await bench().page.keyboard.up('Shift');
      await editor().selected(2);
    }
  });

  describe('and their keys', () => {
    before(() => open('keys'));

    it('takes the letter of a class before that of a tool', async () => {
      await editor().activeClass('e', 'tree');
      await editor().tool('box');
      await editor().drag([100, 100], [180, 160]);
      await editor().shows('tree, Box');
      const ellipse = editor().frame.locator('[data-action="tool.ellipse"][aria-pressed="true"]');
      assert.equal(await ellipse.count(), 0);
    });

    it('goes to another image by the keys that change the brush while painting', async () => {
      await bench().save('keys.png');
      await editor().tool('select');
      await heard();
      await editor().press(']');
      const next = bench().path('mask.png');
      await eventually('the next image shows', async () => (await bench().activeTab())?.path === next);
      await editor().shows('thing, Mask');
      await editor().tool('select');
      await heard();
      await editor().press('[');
      const back = bench().path('keys.png');
      await eventually('the image before shows', async () => (await bench().activeTab())?.path === back);
    });

    it('keeps what it drew', () => {
      assert.match(readFileSync(bench().path('keys.png.labels.json'), 'utf8'), /"label": "tree", "box": /);
    });
  });
});

/** VS Code hears a moment after the page whether the tool paints, and nothing shows it. */
function heard(): Promise<void> {
  return delay(1000);
}

/** Covered by an annotation, square pixels. */
function areaOf(annotation: Annotation | undefined): number {
  return annotation ? kindOf(annotation.shape).area(annotation.shape) : 0;
}
