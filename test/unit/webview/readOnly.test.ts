import assert from 'node:assert/strict';
import { add } from '../../../src/core/edit/edits';
import type { Page } from '../../../webview/page';
import { boxAt, docOf } from './annotations';
import { connect, quiet, TestHost } from './fakeHost';

describe('labels of another version', () => {
  let host: TestHost;
  let page: Page;

  beforeEach(async () => {
    host = new TestHost();
    host.doc = docOf(boxAt('a'));
    page = await connect(host);
    page.session.setTool('box');
    page.session.take({ ...host.snapshot(), readOnly: { title: 'Labels as of v1 (3f2a91c)' } });
  });

  it('take no edit, and say why', async () => {
    page.session.commit(add('Draw', [boxAt('c', 40)]));
    await quiet(page);
    assert.deepEqual(page.store.state.doc, host.doc);
    assert.equal(host.edits.length, 0);
    assert.match(page.store.state.notice?.message ?? '', /^Labels as of v1 \(3f2a91c\) cannot be edited/);
  });

  it('are looked at with tools that draw nothing', () => {
    assert.equal(page.store.state.tool, 'select');
    page.session.setTool('polygon');
    assert.equal(page.store.state.tool, 'select');
    page.session.setTool('pan');
    assert.equal(page.store.state.tool, 'pan');
  });

  it('can be edited again where a later snapshot says so', async () => {
    page.session.take(host.snapshot());
    page.session.commit(add('Draw', [boxAt('c', 40)]));
    await quiet(page);
    assert.equal(host.edits.length, 1);
  });
});
