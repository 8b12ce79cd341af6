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
    };
    const found = recall(JSON.parse(JSON.stringify(toRemember(state))));
    for (const key of Object.keys(found) as (keyof typeof found)[])
      assert.deepEqual(found[key], state[key], key);
    assert.equal(Object.keys(found).length, 8);
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
