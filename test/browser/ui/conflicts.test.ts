import assert from 'node:assert/strict';
import { harnessSuite, type Harness } from './openHarness';

describe('conflicts in the page', function () {
  this.timeout(30_000);
  const suite = harnessSuite();
  const opened = async (): Promise<Harness> => {
    const h = await suite.open('scene=remarks');
    await h.page.waitForSelector('rl-conflicts .card');
    return h;
  };
  const panel = (h: Harness) => h.page.locator('rl-conflicts .card').first();
  const choose = (h: Harness, label: string) =>
    panel(h).getByRole('button', { name: label, exact: true }).click();
  const of = async (h: Harness, id: string) => (await h.doc()).annotations.find((each) => each.id === id);

  it('says what clashes, and each decision is one step of undo', async () => {
    const h = await opened();
    assert.match(await panel(h).innerText(), /conflict 1 of 4/i);
    assert.match(await panel(h).innerText(), /The image itself/);
    assert.equal(await panel(h).getByRole('button', { name: 'Both', exact: true }).count(), 0);
    await choose(h, 'Mine');
    assert.equal((await h.doc()).state, 'done');
    assert.equal((await h.doc()).conflict, undefined);
    assert.deepEqual(await h.selection(), ['own000'], 'the next is shown');
    assert.match(await panel(h).innerText(), /Both changed shape/);
    const conflict = (await of(h, 'own000'))?.conflict;
    await choose(h, 'Theirs');
    const taken = await of(h, 'own000');
    assert.equal(taken?.conflict, undefined);
    assert.deepEqual(taken?.shape, conflict?.find(({ side }) => side === 'theirs')?.as?.shape);
    assert.match(await panel(h).innerText(), /was \w+[\s\S]*gear[\s\S]*spring/);
    await choose(h, 'Both');
    const { annotations } = await h.doc();
    assert.equal(annotations.filter(({ label }) => label === 'spring').length, 2);
    assert.match(await panel(h).innerText(), /They removed it, you changed it/);
    assert.equal(await panel(h).getByRole('button', { name: 'Both', exact: true }).count(), 0);
    await choose(h, 'Theirs: remove it');
    assert.equal(await of(h, 'own002'), undefined);
    assert.match(await panel(h).innerText(), /All resolved: save, then stage/);
    assert.equal(await h.steps(), 4);
    await panel(h).getByText('Save and Stage').click();
    const ran = await h.page.evaluate(() => window.harness?.host.heard.filter(({ name }) => name === 'run'));
    assert.deepEqual(ran?.at(-1)?.payload, { command: 'relabel.stageResolved' });
    await h.press('Control+z');
    assert.ok((await of(h, 'own002'))?.conflict);
    assert.match(await panel(h).innerText(), /conflict 1 of 1/i);
  });

  it('goes by keys: next, mine, theirs, as edited', async () => {
    const h = await opened();
    await h.page.locator('[slot=canvas]').focus();
    await h.press('Alt+1');
    assert.equal((await h.doc()).state, 'done');
    await h.press('Shift+E');
    assert.deepEqual(await h.selection(), ['own001']);
    await h.press('Alt+2');
    assert.equal((await of(h, 'own001'))?.label, 'spring');
    await h.press('Escape');
    await h.page.locator('rl-annotation-list [data-id=own000]').click();
    await h.page.locator('[slot=canvas]').focus();
    const before = (await of(h, 'own000'))?.shape;
    await h.press('ArrowRight');
    await h.press('Alt+4');
    const kept = await of(h, 'own000');
    assert.ok(before?.kind === 'box' && kept?.conflict === undefined);
    assert.deepEqual(kept?.shape, { ...before, x: before.x + 1 }, 'as it was edited meanwhile');
    await h.press('Alt+5');
    assert.equal((await of(h, 'own002'))?.occluded, undefined, 'the base');
    await h.press('Alt+1');
    assert.match((await h.state('notice'))?.message ?? '', /Nothing is in conflict/);
  });

  it('leads on to other images that are in conflict', async () => {
    const h = await opened();
    const asked = () =>
      h.page.evaluate(() => {
        const heard = window.harness?.host.heard.filter(({ name }) => name === 'run') ?? [];
        return heard.map(({ payload }) => (payload as { readonly command: string }).command);
      });
    await h.page.locator('[slot=canvas]').focus();
    for (let i = 0; i < 3; i++) await h.press('Shift+E');
    assert.deepEqual(await asked(), []);
    await h.press('Shift+E');
    assert.deepEqual(await asked(), ['relabel.nextConflictImage'], 'behind the last one');
    assert.match(await panel(h).innerText(), /conflict 1 of 4/i);
    await panel(h)
      .getByRole('button', { name: /Previous conflict/ })
      .click();
    assert.deepEqual((await asked()).at(-1), 'relabel.previousConflictImage');
    await choose(h, 'Take all mine');
    await panel(h).getByText('Next in Conflict').click();
    assert.deepEqual((await asked()).at(-1), 'relabel.nextConflictImage');
  });

  it('takes all of one side at once, as one step', async () => {
    const h = await opened();
    await choose(h, 'Take all theirs');
    const { annotations, state, conflict } = await h.doc();
    assert.ok(annotations.every((annotation) => annotation.conflict === undefined));
    assert.deepEqual([state, conflict], ['todo', undefined]);
    assert.equal(await h.steps(), 1);
  });

  it('offers to make one of what two people drew for one thing', async () => {
    const h = await opened();
    await choose(h, 'Take all mine');
    const card = h.page.getByRole('group', { name: 'Drawn twice' });
    await card.waitFor();
    assert.match(await card.innerText(), /own003 and twin00 overlap by 9\d %/);
    await card.getByText('One, as own003').click();
    assert.equal(await of(h, 'twin00'), undefined);
    assert.ok(await of(h, 'own003'));
    await h.press('Control+z');
    await card.waitFor();
    await card.getByText('Keep both').click();
    await card.waitFor({ state: 'detached' });
    assert.deepEqual((await of(h, 'twin00'))?.apart, ['own003'], 'the labels say so: nobody is asked again');
    await h.press('Control+z');
    await card.waitFor();
  });

  it('shows both versions on the image, and what a choice would leave', async () => {
    const h = await opened();
    await h.page.locator('rl-annotation-list [data-id=own000]').click();
    await shows(h, 'ours', 'theirs');
    await panel(h).getByRole('button', { name: 'Theirs', exact: true }).hover();
    await shows(h, 'chosen');
    await h.page.mouse.move(5, 5);
    await h.page.waitForFunction(() => window.harness?.page.store.state.conflictPreview === undefined);
    await shows(h, 'ours', 'theirs');
  });

  it('moves what it has drawn while one pans, and draws what comes into sight', async () => {
    const h = await opened();
    await shows(h, 'theirs');
    const drawn = await h.page.evaluate(async () => {
      const store = window.harness?.page.store;
      const view = store?.state.view;
      if (!store || !view) return undefined;
      const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
      const show = async (x: number, y: number): Promise<void> => {
        store.set({ view: { ...view, offsetX: view.offsetX + x, offsetY: view.offsetY + y } });
        for (let i = 0; i < 3; i++) await frame();
      };
      /** Pixels of the colour of their versions, on whichever canvas has them. */
      const theirs = (): string => {
        const found: string[] = [];
        for (const canvas of document.querySelectorAll<HTMLCanvasElement>('[slot=canvas] canvas')) {
          const ctx = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
          ctx?.drawImage(canvas, 0, 0);
          const { data = [] } = ctx?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
          for (let i = 0; i < data.length; i += 4)
            if (data[i] === 255 && data[i + 1] === 95 && data[i + 2] === 210) found.push(`${i}`);
        }
        return found.join();
      };
      // Far enough that all of it leaves the canvas and its margin, and comes back.
      for (let i = 1; i <= 40; i++) await show(-45 * i, -20 * i);
      const away = theirs();
      for (let i = 39; i >= 1; i--) await show(-45 * i, -20 * i);
      await show(-31, 17);
      const moved = theirs();
      // Another view in between: everything is drawn anew.
      store.set({ view: { ...view, scale: view.scale * 1.5 } });
      for (let i = 0; i < 3; i++) await frame();
      await show(-31, 17);
      return { away, moved, anew: theirs() };
    });
    assert.ok(drawn && drawn.anew.length > 0);
    assert.equal(drawn.away, '', 'nothing stays behind');
    // Where dashes begin depends on how much of an outline lay outside when it was drawn.
    const [moved, anew] = [drawn.moved, drawn.anew].map((text) => text.split(','));
    assert.ok(
      moved && anew && Math.abs(moved.length / anew.length - 1) < 0.2,
      `${moved?.length} ${anew?.length}`,
    );
    assert.deepEqual([moved[0], moved.at(-1)], [anew[0], anew.at(-1)], 'in the same place');
  });

  /** Waits until the live layer has these of the conflicts' colours. */
  async function shows(h: Harness, ...wanted: readonly string[]): Promise<void> {
    await h.page.waitForFunction((names) => {
      const known = new Map([
        ['ours', [79, 195, 247]],
        ['theirs', [255, 95, 210]],
        ['chosen', [126, 231, 135]],
      ]);
      const canvases = [...document.querySelectorAll<HTMLCanvasElement>('[slot=canvas] canvas')];
      return names.every((name) => {
        const rgb = known.get(name) ?? [];
        return canvases.some((canvas) => {
          // A copy: reading the canvas itself would be warned of.
          const copy = new OffscreenCanvas(canvas.width, canvas.height);
          const ctx = copy.getContext('2d', { willReadFrequently: true });
          ctx?.drawImage(canvas, 0, 0);
          const pixels = ctx?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
          for (let i = 0; i < pixels.length; i += 4)
            if (rgb.every((value, c) => Math.abs((pixels[i + c] ?? 0) - value) < 6)) return true;
          return false;
        });
      });
    }, wanted);
  }
});
