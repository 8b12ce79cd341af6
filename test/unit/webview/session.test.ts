import assert from 'node:assert/strict';
import { byId } from '../../../src/core/annotation/document';
import { invert } from '../../../src/core/edit/edit';
import { add, relabel, remove } from '../../../src/core/edit/edits';
import type { Modifiers } from '../../../src/core/tools/tool';
import type { Page } from '../../../webview/page';
import { boxAt, docOf } from './annotations';
import { connect, quiet, TestHost } from './fakeHost';

const NONE: Modifiers = { shift: false, alt: false, mod: false };

function drag(page: Page, from: [number, number], to: [number, number]): void {
  const at = ([x, y]: [number, number]) => ({ imagePoint: { x, y }, modifiers: NONE, clicks: 1 });
  page.session.dispatch({ type: 'down', ...at(from) });
  page.session.dispatch({ type: 'move', ...at(to) });
  page.session.dispatch({ type: 'up', ...at(to) });
}

function ids(doc: { annotations: readonly { id: string }[] }): string[] {
  return doc.annotations.map(({ id }) => id);
}

describe('session and the version rule', () => {
  let host: TestHost;
  let page: Page;

  beforeEach(async () => {
    host = new TestHost();
    host.doc = docOf(boxAt('a'), boxAt('b', 20));
    page = await connect(host);
  });

  it('shows an own edit at once and the host has it once', async () => {
    page.session.commit(add('Draw', [boxAt('c', 40)]));
    assert.deepEqual(ids(page.store.state.doc), ['a', 'b', 'c']);
    assert.equal(page.store.state.version, 1);
    await quiet(page);
    assert.deepEqual(ids(host.doc), ['a', 'b', 'c']);
    assert.equal(host.edits.length, 1);
    assert.equal(page.store.state.version, 2);
    assert.deepEqual(page.store.state.doc, host.doc);
  });

  it('sends quick edits one after the other, each against the version before', async () => {
    for (const id of ['c', 'd', 'e']) page.session.commit(add(`Draw ${id}`, [boxAt(id)]));
    await quiet(page);
    assert.deepEqual(
      host.edits.map(({ label }) => label),
      ['Draw c', 'Draw d', 'Draw e'],
    );
    assert.equal(page.store.state.version, host.version);
    assert.equal(host.opened, 1);
  });

  it('applies changes of the host in order of their versions', async () => {
    const edit = add('Detect', [boxAt('x')]);
    host.change(edit);
    host.change(invert(edit));
    host.change(relabel([boxAt('a')], 'bus'));
    await quiet(page);
    assert.deepEqual(page.store.state.doc, host.doc);
    assert.equal(page.store.state.version, 4);
  });

  it('puts an own edit again on top of a change it had not seen', async () => {
    host.beforePropose = () => {
      host.beforePropose = () => undefined;
      host.change(add('Detect', [boxAt('x')]));
    };
    page.session.commit(relabel([boxAt('a')], 'bus'));
    await quiet(page);
    assert.deepEqual(ids(host.doc), ['a', 'b', 'x']);
    assert.equal(byId(host.doc).get('a')?.label, 'bus');
    assert.deepEqual(page.store.state.doc, host.doc);
    assert.equal(host.opened, 1, 'the change note was enough');
  });

  it('asks for a snapshot when a change is missing, and loses nothing of its own', async () => {
    host.secretly(add('Unheard', [boxAt('x')]));
    page.session.commit(add('Draw', [boxAt('c')]));
    await quiet(page);
    assert.equal(host.opened, 2);
    assert.deepEqual(ids(host.doc), ['a', 'b', 'c', 'x']);
    assert.deepEqual(page.store.state.doc, host.doc);
  });

  it('asks for a snapshot when a note is missing between two', async () => {
    host.secretly(add('Unheard', [boxAt('x')]));
    host.change(add('Heard', [boxAt('y')]));
    await quiet(page);
    assert.equal(host.opened, 2);
    assert.deepEqual(page.store.state.doc, host.doc);
  });

  it('lets a change wait that overtook the reply to a proposal', async () => {
    host.beforeReply = async () => {
      host.beforeReply = () => undefined;
      host.change(relabel([boxAt('a')], 'bus'));
      await new Promise((resolve) => setTimeout(resolve, 5));
    };
    page.session.commit(add('Draw', [boxAt('c')]));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await quiet(page);
    assert.deepEqual(page.store.state.doc, host.doc);
    assert.equal(host.opened, 1);
    assert.equal(page.store.state.version, 3);
  });

  it('writes its edit anew for what it met, so that undo restores what was there', async () => {
    host.beforePropose = () => {
      host.beforePropose = () => undefined;
      host.change(relabel([boxAt('a')], 'tram'));
    };
    page.session.commit(relabel([boxAt('a')], 'bus'));
    await quiet(page);
    assert.equal(host.edits[0]?.updated[0]?.[0].label, 'tram');
    host.change(invert(host.edits[0] ?? add('', [])));
    await quiet(page);
    assert.equal(byId(page.store.state.doc).get('a')?.label, 'tram');
  });

  it('drops what no longer fits, and says so', async () => {
    host.beforePropose = () => {
      host.beforePropose = () => undefined;
      host.change(remove('Delete', [boxAt('a')]));
    };
    page.session.commit(relabel([boxAt('a')], 'bus'));
    await quiet(page);
    assert.deepEqual(ids(host.doc), ['b']);
    assert.deepEqual(page.store.state.doc, host.doc);
    assert.match(page.store.state.notice?.message ?? '', /changed elsewhere/);
    assert.equal(host.edits.length, 0);
  });

  it('takes an edit back that the host cannot take, and says why', async () => {
    host.beforePropose = () => {
      throw new Error('disk is full');
    };
    page.session.commit(add('Draw', [boxAt('c')]));
    await quiet(page);
    assert.deepEqual(ids(page.store.state.doc), ['a', 'b']);
    assert.match(page.store.state.notice?.message ?? '', /Draw.*disk is full/);
  });

  it('gives up on a host that refuses for ever', async () => {
    host.propose = () => Promise.resolve({ version: host.version, stale: true });
    page.session.commit(add('Draw', [boxAt('c')]));
    await quiet(page);
    assert.deepEqual(ids(page.store.state.doc), ['a', 'b']);
    assert.match(page.store.state.notice?.message ?? '', /refused/);
  });

  it('starts from the host again when it is built anew', async () => {
    page.session.commit(add('Draw', [boxAt('c')]));
    await quiet(page);
    const next = await connect(host);
    assert.deepEqual(next.store.state.doc, host.doc);
    next.session.commit(remove('Delete', [boxAt('a')]));
    await quiet(next);
    assert.deepEqual(ids(host.doc), ['b', 'c']);
  });

  it('joins edits into one step until it is flushed', async () => {
    page.session.commit(relabel([boxAt('a')], 'bus'), 'j');
    page.session.commit(relabel([boxAt('a', 0, 0, { label: 'bus' })], 'tram'), 'j');
    await quiet(page);
    assert.equal(host.edits.length, 0);
    page.session.flush();
    await quiet(page);
    assert.equal(host.edits.length, 1);
    assert.deepEqual(
      host.edits[0]?.updated[0]?.map(({ label }) => label),
      ['car', 'tram'],
    );
  });

  it('keeps an open step on top of a change from elsewhere', async () => {
    page.session.commit(relabel([boxAt('a')], 'bus'), 'j');
    host.change(add('Detect', [boxAt('x')]));
    await quiet(page);
    assert.equal(byId(page.store.state.doc).get('a')?.label, 'bus');
    page.session.flush();
    await quiet(page);
    assert.deepEqual(page.store.state.doc, host.doc);
    assert.equal(byId(host.doc).get('a')?.label, 'bus');
  });
});

describe('session and gestures', () => {
  let host: TestHost;
  let page: Page;

  beforeEach(async () => {
    host = new TestHost();
    page = await connect(host);
    page.store.set({ view: { scale: 1, offsetX: 0, offsetY: 0 } });
  });

  it('draws a box in the active class: one edit, selected', async () => {
    page.store.set({ activeClass: 'car' });
    page.session.setTool('box');
    drag(page, [10, 10], [40, 30]);
    await quiet(page);
    assert.equal(host.edits.length, 1);
    const [drawn] = host.doc.annotations;
    assert.deepEqual(drawn?.shape, { kind: 'box', x: 10, y: 10, width: 30, height: 20 });
    assert.deepEqual([...page.store.state.selection], [drawn?.id]);
  });

  it('asks for the class without one: drawing and naming are one edit', async () => {
    page.session.setTool('box');
    drag(page, [10, 10], [40, 30]);
    assert.equal(page.store.state.popup, 'classes');
    assert.equal(page.store.state.pickFor?.kind, 'drawn');
    page.session.dispatch({ type: 'answer', label: 'bus' });
    assert.equal(page.store.state.popup, undefined);
    await quiet(page);
    assert.equal(host.edits.length, 1);
    assert.equal(host.doc.annotations[0]?.label, 'bus');
  });

  it('asks although there is an active class when that does not allow the shape', () => {
    page.store.set({
      activeClass: 'road',
      schema: {
        ...page.store.state.schema,
        classes: [{ name: 'road', shapes: ['polygon'], attributes: [] }],
      },
    });
    page.session.setTool('box');
    drag(page, [10, 10], [40, 30]);
    assert.equal(page.store.state.pickFor?.kind, 'drawn');
  });

  it('drops a gesture when a snapshot replaces the document', () => {
    page.session.setTool('box');
    page.session.dispatch({ type: 'down', imagePoint: { x: 5, y: 5 }, modifiers: NONE, clicks: 1 });
    page.session.dispatch({ type: 'move', imagePoint: { x: 50, y: 50 }, modifiers: NONE, clicks: 1 });
    assert.ok(page.store.state.draft);
    page.session.take({ ...host.snapshot(), doc: docOf(boxAt('z')), version: 9 });
    assert.equal(page.store.state.draft, undefined);
    assert.equal(page.session.busy, false);
    assert.deepEqual(ids(page.store.state.doc), ['z']);
  });

  it('drops a drag when the host changes what is dragged, not when it changes something else', async () => {
    host.change(add('Import', [boxAt('a', 10, 10), boxAt('b', 50, 50)]));
    await quiet(page);
    page.store.set({ selection: new Set(['a']) });
    page.session.dispatch({ type: 'down', imagePoint: { x: 15, y: 15 }, modifiers: NONE, clicks: 1 });
    page.session.dispatch({ type: 'move', imagePoint: { x: 25, y: 15 }, modifiers: NONE, clicks: 1 });
    assert.ok(page.store.state.draft);
    host.change(remove('Delete', [boxAt('b', 50, 50)]));
    await quiet(page);
    assert.ok(page.store.state.draft, 'b is not in hand');
    host.change(remove('Delete', [boxAt('a', 10, 10)]));
    await quiet(page);
    assert.equal(page.store.state.draft, undefined);
    assert.equal(page.store.state.selection.size, 0);
  });

  it('gives ids that are free', () => {
    const given = new Set(Array.from({ length: 100 }, () => page.session.newId()));
    assert.equal(given.size, 100);
  });
});
