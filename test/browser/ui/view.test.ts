import assert from 'node:assert/strict';
import { harnessSuite, type Harness } from './openHarness';

describe('looking at the image', function () {
  this.timeout(30_000);
  const suite = harnessSuite();

  async function view(h: Harness): Promise<{ scale: number; offsetX: number; offsetY: number }> {
    const value = await h.state('view');
    assert.ok(value);
    return value;
  }

  it('fits the image, and again when the canvas changes its size, until the user zooms', async () => {
    const h = await suite.open('scene=labels');
    const first = await view(h);
    await h.page.waitForFunction(() => window.harness?.host.heard.some(({ name }) => name === 'painted'));
    await h.page.setViewportSize({ width: 900, height: 700 });
    await h.page.waitForFunction(
      (scale) => (window.harness?.page.store.state.view?.scale ?? 9) < scale,
      first.scale,
    );
    await h.press('=');
    await h.doc();
    const zoomed = await view(h);
    await h.page.setViewportSize({ width: 1280, height: 800 });
    await h.page.waitForTimeout(100);
    assert.deepEqual(await view(h), zoomed);
    await h.press('f');
    await h.doc();
    assert.ok(Math.abs((await view(h)).scale - first.scale) < 1e-6);
  });

  it('the wheel zooms at the pointer, Shift moves sideways', async () => {
    const h = await suite.open('scene=labels');
    const [x, y] = await h.at(700, 500);
    await h.page.mouse.move(x, y);
    await h.page.mouse.wheel(0, -300);
    await h.page.waitForTimeout(60);
    const [x2, y2] = await h.at(700, 500);
    assert.ok(Math.hypot(x2 - x, y2 - y) < 1.5, 'the point under the pointer stays');
    const zoomed = await view(h);
    await h.page.keyboard.down('Shift');
    await h.page.mouse.wheel(0, 120);
    await h.page.keyboard.up('Shift');
    await h.page.waitForTimeout(60);
    const moved = await view(h);
    assert.equal(moved.scale, zoomed.scale);
    assert.notEqual(moved.offsetX, zoomed.offsetX);
    assert.equal(moved.offsetY, zoomed.offsetY);
  });

  it('Space, the middle button and the hand move the image; nothing is drawn', async () => {
    const h = await suite.open('scene=empty');
    await h.press('1');
    await h.press('b');
    const start = await view(h);
    await h.page.keyboard.down('Space');
    await h.drag([300, 300], [400, 300]);
    await h.page.keyboard.up('Space');
    const spaced = await view(h);
    assert.ok(spaced.offsetX > start.offsetX + 20);
    await h.drag([300, 300], [300, 400], 'middle');
    assert.ok((await view(h)).offsetY > spaced.offsetY + 20);
    await h.press('h');
    await h.doc();
    await h.drag([300, 300], [200, 300]);
    assert.ok((await view(h)).offsetX < spaced.offsetX - 20);
    assert.equal((await h.doc()).annotations.length, 0);
  });

  it('two fingers pinch, and a finger that had begun to draw does not draw', async () => {
    const h = await suite.open('scene=empty');
    await h.press('1');
    await h.press('b');
    await h.doc();
    const before = await view(h);
    const [ax, ay] = await h.at(500, 500);
    const [bx, by] = await h.at(900, 500);
    const client = await h.page.context().newCDPSession(h.page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
      client.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: points.map(([x, y], id) => ({ x, y, id })),
      });
    await touch('touchStart', [ax, ay]);
    await touch('touchMove', [ax + 20, ay + 20]);
    await touch('touchStart', [ax, ay], [bx, by]);
    await touch('touchMove', [ax - 60, ay], [bx + 60, by]);
    await touch('touchEnd');
    assert.ok((await view(h)).scale > before.scale * 1.2);
    assert.equal((await h.doc()).annotations.length, 0);
  });

  it('is at the pixel the strip says', async () => {
    const h = await suite.open('scene=labels');
    await h.page.mouse.move(...(await h.at(700.5, 400.5)));
    await h.page.getByText('700, 400').waitFor();
    assert.match(
      (await h.page.locator('rl-status-strip span').allInnerTexts()).join(' '),
      /1600 × 1067 9 annotations .*3\/32/,
    );
    await h.page.waitForFunction(() => window.harness?.host.heard.some(({ name }) => name === 'viewState'));
  });

  it('comes back as it was when the page is built anew', async () => {
    const h = await suite.open('scene=labels&keep=1');
    await h.press('p');
    await h.press('3');
    await h.press('=');
    await h.page.locator('rl-annotation-list .item').nth(2).click();
    const kept = { view: await view(h), selection: await h.selection() };
    await h.press('Delete');
    await h.press('Control+z');
    await h.page.locator('rl-annotation-list .item').nth(2).click();
    await h.page.locator('rl-side-panel .edge').focus();
    await h.press('ArrowLeft');
    const doc = await h.doc();
    await h.page.waitForTimeout(300);
    await h.page.reload();
    await h.ready();
    assert.deepEqual(await view(h), kept.view);
    assert.deepEqual(await h.selection(), kept.selection);
    assert.equal(await h.state('tool'), 'polygon');
    assert.equal(await h.state('activeClass'), 'nut');
    assert.equal(await h.state('panelWidthPx'), 300);
    assert.deepEqual((await h.state('doc')).annotations, doc.annotations);
  });

  it('says what is wrong: problems, a picture that is not there, one that is damaged', async () => {
    const problems = await suite.open('scene=problems');
    await problems.page.getByText('Line 7: 2 entries could not be read').waitFor();
    await problems.page.getByRole('button', { name: 'Open the label file' }).click();
    await problems.page.waitForFunction(() =>
      window.harness?.host.heard.some(({ payload }) =>
        JSON.stringify(payload).includes('relabel.openSidecar'),
      ),
    );
    const missing = await suite.open('scene=missing');
    await missing.page.getByText('is a Git LFS pointer').waitFor();
    await missing.page.getByText('Pull This Image').click();
    assert.equal(await missing.page.locator('rl-annotation-list .item').count(), 9);
    const broken = await suite.open('scene=broken');
    await broken.page.getByText('The labels are safe').waitFor();
    broken.trouble.length = 0;
  });
});
