import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boxIou } from '../../src/core/geometry/iou';
import type { Rect } from '../../src/core/geometry/rect';
import { repoRoot } from '../../src/dev/lib/repoRoot';
import { constantModel, slowModel } from '../helpers/tinyOnnx';
import { eventually } from './support/eventually';
import { LabelEditor } from './support/labelEditor';
import { useWorkbench } from './support/useWorkbench';

interface Expected {
  readonly image: string;
  readonly detections: readonly {
    readonly label: string;
    readonly score: number;
    readonly box: readonly number[];
  }[];
}

interface Saved {
  readonly id: string;
  readonly label: string;
  readonly box: readonly number[];
  readonly score?: number;
  readonly model?: string;
  readonly proposed?: boolean;
}

const SAMPLE = join(repoRoot, 'media/sample');
const PICTURE = 'bench_007.jpg';
const OTHERS =
  '{"id": "other1", "label": "nut", "box": [5, 5, 20, 20], "score": 0.5, "model": "other@0000", "proposed": true}';
const HEADLESS = constantModel({
  input: { name: 'images', dims: [1, 3, 64, 64] },
  outputs: [{ name: 'mystery', dims: [1, 2, 2], data: new Float32Array(4) }],
});

/** Overlap of two boxes [x, y, width, height]. */
function iou(a: readonly number[], b: readonly number[]): number {
  const rect = ([x = 0, y = 0, width = 0, height = 0]: readonly number[]): Rect => ({ x, y, width, height });
  return boxIou(rect(a), rect(b));
}

/** Made by the training script beside the model, with another runtime. */
function expectedDetections(): Expected['detections'] {
  const all = JSON.parse(
    readFileSync(join(repoRoot, 'models/parts-nano.expected.json'), 'utf8'),
  ) as Expected[];
  return all.find(({ image }) => image === PICTURE)?.detections ?? [];
}

describe('detecting', function () {
  this.timeout(180_000);
  const bench = useWorkbench({
    images: {},
    files: {
      'relabel.yaml': readFileSync(join(SAMPLE, 'relabel.yaml')),
      [`images/${PICTURE}`]: readFileSync(join(SAMPLE, 'images', PICTURE)),
      'broken.onnx': 'this is no model',
      'headless.onnx': HEADLESS,
      'slow.onnx': slowModel(64, 400),
    },
  });
  const editor = (): LabelEditor => new LabelEditor(bench());
  const path = (): string => bench().path(`images/${PICTURE}.labels.json`);
  const proposals = (): Promise<number> =>
    editor()
      .rows.filter({ has: editor().frame.locator('.proposed') })
      .count();
  const saved = (): Saved[] =>
    (JSON.parse(readFileSync(path(), 'utf8')) as { annotations: Saved[] }).annotations;

  async function expectProposals(wanted: number): Promise<void> {
    await eventually(`${wanted} proposals are listed`, async () => (await proposals()) === wanted);
  }

  async function save(): Promise<void> {
    await editor().canvas.focus();
    await bench().save(`images/${PICTURE}`);
  }

  it('proposes what the bundled model finds, hides the uncertain ones', async () => {
    await bench().openImage(`images/${PICTURE}`);
    await editor().actualSize();
    await editor().detect(/Workshop parts \(nano\): \d+ proposals\./);
    const all = Number(
      /(\d+) proposals/.exec(
        await editor()
          .notice(/\d+ proposals\./)
          .innerText(),
      )?.[1],
    );
    const shown = await proposals();
    assert.ok(shown > 5 && shown < all, `${shown} of ${all}`);
    await bench().statusItem(`${all} proposals`).waitFor();
    await editor().frame.locator('#threshold').fill('0');
    await expectProposals(all);
    await editor().frame.locator('#threshold').fill('90');
    await eventually('few are shown', async () => (await proposals()) < shown);
    await editor().frame.locator('#threshold').fill('40');
    await expectProposals(expectedDetections().length);
  });

  it('finds what the training script found', async () => {
    await save();
    for (const { label, score, box } of expectedDetections()) {
      const same = saved().find((each) => each.label === label && iou(each.box, box) > 0.85);
      assert.ok(same, `${label} at ${box.join(', ')}`);
      assert.ok(Math.abs((same.score ?? 0) - score) < 0.1, `${label}: ${same.score} instead of ${score}`);
      assert.match(same.model ?? '', /^parts-nano@[0-9a-f]{4}$/);
      assert.equal(same.proposed, true);
    }
  });

  it('accepts one, rejects one, undoes both, accepts all that are shown', async () => {
    const before = await proposals();
    await editor().rows.first().hover();
    await editor().rows.first().getByTitle('Accept').click();
    await expectProposals(before - 1);
    await editor()
      .rows.filter({ has: editor().frame.locator('.proposed') })
      .first()
      .click();
    await editor().selected(1);
    await editor().canvas.focus();
    await editor().press('x');
    await expectProposals(before - 2);
    await editor().press('ControlOrMeta+z');
    await expectProposals(before - 1);
    await editor().press('ControlOrMeta+z');
    await expectProposals(before);
    await editor().press('Escape', 'Shift+a');
    await expectProposals(0);
    await save();
    const accepted = saved().filter(({ proposed }) => !proposed);
    assert.equal(accepted.length, before);
    assert.ok(accepted.every(({ model, score }) => model?.startsWith('parts-nano@') && (score ?? 0) >= 0.4));
  });

  it('replaces its own proposals when run again, and nothing else', async () => {
    const accepted = saved()
      .filter(({ proposed }) => !proposed)
      .map(({ id }) => id);
    const text = readFileSync(path(), 'utf8');
    writeFileSync(path(), text.replace(/\n\]\}\n$/, `,\n${OTHERS}\n]}\n`));
    await editor().frame.locator('#threshold').fill('0');
    await eventually(
      'the proposal of another model shows',
      async () => (await editor().frame.locator('[data-id="other1"]').count()) === 1,
    );
    const waiting = await proposals();
    await editor().detect(/more are labelled already/);
    await expectProposals(waiting);
    await save();
    assert.deepEqual(
      saved()
        .filter(({ proposed }) => !proposed)
        .map(({ id }) => id),
      accepted,
    );
    assert.equal(saved().find(({ id }) => id === 'other1')?.model, 'other@0000');
    assert.equal(saved().filter(({ proposed }) => proposed).length, waiting);
  });

  it('says what is wrong with a file that is no model', async () => {
    await bench().runCommand('View: Show Explorer');
    await bench().chooseFromMenu(bench().explorerRow('broken.onnx'), 'Use an ONNX Model…');
    await bench().notification(/broken\.onnx cannot be used\. .+/);
    await bench().companion.call('updateSetting', 'relabel.model', 'broken.onnx');
    await editor().detect(/Detection did not work\. .*broken\.onnx/);
  });

  it('says what it saw in a model of an unknown kind, and works on with another', async () => {
    await bench().companion.call('updateSetting', 'relabel.model', 'headless.onnx');
    await editor().detect(/Detection did not work\. .*mystery.*Tried: /);
    await bench().companion.call('updateSetting', 'relabel.model', undefined);
    await detectsAgain();
  });

  it('loses one detection, no more, when the process of the model is killed', async () => {
    await bench().companion.call('updateSetting', 'relabel.model', 'slow.onnx');
    await editor().pressUntil('d', editor().frame.getByRole('button', { name: 'Cancel' }));
    const pid = await eventually('the inference process runs', () =>
      inferenceProcess(bench().companion.processId),
    );
    process.kill(pid, 'SIGKILL');
    await editor()
      .notice(/Detection did not work\. The inference process stopped \(signal SIGKILL\)/)
      .waitFor({ timeout: 60_000 });
    await bench().companion.call('updateSetting', 'relabel.model', undefined);
    await detectsAgain();
    assert.ok(await bench().isRelabelActive());
    assert.ok(existsSync(path()));
  });

  async function detectsAgain(): Promise<void> {
    await editor().press('Escape');
    await editor().detect(/Workshop parts \(nano\): \d+ proposals?\./);
  }

  function inferenceProcess(extensionHost: number): number | undefined {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
    const found = lines
      .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
      .find(
        (match) =>
          Number(match?.[2]) === extensionHost && /worker\.js\b.*\binference\b/.test(match?.[3] ?? ''),
      );
    return found ? Number(found[1]) : undefined;
  }
});
