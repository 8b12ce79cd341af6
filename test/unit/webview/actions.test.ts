import assert from 'node:assert/strict';
import { byId } from '../../../src/core/annotation/document';
import { ACTIONS } from '../../../src/protocol/actions';
import { runAction } from '../../../webview/actions';
import { addClass, pickClass } from '../../../webview/actions/classes';
import { toggleTag } from '../../../webview/actions/facts';
import type { Page } from '../../../webview/page';
import { boxAt, docOf } from './annotations';
import { connect, quiet, TestHost } from './fakeHost';

const proposal = (id: string, score: number, x = 0) =>
  boxAt(id, x, 40, { proposed: true, score, model: 'm@1' });

describe('actions', () => {
  let host: TestHost;
  let page: Page;

  beforeEach(async () => {
    host = new TestHost();
    host.schema = {
      ...host.schema,
      classes: [
        { name: 'car', attributes: [] },
        { name: 'bus', attributes: [] },
        { name: 'road', shapes: ['polygon'], attributes: [] },
      ],
    };
    host.doc = docOf(
      boxAt('a', 10, 10),
      boxAt('b', 50, 10),
      proposal('p', 0.9),
      proposal('q', 0.5, 20),
      proposal('r', 0.1, 40),
    );
    page = await connect(host);
    page.store.set({ view: { scale: 2, offsetX: 0, offsetY: 0 }, threshold: 0.4 });
  });

  const select = (...ids: string[]): void => page.store.set({ selection: new Set(ids) });
  const label = (id: string): string | undefined => byId(host.doc).get(id)?.label;
  const x = (id: string): number => {
    const shape = byId(page.store.state.doc).get(id)?.shape;
    return shape?.kind === 'box' ? shape.x : NaN;
  };

  it('has none that throws on an empty selection', async () => {
    for (const id of ACTIONS) runAction(page, id);
    await quiet(page);
    assert.notEqual(page.store.state.notice?.severity, 'error');
  });

  it('deletes the selection as one edit', async () => {
    select('a', 'b');
    runAction(page, 'edit.delete');
    await quiet(page);
    assert.equal(host.edits.length, 1);
    assert.equal(host.edits[0]?.label, 'Delete 2 annotations');
    assert.deepEqual([...page.store.state.selection], []);
  });

  it('nudges in one step while the key repeats, and ends the step with another action', async () => {
    select('a');
    for (let i = 0; i < 5; i++) runAction(page, 'nudge.right');
    runAction(page, 'nudge.downFar');
    assert.equal(x('a'), 15);
    await quiet(page);
    assert.equal(host.edits.length, 0, 'the step is still open');
    runAction(page, 'view.toggleLabels');
    await quiet(page);
    assert.equal(host.edits.length, 1);
    assert.deepEqual(host.edits[0]?.updated[0]?.[1].shape, {
      kind: 'box',
      x: 15,
      y: 20,
      width: 10,
      height: 10,
    });
  });

  it('ends the step after a pause', async () => {
    select('a');
    runAction(page, 'nudge.right');
    await new Promise((resolve) => setTimeout(resolve, 450));
    runAction(page, 'nudge.right');
    page.session.flush();
    await quiet(page);
    assert.equal(host.edits.length, 2);
  }).timeout(3000);

  it('moves and deletes marked vertices by keys, held ones in one step', async () => {
    const rings = [[10, 10, 40, 10, 40, 40, 10, 40]];
    host.doc = docOf({ id: 'v', label: 'road', shape: { kind: 'polygon', rings } });
    page = await connect(host);
    runAction(page, 'vertex.next');
    assert.match(page.store.state.notice?.message ?? '', /Select a shape first/);
    select('v');
    runAction(page, 'vertex.next');
    for (let i = 0; i < 3; i++) runAction(page, 'nudge.left');
    runAction(page, 'nudge.upFar');
    page.session.flush();
    await quiet(page);
    assert.equal(host.edits.length, 1);
    runAction(page, 'vertex.previous');
    runAction(page, 'edit.delete');
    await quiet(page);
    const [left] = host.doc.annotations;
    assert.deepEqual(left?.shape, { kind: 'polygon', rings: [[7, 0, 40, 10, 40, 40]] });
    assert.equal(host.edits.length, 2);
  });

  it('does not nudge out of the image', async () => {
    select('a');
    runAction(page, 'nudge.leftFar');
    runAction(page, 'nudge.leftFar');
    page.session.flush();
    await quiet(page);
    assert.equal(x('a'), 0);
  });

  it('a digit changes the class of the selection, else of shapes to come', async () => {
    select('a');
    runAction(page, 'class.key2');
    await quiet(page);
    assert.equal(label('a'), 'bus');
    assert.equal(page.store.state.activeClass, undefined);
    select();
    runAction(page, 'class.key1');
    assert.equal(page.store.state.activeClass, 'car');
    runAction(page, 'class.key9');
    assert.match(page.store.state.notice?.message ?? '', /key 9/);
  });

  it('refuses a class that does not allow the shape', async () => {
    select('a');
    runAction(page, 'class.key3');
    await quiet(page);
    assert.equal(label('a'), 'car');
    assert.match(page.store.state.notice?.message ?? '', /polygon only/);
  });

  it('picks for the selection and for shapes to come', async () => {
    select('a', 'b');
    runAction(page, 'class.pick');
    pickClass(page, 'bus');
    assert.equal(page.store.state.popup, undefined);
    await quiet(page);
    assert.deepEqual([label('a'), label('b')], ['bus', 'bus']);
    select();
    runAction(page, 'class.pick');
    pickClass(page, 'car');
    assert.equal(page.store.state.activeClass, 'car');
  });

  it('adds a class to the data set file when there is one, and only uses it when there is none', async () => {
    select('a');
    runAction(page, 'class.pick');
    await addClass(page, 'tram');
    await quiet(page);
    assert.equal(label('a'), 'tram');
    assert.equal(host.schema.classes.length, 3);
    page.store.set({ hasSchemaFile: true });
    runAction(page, 'class.pick');
    await addClass(page, 'truck');
    await quiet(page);
    assert.equal(host.schema.classes.at(-1)?.name, 'truck');
    assert.equal(label('a'), 'truck');
  });

  it('accepts what is shown and keeps score and model', async () => {
    runAction(page, 'proposals.acceptAll');
    await quiet(page);
    const p = byId(host.doc).get('p');
    assert.deepEqual([p?.proposed, p?.score, p?.model], [undefined, 0.9, 'm@1']);
    assert.equal(byId(host.doc).get('r')?.proposed, true, 'below the threshold');
    assert.equal(host.edits[0]?.label, 'Accept 2 proposals');
  });

  it('Enter accepts the selected proposals and leaves others alone', async () => {
    select('a', 'q');
    runAction(page, 'edit.finish');
    await quiet(page);
    assert.equal(byId(host.doc).get('q')?.proposed, undefined);
    assert.equal(byId(host.doc).get('p')?.proposed, true);
  });

  it('rejects the selected proposals, never own annotations', async () => {
    select('a', 'q');
    runAction(page, 'proposals.reject');
    await quiet(page);
    assert.ok(byId(host.doc).has('a'));
    assert.ok(!byId(host.doc).has('q'));
  });

  it('rejects all, those below the threshold too', async () => {
    runAction(page, 'proposals.rejectAll');
    await quiet(page);
    assert.deepEqual(
      host.doc.annotations.map(({ id }) => id),
      ['a', 'b'],
    );
  });

  it('steps through what is shown, round and round', () => {
    const seen: string[] = [];
    for (let i = 0; i < 5; i++) {
      runAction(page, 'select.next');
      seen.push([...page.store.state.selection].join());
    }
    assert.deepEqual(seen, ['a', 'b', 'p', 'q', 'a']);
    runAction(page, 'select.previous');
    assert.deepEqual([...page.store.state.selection], ['q']);
  });

  it('copies, cuts, pastes and duplicates', async () => {
    select('a');
    runAction(page, 'edit.cut');
    await quiet(page);
    assert.ok(!byId(host.doc).has('a'));
    runAction(page, 'edit.paste');
    await quiet(page);
    assert.equal(host.doc.annotations.length, 5);
    const [pasted] = page.store.state.selection;
    assert.equal(x(pasted ?? ''), 10);
    runAction(page, 'edit.duplicate');
    await quiet(page);
    const [copy] = page.store.state.selection;
    assert.equal(x(copy ?? ''), 16, '12 screen pixels at scale 2');
  });

  it('says when foreign text is pasted', async () => {
    host.clipboard = 'hello';
    runAction(page, 'edit.paste');
    await quiet(page);
    assert.match(page.store.state.notice?.message ?? '', /holds no annotations/);
    assert.equal(host.edits.length, 0);
  });

  it('Escape ends one thing at a time', () => {
    select('a');
    page.session.setTool('box');
    page.store.set({ popup: 'help' });
    runAction(page, 'edit.cancel');
    assert.equal(page.store.state.popup, undefined);
    assert.equal(page.store.state.selection.size, 1);
    runAction(page, 'edit.cancel');
    assert.equal(page.store.state.selection.size, 0);
    assert.equal(page.store.state.tool, 'box');
    runAction(page, 'edit.cancel');
    assert.equal(page.store.state.tool, 'select');
  });

  it('sets one tag of a single choice, several of a multiple one, and the state', async () => {
    const light = {
      name: 'Light',
      choice: 'single',
      required: true,
      options: [{ name: 'day' }, { name: 'night' }],
    } as const;
    const scene = {
      name: 'Scene',
      choice: 'multiple',
      required: false,
      options: [{ name: 'wet' }, { name: 'dark' }],
    } as const;
    for (const [group, tag] of [
      [light, 'day'],
      [scene, 'wet'],
      [scene, 'dark'],
      [light, 'night'],
      [scene, 'wet'],
    ] as const)
      toggleTag(page, group, tag);
    runAction(page, 'state.toggleDone');
    await quiet(page);
    assert.deepEqual(host.doc.tags, ['dark', 'night']);
    assert.equal(host.doc.state, 'done');
    runAction(page, 'state.toggleDone');
    await quiet(page);
    assert.equal(host.doc.state, undefined);
  });

  it('zooms to the selection and to the image', () => {
    select('a');
    runAction(page, 'view.zoomToSelection');
    const { view } = page.store.state;
    assert.equal(view?.scale, 8);
    assert.equal(15 * 8 + (view?.offsetX ?? 0), 200, 'its middle is in the middle');
    runAction(page, 'view.actualSize');
    assert.equal(page.store.state.view?.scale, 1);
    runAction(page, 'view.fit');
    assert.ok((page.store.state.view?.scale ?? 0) > 3);
  });
});
