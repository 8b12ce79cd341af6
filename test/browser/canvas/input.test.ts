import assert from 'node:assert/strict';
import type { Browser, CDPSession } from 'playwright-core';
import type { ToolEvent } from '../../../src/core/tools/tool';
import { CHROMIUM_MISSING, findChromium, launchChromium } from '../../../src/dev/lib/chromium';
import type { PageServer } from '../../helpers/pageServer';
import { skipBecause } from '../../helpers/skipBecause';
import { docOf, openCanvas, PLAIN, serveCanvas, type OpenCanvas } from './openCanvas';

const HOME = { scale: 1, offsetX: 0, offsetY: 0 };

interface Touch {
  readonly x: number;
  readonly y: number;
  readonly id: number;
}

describe('canvas: mouse, pen and fingers', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: PageServer;
  let open: OpenCanvas;
  let cdp: CDPSession;

  before(async function () {
    if (!findChromium()) skipBecause(this, CHROMIUM_MISSING);
    server = await serveCanvas();
    browser = await launchChromium();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  beforeEach(async () => {
    open = await openCanvas(browser, server);
    await open.show(docOf(), { ...PLAIN, view: HOME, tool: 'brush' });
    await open.page.evaluate(() => window.canvasPage.listen());
    cdp = await open.page.context().newCDPSession(open.page);
  });

  async function heard(): Promise<readonly ToolEvent[]> {
    return (await open.page.evaluate(() => window.canvasPage.heard())).events as readonly ToolEvent[];
  }

  async function types(): Promise<string> {
    return (await heard()).map(({ type }) => type).join(' ');
  }

  async function touch(
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    ...touchPoints: Touch[]
  ): Promise<void> {
    await cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
  }

  it('draws with one finger, told where it first touched', async () => {
    await touch('touchStart', { x: 100, y: 100, id: 0 });
    assert.equal(await types(), '');
    await touch('touchMove', { x: 130, y: 110, id: 0 });
    await touch('touchEnd');
    assert.match(await types(), /^down (move )+up$/);
    const [first] = await heard();
    assert.deepEqual(first?.type === 'down' && first.imagePoint, { x: 100, y: 100 });
  });

  it('hears a tap', async () => {
    await touch('touchStart', { x: 50, y: 60, id: 0 });
    await touch('touchEnd');
    assert.equal(await types(), 'down up');
  });

  it('pans and zooms with two fingers, and no tool hears of either', async () => {
    await touch('touchStart', { x: 300, y: 300, id: 0 });
    await touch('touchStart', { x: 300, y: 300, id: 0 }, { x: 400, y: 300, id: 1 });
    for (let i = 1; i <= 10; i++)
      await touch('touchMove', { x: 300 - 5 * i, y: 300, id: 0 }, { x: 400 + 5 * i, y: 300, id: 1 });
    await touch('touchEnd');
    assert.equal(await types(), '');
    const { scale, offsetX } = await open.view();
    assert.ok(Math.abs(scale - 2) < 0.05, String(scale));
    assert.ok(Math.abs(350 * scale + offsetX - 350) < 3, 'the middle stays');
  });

  it('ends a stroke for good when a second finger comes', async () => {
    await touch('touchStart', { x: 300, y: 300, id: 0 });
    await touch('touchMove', { x: 340, y: 300, id: 0 });
    await touch('touchStart', { x: 340, y: 300, id: 0 }, { x: 500, y: 300, id: 1 });
    await touch('touchEnd');
    assert.match(await types(), /^down (move )+interrupt$/);
  });

  it('draws with a pen and takes fingers beside it for the hand', async () => {
    const pen = { pointerType: 'pen', button: 'left', clickCount: 1 } as const;
    await cdp.send('Input.dispatchMouseEvent', { ...pen, type: 'mousePressed', x: 200, y: 200 });
    await touch('touchStart', { x: 400, y: 400, id: 0 });
    await touch('touchMove', { x: 480, y: 400, id: 0 });
    await touch('touchEnd');
    await cdp.send('Input.dispatchMouseEvent', { ...pen, type: 'mouseReleased', x: 220, y: 200 });
    const events = await heard();
    assert.equal(events[0]?.type, 'down');
    assert.equal(events.at(-1)?.type, 'up');
    for (const event of events)
      if ('imagePoint' in event) assert.ok(event.imagePoint.x < 300, 'no finger was heard');
  });

  it('drags the window with the right button, and the picture with the middle one', async () => {
    const { mouse } = open.page;
    await mouse.move(100, 100);
    await mouse.down({ button: 'right' });
    await mouse.move(150, 80);
    await mouse.up({ button: 'right' });
    const { drags } = await open.page.evaluate(() => window.canvasPage.heard());
    assert.deepEqual(drags.at(-1), [50, -20]);
    await mouse.move(100, 100);
    await mouse.down({ button: 'middle' });
    await mouse.move(160, 130);
    await mouse.up({ button: 'middle' });
    const { offsetX, offsetY } = await open.view();
    assert.deepEqual([offsetX, offsetY], [60, 30]);
    assert.doesNotMatch(await types(), /\b(down|up)\b/);
  });

  it('interrupts a gesture when the pointer or the window is lost', async () => {
    const { mouse } = open.page;
    await mouse.move(100, 100);
    await mouse.down();
    await mouse.move(150, 150);
    await open.page.evaluate(() => window.dispatchEvent(new Event('blur')));
    await mouse.move(200, 200);
    await mouse.up();
    const told = await types();
    assert.match(told, /down (move )+interrupt/);
    assert.doesNotMatch(told, /\bup\b/);
  });

  it('sizes the tip with Alt and the wheel, and zooms with the wheel alone', async () => {
    const { mouse, keyboard } = open.page;
    await mouse.move(300, 300);
    await keyboard.down('Alt');
    await mouse.wheel(0, -100);
    await keyboard.up('Alt');
    await open.page.waitForTimeout(50);
    assert.equal((await open.view()).scale, 1);
    await mouse.wheel(0, -100);
    await open.page.waitForFunction(() => (window.canvasPage.state().view?.scale ?? 1) > 1.1);
  });

  it('tells image points as they are when the view is turned', async () => {
    const orientation = { quarterTurns: 1, isMirrored: false } as const;
    await open.set({ view: { scale: 2, offsetX: 600, offsetY: 0, orientation } });
    await open.page.mouse.move(500, 100);
    const last = (await heard()).at(-1);
    assert.deepEqual(last && 'imagePoint' in last && last.imagePoint, { x: 50, y: 50 });
  });
});
