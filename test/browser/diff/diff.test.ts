import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../../src/dev/lib/chromium';
import type { PageServer } from '../../helpers/pageServer';
import { colorDistance, pixelAt } from '../../helpers/readPng';
import { contrastOf } from '../contrast';
import type { AnnotationDoc } from '../../../src/core/annotation/document';
import { box, diffOf, docOf, everyChange, HEAD, imageOf, PICTURE, sideOf, SIZE, WORK } from './diffScenes';
import type { FakeDiff } from './fakeDiffHost';
import { openDiff, serveDiff, type OpenDiff } from './openDiff';

type Color = readonly [number, number, number];
const GREEN: Color = [53, 199, 90];
const RED: Color = [255, 90, 95];
const BLUE: Color = [74, 168, 255];

/** How many pixels of a rectangle of the image are about a colour; lines are mixed with what lies below them. */
async function countOf(
  d: OpenDiff,
  rect: readonly [number, number, number, number],
  color: Color,
  pane: 'before' | 'after' = 'after',
): Promise<number> {
  const [from, to] = [await d.at(rect[0], rect[1], pane), await d.at(rect[2], rect[3], pane)];
  const pixels = await d.pixels();
  let count = 0;
  for (let y = Math.floor(from.y); y < to.y; y++)
    for (let x = Math.floor(from.x); x < to.x; x++)
      if (colorDistance(pixelAt(pixels, x, y), color) < 40) count++;
  return count;
}

const all = (): FakeDiff => diffOf(imageOf('images/street.jpg', everyChange()));

describe('diff view', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: PageServer;
  let open: OpenDiff | undefined;

  before(async () => {
    browser = await launchChromium();
    server = await serveDiff();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });
  afterEach(async () => {
    const trouble = open?.trouble ?? [];
    await open?.page.context().close();
    open = undefined;
    assert.deepEqual(trouble, []);
  });

  async function shown(diff: FakeDiff = all(), theme = 'dark'): Promise<OpenDiff> {
    const d = (open = await openDiff(browser, server, theme));
    await d.start(diff);
    return d;
  }

  const rowsOf = (d: OpenDiff): Promise<(string | null)[]> =>
    d.page
      .locator('rl-diff-list .item')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-key')));

  describe('overlay', () => {
    it('draws what was added, removed and moved, each in its colour', async () => {
      const d = await shown();
      assert.ok((await countOf(d, [165, 35, 275, 125], GREEN)) > 100, 'added');
      assert.ok((await countOf(d, [35, 35, 145, 125], RED)) > 100, 'removed');
      assert.ok((await countOf(d, [535, 35, 645, 125], BLUE)) > 60, 'where it was');
      assert.ok((await countOf(d, [615, 145, 725, 235], BLUE)) > 100, 'where it is');
      assert.ok((await countOf(d, [595, 85, 665, 185], BLUE)) > 10, 'the way between');
    });

    it('draws how it was in dashes, and how it is in whole lines', async () => {
      const d = await shown();
      const top = (y: number, x: number): Promise<number> => countOf(d, [x, y - 2, x + 100, y + 2], BLUE);
      const [was, is] = [await top(40, 540), await top(150, 620)];
      assert.ok(was > 0 && was < 0.8 * is, `${was} of ${is} pixels`);
    });

    it('hides what did not change, and shows classes instead of changes', async () => {
      const d = await shown();
      const grey: Color = [163, 163, 163];
      const same = [38, 478, 142, 562] as const;
      assert.ok((await countOf(d, same, grey)) > 50);
      await d.press('u');
      assert.equal(await countOf(d, same, grey), 0);
      await d.press('c');
      assert.equal(await countOf(d, [165, 35, 275, 125], GREEN), 0);
    });

    it('goes to an instance that is clicked in the picture', async () => {
      const d = await shown();
      const { x, y } = await d.at(90, 41);
      await d.page.mouse.click(x, y);
      assert.equal((await d.state()).current, 'a00000');
      await d.page.locator('rl-diff-details').getByText('Removed').waitFor();
      const beside = await d.at(250, 250);
      await d.page.mouse.click(beside.x, beside.y);
      assert.equal((await d.state()).current, undefined);
    });
  });

  describe('the other modes', () => {
    it('swipe shows the older version left of a divider that is dragged or moved by keys', async () => {
      const d = await shown();
      await d.press('2');
      const isSeen = async (): Promise<readonly [boolean, boolean]> => [
        (await countOf(d, [35, 35, 145, 125], RED)) > 100,
        (await countOf(d, [165, 35, 275, 125], GREEN)) > 100,
      ];
      assert.deepEqual(await isSeen(), [true, false], 'both lie left of the middle');
      const divider = d.page.locator('rl-swipe-divider [role=slider]');
      const at = await divider.boundingBox();
      const { x } = await d.at(0, 0);
      assert.ok(at);
      await d.page.mouse.move(at.x + at.width / 2, at.y + 40);
      await d.page.mouse.down();
      await d.page.mouse.move(x - 4, at.y + 40, { steps: 4 });
      await d.page.mouse.up();
      await d.settle();
      assert.deepEqual(await isSeen(), [false, true]);
      await divider.focus();
      await d.press('End');
      assert.equal((await d.state()).split, 1);
      assert.deepEqual(await isSeen(), [true, false]);
      await d.press('ArrowLeft');
      assert.equal((await d.state()).split, 0.98);
    });

    it('onion skin fades from one version to the other', async () => {
      const d = await shown();
      await d.press('3');
      const slider = d.page.locator('rl-diff-bar input[type=range]');
      const seen = async (value: string): Promise<readonly [number, number]> => {
        await slider.fill(value);
        await d.settle();
        return [await countOf(d, [35, 35, 145, 125], RED), await countOf(d, [165, 35, 275, 125], GREEN)];
      };
      const [older, newer] = [await seen('0'), await seen('1')];
      assert.ok(older[0] > 100 && older[1] === 0, String(older));
      assert.ok(newer[0] === 0 && newer[1] > 100, String(newer));
      const [red, green] = await seen('0.5');
      assert.ok(red === 0 && green === 0, 'neither has its full colour');
    });

    it('flicker lets the versions take turns, and rests for who wants less motion', async () => {
      const d = await shown();
      await d.press('4');
      assert.equal((await d.state()).playing, true);
      await d.page.waitForFunction(() => window.diffHarness.page.store.state.alone === 'before');
      await d.page.waitForFunction(() => window.diffHarness.page.store.state.alone === undefined);
      await d.press('.');
      assert.equal((await d.state()).playing, false);
      await d.press('1');
      await d.page.emulateMedia({ reducedMotion: 'reduce' });
      await d.press('4');
      assert.equal((await d.state()).playing, false);
    });

    it('shows the older version alone while a key is held', async () => {
      const d = await shown();
      await d.page.keyboard.down('b');
      await d.page.waitForTimeout(400);
      assert.equal((await d.state()).alone, 'before');
      assert.ok((await countOf(d, [35, 35, 145, 125], RED)) > 100);
      assert.equal(await countOf(d, [165, 35, 275, 125], GREEN), 0);
      await d.page.keyboard.up('b');
      await d.settle();
      assert.equal((await d.state()).alone, undefined);
      assert.ok((await countOf(d, [165, 35, 275, 125], GREEN)) > 100);
    });

    it('side by side keep the current instance in sight', async () => {
      const d = await shown();
      await d.press('End');
      await d.page.evaluate(() => {
        const { panes } = window.diffHarness.page;
        const { width, height } = panes.size();
        // The instance lies at the right edge of the whole view.
        panes.setView({ scale: 2, offsetX: width - 2 * 700 - 30, offsetY: height / 2 - 2 * 370 });
      });
      await d.press('5');
      const { x } = await d.at(690, 370, 'after');
      const pane = await d.page.locator('.rl-pane.after').boundingBox();
      assert.ok(pane && x > pane.x && x < pane.x + pane.width, `${String(x)} ${JSON.stringify(pane)}`);
    });

    it('side by side are two views that move together', async () => {
      const d = await shown();
      await d.press('5');
      assert.ok((await countOf(d, [35, 35, 145, 125], RED, 'before')) > 60);
      assert.equal(await countOf(d, [35, 35, 145, 125], RED, 'after'), 0);
      assert.ok((await countOf(d, [165, 35, 275, 125], GREEN, 'after')) > 60);
      const views = (): Promise<readonly unknown[]> =>
        d.page.evaluate(() => {
          const { before, after } = window.diffHarness.page.panes;
          return [before.store.state.view, after.store.state.view];
        });
      const [left, right] = await views();
      assert.deepEqual(left, right);
      const { x, y } = await d.at(300, 300, 'before');
      await d.page.mouse.move(x, y);
      await d.page.mouse.wheel(0, -300);
      await d.settle();
      const [zoomedLeft, zoomedRight] = await views();
      assert.deepEqual(zoomedLeft, zoomedRight);
      assert.notDeepEqual(zoomedLeft, left);
      await d.page.mouse.down();
      await d.page.mouse.move(x + 30, y + 20, { steps: 3 });
      await d.page.mouse.up();
      const [movedLeft, movedRight] = await views();
      assert.deepEqual(movedLeft, movedRight);
      assert.notDeepEqual(movedLeft, zoomedLeft);
    });
  });

  describe('the list', () => {
    it('has every change by kind, and what it says is the same for eye and ear', async () => {
      const d = await shown();
      assert.deepEqual(await rowsOf(d), [
        'b00000',
        'a00000',
        'c00000',
        'e00000',
        'd00000',
        'f00000',
        'g00000',
      ]);
      const labels = await d.page
        .locator('rl-diff-list .item')
        .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
      assert.match(labels[2] ?? '', /^Relabelled: car, relabelled truck/);
      assert.match(labels[4] ?? '', /^Moved: car, moved 80 px right and 110 px down/);
      assert.match(labels[5] ?? '', /colour red → blue/);
      const summary = await d.page.locator('rl-diff-header .summary').innerText();
      assert.equal(
        summary,
        '1 added, 1 removed, 1 relabelled, 1 reshaped, 1 moved, 1 described, 1 proposal; 1 unchanged',
      );
    });

    it('is stepped through by keys; each instance comes into view', async () => {
      const d = await shown();
      await d.page.evaluate(() =>
        window.diffHarness.page.panes.setView({ scale: 4, offsetX: 0, offsetY: 0 }),
      );
      for (const id of ['b00000', 'a00000', 'c00000']) {
        await d.press('j');
        assert.equal((await d.state()).current, id);
      }
      await d.press('k');
      assert.equal((await d.state()).current, 'a00000');
      await d.press('End');
      const { x, y } = await d.at(650, 370);
      const main = await d.page.locator('rl-diff main').boundingBox();
      assert.ok(main && x > main.x && x < main.x + main.width && y > main.y && y < main.y + main.height);
      const selected = d.page.locator('rl-diff-list [aria-selected=true]');
      assert.equal(await selected.getAttribute('data-key'), 'g00000');
      await d.press('Escape');
      assert.equal((await d.state()).current, undefined);
    });

    it('is narrowed by kind, class and words, and so is the picture', async () => {
      const d = await shown();
      await d.page.locator('rl-diff-list .kind', { hasText: 'Added' }).click();
      await d.settle();
      assert.ok(!(await rowsOf(d)).includes('b00000'));
      assert.equal(await countOf(d, [165, 35, 275, 125], GREEN), 0);
      await d.press('/');
      await d.page.keyboard.type('blue');
      await d.settle();
      assert.deepEqual(await rowsOf(d), ['f00000']);
      await d.press('Enter');
      assert.equal((await d.state()).current, 'f00000');
      await d.page.locator('rl-diff-list input').fill('nothing like it');
      await d.page.getByRole('button', { name: 'Show All' }).click();
      assert.equal((await rowsOf(d)).length, 7);
      await d.page.locator('rl-diff-list select').selectOption('person');
      assert.deepEqual(await rowsOf(d), ['b00000', 'e00000']);
    });

    it('types letters into the search without running what they mean elsewhere', async () => {
      const d = await shown();
      await d.press('/');
      await d.page.keyboard.type('jku2');
      assert.equal((await d.state()).mode, 'overlay');
      assert.equal(await d.page.locator('rl-diff-list input').inputValue(), 'jku2');
    });

    it('shows both versions of everything that differs, and restores and opens from there', async () => {
      const d = await shown();
      await d.page.locator('rl-diff-list [data-key=f00000]').click();
      const table = await d.page.locator('rl-diff-details tbody').innerText();
      assert.match(table, /colour\s+red\s+blue/);
      assert.match(table, /occluded\s+–\s+yes/);
      await d.page.locator('rl-diff-details').getByRole('button', { name: 'Restore' }).click();
      await d.page.getByText('Restored 1 instance.').waitFor();
      const restored = await d.heard('restore');
      assert.deepEqual(restored, [
        { version: 1, from: 'before', instances: [{ before: 'f00000', after: 'f00000' }] },
      ]);
      await d.press('o');
      assert.deepEqual(await d.heard('openEditor'), [{ instance: 'f00000' }]);
      await d.press('y');
      const text = await d.page.evaluate(() => window.diffHarness.host.clipboard);
      assert.match(text, /Relabelled:\n {2}car c00000 relabelled truck/);
    });

    it('keeps its place while labels change under it', async () => {
      const d = await shown();
      await d.page.locator('rl-diff-list [data-key=d00000]').click();
      const { before, after } = everyChange();
      const moved = after.annotations.map((each) => (each.id === 'd00000' ? box('d00000', 560, 60) : each));
      await d.page.evaluate(
        (text) => window.diffHarness.host.change(JSON.parse(text) as FakeDiff),
        JSON.stringify(diffOf(imageOf('images/street.jpg', { before, after: docOf(moved) }))),
      );
      await d.page.locator('rl-diff-details').getByText('20 px right and 20 px down').waitFor();
      assert.equal((await d.state()).current, 'd00000');
    });
  });

  describe('an instance that was asked for', () => {
    const asking = (instance: string, asked: number): FakeDiff => ({ ...all(), focus: { instance, asked } });
    const change = (d: OpenDiff, diff: FakeDiff): Promise<void> =>
      d.page.evaluate(
        (text) => window.diffHarness.host.change(JSON.parse(text) as FakeDiff),
        JSON.stringify(diff),
      );

    it('is selected, in the list and in the picture, and in view', async () => {
      const d = await shown(asking('g00000', 1));
      assert.equal((await d.state()).current, 'g00000');
      const selected = d.page.locator('rl-diff-list [aria-selected=true]');
      assert.equal(await selected.getAttribute('data-key'), 'g00000');
      const { x, y } = await d.at(650, 370);
      const main = await d.page.locator('rl-diff main').boundingBox();
      assert.ok(main && x > main.x && x < main.x + main.width && y > main.y && y < main.y + main.height);
      const zoomed = await d.page.evaluate(() => window.diffHarness.page.panes.view?.scale ?? 0);
      await d.press('f');
      const fitted = await d.page.evaluate(() => window.diffHarness.page.panes.view?.scale ?? 0);
      assert.ok(zoomed >= fitted);
    });

    it('is gone to once, and again when it is asked for again', async () => {
      const d = await shown(asking('g00000', 1));
      await d.press('Home');
      await change(d, { ...asking('g00000', 1), restorable: [] });
      assert.equal((await d.state()).current, 'b00000');
      await change(d, asking('g00000', 2));
      await d.page.waitForFunction(() => window.diffHarness.page.store.state.current === 'g00000');
    });

    it('is shown though a filter hid it', async () => {
      const d = await shown();
      await d.press('/');
      await d.page.keyboard.type('blue');
      await change(d, asking('b00000', 1));
      await d.page.waitForFunction(() => window.diffHarness.page.store.state.current === 'b00000');
      assert.equal((await rowsOf(d)).length, 7);
    });
  });

  describe('images', () => {
    it('are chosen from a list, which grows while more are looked for', async () => {
      const d = await shown(three());
      await d.press('g');
      assert.equal((await d.heard('pickImage')).length, 1);
      const place = (total: number, isSearching: boolean): Promise<void> =>
        d.page.evaluate((note) => window.diffHarness.host.rpc.notify('place', note), {
          ...{ index: 2, total, isSearching },
          memento: null,
        });
      await place(3, true);
      await d.page.getByText('image 3 of 3 so far').waitFor();
      await d.press(']');
      await d.page.getByText('the search goes on').waitFor();
      await d.page.getByRole('button', { name: 'Stop looking' }).click();
      assert.equal((await d.heard('stopSearch')).length, 1);
      await place(4, false);
      await d.page.getByText('image 3 of 4').waitFor();
      assert.equal(await d.page.getByRole('button', { name: 'Stop looking' }).count(), 0);
    });

    it('say what to do when they could not be read', async () => {
      const d = await shown({ ...all(), slow: true });
      await d.page.evaluate(() =>
        window.diffHarness.host.rpc.notify('notice', { severity: 'error', message: 'git does not answer.' }),
      );
      await d.page.getByText('Nothing could be read.').waitFor();
      await d.page.getByRole('button', { name: 'Try Again' }).click();
      await d.ready();
      assert.equal((await rowsOf(d)).length, 7);
    });

    const three = (): FakeDiff =>
      diffOf(
        imageOf('a.jpg', everyChange()),
        imageOf('b.jpg', { before: docOf([box('a00000', 40, 40)]), after: docOf([box('a00000', 40, 40)]) }),
        imageOf('c.jpg', { after: docOf([box('a00000', 40, 40)]) }),
      );
    const path = (d: OpenDiff, name: string): Promise<void> =>
      d.page.locator('rl-diff-header .path', { hasText: name }).waitFor();

    it('are stepped through by keys and buttons, and end at both ends', async () => {
      const d = await shown(three());
      await d.press(']');
      await path(d, 'b.jpg');
      await d.press('PageDown');
      await path(d, 'c.jpg');
      await d.page.locator('rl-diff-header .summary', { hasText: 'labels are new' }).waitFor();
      await d.press(']');
      await d.page.getByText('This is the last image that differs.').waitFor();
      await d.press('[');
      await path(d, 'b.jpg');
      await d.page.getByRole('button', { name: 'Previous image' }).click();
      await path(d, 'a.jpg');
    });

    it('say that there is no difference', async () => {
      const d = await shown(three());
      await d.press(']');
      await d.page.locator('.same', { hasText: 'the same 1 instance in both' }).waitFor();
    });

    it('say on which line a side cannot be read, and show the other one', async () => {
      const labels = {
        kind: 'unreadable',
        path: 'a.jpg.labels.json',
        line: 7,
        column: 3,
        reason: 'A comma is missing.',
      } as const;
      const d = await shown(
        diffOf({ ...imageOf('a.jpg', everyChange()), before: { title: HEAD, image: PICTURE, labels } }),
      );
      assert.equal(await d.page.locator('rl-diff-messages .place').innerText(), 'a.jpg.labels.json:7:3');
      await d.page.getByText('A comma is missing.').waitFor();
      assert.match(await d.page.locator('rl-diff-header .summary').innerText(), /^Cannot be compared/);
      assert.equal(await d.page.locator('rl-diff-list .empty').innerText(), 'Nothing can be compared.');
      await d.page.getByRole('button', { name: 'Read Again' }).click();
      await d.settle();
      await d.page.getByRole('button', { name: 'Open as Text' }).click();
      assert.deepEqual(await d.heard('openText'), [{ side: 'before' }]);
    });

    it('say once what is to be known of both versions, and put it away', async () => {
      const { before, after } = everyChange();
      const noted = (title: string, doc: AnnotationDoc | undefined, ...notes: string[]) => ({
        ...{ title, image: PICTURE },
        labels: { kind: 'labels', doc: doc ?? docOf([]), notes } as const,
      });
      const image = {
        before: noted(HEAD, before, 'One is odd.', 'Old.'),
        after: noted(WORK, after, 'One is odd.'),
      };
      const d = await shown(diffOf({ path: 'a.jpg', ...image }));
      const notes = d.page.locator('rl-diff-messages .notes');
      assert.match(await notes.innerText(), /^Both versions: One is odd\.\s+HEAD: Old\.$/);
      await notes.getByRole('button', { name: 'Close' }).click();
      assert.equal(await notes.count(), 0);
    });

    it('show shapes on a plain frame while the picture is not there', async () => {
      const { before, after } = everyChange();
      const gone = { kind: 'missing', reason: 'It was not pulled.', fetch: 'Pull', ...SIZE } as const;
      const d = await shown(
        diffOf({ path: 'a.jpg', before: sideOf(HEAD, before, gone), after: sideOf(WORK, after, gone) }),
      );
      await d.page.getByText('It was not pulled.').waitFor();
      assert.ok((await countOf(d, [165, 35, 275, 125], GREEN)) > 100);
      await d.page.getByRole('button', { name: 'Pull' }).click();
      assert.equal((await d.heard('fetchImage')).length, 1);
    });

    it('show either picture where both differ', async () => {
      const { before, after } = everyChange();
      const older = { ...PICTURE, uri: '/dark.png' } as typeof PICTURE;
      const d = await shown(
        diffOf({ path: 'a.jpg', before: sideOf(HEAD, before, older), after: sideOf(WORK, after) }),
      );
      const brightness = async (): Promise<number> => {
        const { x, y } = await d.at(500, 300);
        return pixelAt(await d.pixels(), Math.round(x), Math.round(y))[0];
      };
      assert.equal(await brightness(), 90);
      await d.press('i');
      assert.equal(await brightness(), 30);
    });

    it('show the page that an instance is on', async () => {
      const doc = docOf([box('a00000', 40, 40), box('b00000', 400, 300, { page: 1 })]);
      const d = await shown(diffOf({ ...imageOf('a.tif', { after: doc }), pages: { count: 2, index: 0 } }));
      await d.press('End');
      await d.page.waitForFunction(() => window.diffHarness.page.store.state.snapshot?.pages?.index === 1);
      await d.settle();
      assert.ok((await countOf(d, [395, 295, 505, 385], GREEN)) > 100);
      assert.equal((await d.state()).current, 'b00000');
    });

    it('say that they are being read', async () => {
      const d = await shown({ ...all(), slow: true });
      await d.page.getByText('Reading both versions…').waitFor();
      await d.page.evaluate(() => window.diffHarness.host.answer());
      await d.ready();
      assert.equal((await rowsOf(d)).length, 7);
    });
  });

  it('has a cheat sheet that opens and closes by keys', async () => {
    const d = await shown();
    await d.press('?');
    const help = d.page.getByRole('dialog', { name: 'Keys and help' });
    await help.getByText('Next image that differs').waitFor();
    await d.press('Escape');
    await help.waitFor({ state: 'detached' });
  });

  it('is found as it was left, by a page that is built anew', async () => {
    const d = await shown();
    await d.press('5');
    await d.press('u');
    await d.press('j');
    await d.press('j');
    const placeOf = () =>
      d.page.evaluate(() => ({
        current: window.diffHarness.page.store.state.current,
        view: window.diffHarness.page.panes.view,
      }));
    const was = await placeOf();
    assert.equal(was.current, 'a00000');
    await d.page.waitForFunction(() => {
      const kept = sessionStorage.getItem('diff');
      return kept?.includes('"side"') && kept.includes('"current":"a00000"');
    });
    await d.page.reload();
    await d.start(all());
    assert.equal((await d.state()).mode, 'side');
    assert.deepEqual(await placeOf(), was);
    const kept = await d.page.evaluate(() => sessionStorage.getItem('diff') ?? '');
    assert.match(kept, /"memento":\{"title":"HEAD ↔ Working Tree","index":0\}/);
  });

  for (const theme of ['dark', 'light', 'hc', 'hc-light'])
    it(`${theme}: text is readable and the focus is seen`, async () => {
      const d = await shown(all(), theme);
      await d.page.locator('rl-diff-list [data-key=f00000]').click();
      const texts = [
        'rl-diff-header .path',
        'rl-diff-header .sides',
        'rl-diff-header .summary',
        'rl-diff-bar [aria-checked=true] span',
        'rl-diff-bar .check',
        'rl-diff-bar .number',
        'rl-diff-list .kind span',
        'rl-diff-list .head .cut',
        'rl-diff-list .item .what',
        'rl-diff-list .item[aria-selected=true] .what',
        'rl-diff-details header .cut',
        'rl-diff-details th[scope=row]',
        'rl-diff-details thead th:last-child',
        'rl-diff-details .chip',
      ];
      for (const selector of texts) {
        const ratio = await d.page.locator(selector).first().evaluate(contrastOf);
        assert.ok(ratio >= 4.5, `${selector}: ${ratio.toFixed(2)}`);
      }
      await d.page.locator('rl-diff-list .kind').first().focus();
      await d.page.keyboard.press('Tab');
      const outline = await d.page
        .locator('rl-diff-list .kind')
        .nth(1)
        .evaluate((element) => getComputedStyle(element).outlineStyle);
      assert.equal(outline, 'solid');
    });

  for (const theme of ['dark', 'light', 'hc', 'hc-light'])
    it(`${theme}: what is said over the picture is readable, and so is the help`, async () => {
      const { before, after } = everyChange();
      const doc = { kind: 'labels', doc: after, notes: ['One is odd.'] } as const;
      const broken = { kind: 'unreadable', path: 'b.json', line: 7, reason: 'A comma is missing.' } as const;
      const sides = { title: HEAD, image: PICTURE, labels: doc } as const;
      const d = await shown(
        diffOf(
          imageOf('images/a.jpg', { before, after }),
          { path: 'b.jpg', before: sides, after: { ...sides, title: WORK } },
          { path: 'c.jpg', before: { ...sides, labels: broken }, after: sides },
        ),
        theme,
      );
      const readable = async (...selectors: readonly string[]): Promise<void> => {
        for (const selector of selectors) {
          const element = d.page.locator(selector).first();
          await element.waitFor();
          const ratio = await element.evaluate(contrastOf);
          assert.ok(ratio >= 4.5, `${selector}: ${ratio.toFixed(2)}`);
        }
      };
      await readable('rl-diff-header .place', 'rl-diff-header .chip');
      await d.page.locator('rl-diff-list .kind').first().click();
      await readable('rl-diff-list .kind[aria-pressed=false] span');
      await d.press('2');
      await readable(
        'rl-diff-messages .title.before',
        'rl-diff-messages .title.after',
        'rl-diff-bar .slider',
      );
      await d.press('?');
      await readable('rl-diff-help h2', 'rl-diff-help h3', 'rl-diff-help dd', 'rl-diff-help kbd');
      await d.press('Escape');
      await d.press('1');
      await d.press(']');
      await readable('rl-diff-messages .same div', 'rl-diff-messages .notes p', 'rl-diff-list .empty p');
      await d.press(']');
      await readable(
        'rl-diff-messages .error p',
        'rl-diff-messages .place',
        'rl-diff-messages .error .chip',
        'rl-diff-header .summary',
      );
      await d.press(']');
      await readable('rl-diff-messages .notice span');
    });
});
