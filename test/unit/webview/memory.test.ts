import assert from 'node:assert/strict';
import { keepRemembering, recall, toRemember } from '../../../webview/memory';
import { INITIAL_STATE, Store } from '../../../webview/store';

describe('memory', () => {
  it('finds again what it kept, through JSON', () => {
    const state = {
      ...INITIAL_STATE,
      view: { scale: 2, offsetX: -5, offsetY: 7 },
      tool: 'box',
      activeClass: 'car',
      threshold: 0.6,
      panelOpen: false,
      panelWidthPx: 333,
      selection: new Set(['a', 'b']),
      hiddenClasses: new Set(['bus']),
      hiddenIds: new Set(['c']),
      folded: new Set(['classes']),
      listSort: 'size' as const,
      displayOpen: true,
      toolOptions: { ...INITIAL_STATE.toolOptions, brushPx: 77, brushTip: 'square' as const, snap: true },
      display: {
        ...INITIAL_STATE.display,
        gamma: 2,
        window: { low: 5, high: 90 },
        colormap: 'turbo' as const,
      },
      shapeDisplay: { ...INITIAL_STATE.shapeDisplay, colorBy: 'group' as const, fillOpacity: 0.5 },
      guides: { ...INITIAL_STATE.guides, minimap: true },
      settings: { ...INITIAL_STATE.settings, fillOpacity: 0.4 },
    };
    const found = recall(JSON.parse(JSON.stringify(toRemember(state))));
    for (const key of Object.keys(found) as (keyof typeof found)[])
      assert.deepEqual(found[key], state[key], key);
    assert.equal(Object.keys(found).length, 17);
  });

  it('trusts nothing else', () => {
    for (const value of [
      undefined,
      null,
      7,
      'x',
      [],
      { view: { scale: -1 }, tool: 3, selection: [1], threshold: NaN },
    ])
      assert.deepEqual(recall(value), {});
  });

  it('takes of settings only what fits', () => {
    const found = recall({
      view: { scale: 1, offsetX: 0, offsetY: 0, orientation: { quarterTurns: 7 } },
      toolOptions: { brushPx: 'big', brushTip: 'oval', snap: true, more: 1 },
      display: { gamma: Infinity, window: { low: 9, high: 3 }, colormap: 'pink', invert: true },
      listSort: 'mood',
    });
    assert.deepEqual(found.toolOptions, { ...INITIAL_STATE.toolOptions, snap: true });
    assert.deepEqual(found.display, { ...INITIAL_STATE.display, invert: true });
    assert.deepEqual(Object.keys(found).sort(), ['display', 'toolOptions']);
  });

  it('writes a moment after a change, and at once when asked', async () => {
    const store = new Store();
    const written: unknown[] = [];
    const memory = keepRemembering(store, { read: () => undefined, write: (value) => written.push(value) });
    store.set({ tool: 'box' });
    assert.equal(written.length, 0, 'not before the page is ready');
    store.set({ ready: true });
    store.set({ tool: 'polygon' });
    store.set({ pointer: { x: 1, y: 1 } });
    memory.flush();
    assert.equal(written.length, 1);
    store.set({ tool: 'pan' });
    await new Promise((resolve) => setTimeout(resolve, 260));
    assert.deepEqual(
      written.map((value) => recall(value).tool),
      ['polygon', 'pan'],
    );
  });
});
