import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { eventually } from './support/eventually';
import { LabelEditor, type ImagePoint } from './support/labelEditor';
import { useWorkbench } from './support/useWorkbench';

/** A light picture with one dark square, for the tools that follow what is seen. */
const PICTURE = {
  widthPx: 640,
  heightPx: 480,
  sample: (x: number, y: number) =>
    x >= 420 && x < 520 && y >= 300 && y < 400 ? [30, 40, 50] : [200, 200, 200],
};
const SCHEMA = `version: 1
skeletons:
  - name: stick
    joints: [{name: top, at: [0.5, 0]}, {name: left, at: [0, 1]}, {name: right, at: [1, 1]}]
    edges: [[top, left], [top, right]]
    swap: [[left, right]]
classes:
  - name: thing
    key: "1"
    skeleton: stick
    attributes:
      - {name: colour, type: choice, options: [red, blue], default: red}
`;

interface Drawing {
  readonly tool: string;
  readonly key: string;
  /** What the annotation list calls it. */
  readonly title: string;
  readonly draw: (editor: LabelEditor) => Promise<void>;
  /** The shape as the sidecar holds it. */
  readonly line: RegExp;
}

const clicks =
  (...points: readonly ImagePoint[]) =>
  async (editor: LabelEditor): Promise<void> => {
    for (const point of points) await editor.click(point);
  };
const drag = (from: ImagePoint, to: ImagePoint) => (editor: LabelEditor) => editor.drag(from, to);
const ended =
  (draw: Drawing['draw']): Drawing['draw'] =>
  async (editor) => {
    await draw(editor);
    await editor.press('Enter');
  };

const DRAWINGS: readonly Drawing[] = [
  {
    ...{ tool: 'box', key: 'b', title: 'Box', draw: drag([20, 20], [100, 80]) },
    line: /"box": \[20, 20, 80, 60\]/,
  },
  {
    ...{ tool: 'rotatedBox', key: 'r', title: 'Rotated box' },
    draw: clicks([160, 80], [220, 20], [250, 50]),
    line: /"rotatedBox": \[205, 65, 84\.85, 42\.43, 315\]/,
  },
  {
    ...{ tool: 'polyline', key: 'l', title: 'Polyline' },
    draw: ended(clicks([280, 20], [340, 60], [300, 90])),
    line: /"polyline": \[280, 20, 340, 60, 300, 90\]/,
  },
  {
    ...{ tool: 'spline', key: 's', title: 'Spline' },
    draw: ended(async (editor) => {
      await editor.drag([380, 40], [400, 20]);
      await editor.click([440, 80]);
      await editor.click([380, 90]);
    }),
    line: /"spline": \{"closed": true, "anchors": \[\[380, 40, 360, 60, 400, 20\], \[440, 80\], \[380, 90\]\]\}/,
  },
  { ...{ tool: 'point', key: 'o', title: 'Point' }, draw: clicks([500, 40]), line: /"point": \[500, 40\]/ },
  {
    ...{ tool: 'skeleton', key: 'k', title: 'Skeleton', draw: drag([540, 20], [600, 90]) },
    line: /"skeleton": \{"left": \[540, 90, 2\], "right": \[600, 90, 2\], "top": \[570, 20, 2\]\}/,
  },
  {
    ...{ tool: 'ellipse', key: 'e', title: 'Ellipse', draw: drag([20, 120], [120, 180]) },
    line: /"ellipse": \[70, 150, 50, 30, 0\]/,
  },
  {
    ...{ tool: 'cuboid', key: 'q', title: 'Cuboid' },
    draw: async (editor) => {
      await editor.drag([160, 150], [220, 200]);
      await editor.click([240, 180]);
    },
    line: /"cuboid": \[\[160, 150, 220, 150, 220, 200, 160, 200\], \[180, 130, 240, 130, 240, 180, 180, 180\]\]/,
  },
  {
    ...{ tool: 'brush', key: 'm', title: 'Mask', draw: drag([300, 150], [360, 150]) },
    line: /"mask": \{"box": \[288, 138, 84, 24\], "runs": "[^"]+"\}/,
  },
  {
    ...{ tool: 'wand', key: 'w', title: 'Polygon' },
    draw: ended(clicks([470, 350])),
    line: /"polygon": \[\[[^\]]+\]\]/,
  },
];

describe('every annotation type', function () {
  this.timeout(120_000);
  const bench = useWorkbench({
    images: { 'all.png': PICTURE },
    files: { 'relabel.yaml': SCHEMA },
    takeOver: true,
  });
  const editor = (): LabelEditor => new LabelEditor(bench());
  const text = (): string => readFileSync(bench().path('all.png.labels.json'), 'utf8');
  const drawn: Drawing[] = [];

  before(async () => {
    await bench().explorerRow('all.png').click();
    await editor().actualSize();
    await editor().activeClass('1', 'thing');
  });

  for (const drawing of DRAWINGS)
    it(`draws, lists, saves and takes back with the ${drawing.tool} tool`, async () => {
      const { tool, key, draw, line } = drawing;
      const button = editor().frame.locator(`[data-action="tool.${tool}"][aria-pressed="true"]`);
      await editor().pressUntil(key, button);
      await draw(editor());
      drawn.push(drawing);
      const listed = drawn.map(({ title }) => `thing, ${title}`);
      await editor().shows(...listed);
      await bench().save('all.png');
      await eventually(`the sidecar holds ${line.source}`, () => line.test(text()));
      const saved = text();
      await editor().press('ControlOrMeta+z');
      await editor().shows(...listed.slice(0, -1));
      await editor().press('ControlOrMeta+Shift+z');
      await editor().shows(...listed);
      await bench().save('all.png');
      await eventually('the sidecar holds what was redone', () => text() === saved);
    });

  it('gives every annotation the default attribute of its class', () => {
    const entries = text().match(/"attributes": \{"colour": "red"\}/g) ?? [];
    assert.equal(entries.length, DRAWINGS.length);
  });

  it('shows all of them again when the image is opened anew', async () => {
    const saved = text();
    await bench().runCommand('View: Close All Editors');
    await eventually('the editor is closed', async () => !(await bench().activeTab()));
    await bench().explorerRow('all.png').click();
    await eventually(
      'another editor shows',
      async () => (await bench().activeTab())?.path === bench().path('all.png'),
    );
    await editor().shows(...DRAWINGS.map(({ title }) => `thing, ${title}`));
    assert.equal(text(), saved);
  });
});
