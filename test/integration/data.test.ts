import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator } from 'playwright-core';
import { behave, fakeDvc } from '../helpers/fakeDvc';
import { git } from '../helpers/gitRepo';
import { encodePng } from '../helpers/png';
import { tempFolder, writeFiles } from '../helpers/tempFolder';
import { eventually } from './support/eventually';
import { sidecar } from './support/sidecar';
import { tempDataset } from './support/tempDataset';
import { openWorkbench, type Workbench } from './support/workbench';

const SIZE = { widthPx: 320, heightPx: 240 };
const NUT = '{"id": "aaaaaa", "label": "nut", "box": [10, 10, 50, 50]}';
const BOLT = '{"id": "bbbbbb", "label": "nut", "box": [90, 90, 50, 50]}';

describe('data in DVC, labels in git', function () {
  this.timeout(240_000);
  let bench: Workbench;
  let tools: string;
  let gitRemote: string;
  /** Stands for DagsHub. */
  let hub: Server;
  const asked: IncomingMessage[] = [];

  before(async function () {
    this.timeout(600_000);
    [tools, gitRemote] = [join(tempFolder(), 'tools'), tempFolder()];
    const dvc = fakeDvc(this, tools);
    hub = createServer((request, response) => {
      asked.push(request);
      response.end('{}');
    });
    await new Promise<void>((done) => hub.listen(0, '127.0.0.1', done));
    const host = `127.0.0.1:${(hub.address() as AddressInfo).port}`;
    git(gitRemote, 'init', '-q', '--bare', '-b', 'main');
    const folder = tempDataset({
      images: {},
      files: {
        '.vscode/settings.json': JSON.stringify({
          'workbench.editorAssociations': { '*.png': 'relabel.editor' },
          'relabel.dvcPath': dvc,
          'relabel.dagshubHost': host,
        }),
        'relabel.yaml': 'version: 1\nclasses:\n  - {name: nut, key: "1"}\n',
        'data/one.png': encodePng({ ...SIZE }),
        'data/two.png': encodePng({ ...SIZE, widthPx: 321 }),
        'data/three.png': encodePng({ ...SIZE, widthPx: 322 }),
        'labels/data/two.png.labels.json': sidecar('two.png', [NUT]),
        '.dvc/config': `[core]\n    remote = store\n['remote "store"']\n    url = ${tempFolder()}\n`,
        '.dvc/.gitignore': '/config.local\n/tmp\n/cache\n',
      },
    });
    const run = (...args: string[]): void => void execFileSync(dvc, args, { cwd: folder, stdio: 'pipe' });
    git(folder, 'init', '-q', '-b', 'main');
    git(folder, 'config', 'user.name', 'Test');
    git(folder, 'config', 'user.email', 'test@example.org');
    git(folder, 'remote', 'add', 'origin', gitRemote);
    git(folder, 'remote', 'add', 'hub', `http://me:0ldT0ken@${host}/me/nuts.git`);
    run('add', 'data');
    run('push');
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', 'Images');
    git(folder, 'push', '-q', '-u', 'origin', 'main');
    rmSync(join(folder, 'data/one.png'));
    rmSync(join(folder, 'data/three.png'));
    rmSync(join(folder, '.dvc/cache'), { recursive: true });
    bench = await openWorkbench(folder);
  });
  after(async () => {
    hub.close();
    await bench.close();
  });

  const quick = (): Locator => bench.page.locator('.quick-input-widget:visible');
  const isThere = (name: string): boolean => existsSync(bench.path(name));
  const head = (): string => git(bench.folder, 'rev-parse', 'HEAD').trim();

  it('pulls an image that is not there, and only that one', async () => {
    const frame = await bench.openImage('data/one.png');
    await frame.getByText('one.png is tracked by DVC (data.dvc) and has not been pulled.').waitFor();
    await frame.getByText('Pull This Image').click();
    await eventually('the image is pulled', () => Promise.resolve(isThere('data/one.png') || undefined));
    await frame.getByText('Pull This Image').waitFor({ state: 'hidden' });
    assert.equal(isThere('data/three.png'), false);
    assert.match(readFileSync(join(tools, 'calls.txt'), 'utf8'), /"args":\["pull","--","data\/one\.png"\]/);
  });

  it('says what DVC said when it fails, and pulls the folder when asked to', async () => {
    behave(tools, { fail: { pull: { code: 1, text: 'failed to pull data - 401, message=Unauthorized' } } });
    await (await bench.openImage('data/three.png')).getByText('Pull This Image').waitFor();
    await bench.openImage('data/one.png');
    const frame = await bench.openImage('data/three.png');
    await frame.getByText('Pull This Image').click();
    await bench.notification('The DVC remote did not let you in.');
    behave(tools, {});
    await frame.getByText('Pull Folder').click();
    await bench.notification('Pulled data.dvc from DVC.');
    await eventually('the folder is pulled', () => Promise.resolve(isThere('data/three.png') || undefined));
    await frame.getByText('Pull This Image').waitFor({ state: 'hidden' });
    // The whole picture: what was looked at while it was missing does not count.
    await bench.statusItem(/^[1-9]\d{1,2} ?%/).waitFor();
  });

  it('does not claim to have pulled what the version does not have', async () => {
    const frame = await bench.openImage('data/ghost.png');
    await frame.getByText('Pull This Image').click();
    await bench.notification('DVC had nothing to do, and ghost.png is still not there');
    await frame.getByText('Pull This Image').waitFor();
    await bench.runCommand('View: Close Editor');
  });

  it('shows in the Explorer what changed and what is not recorded yet', async () => {
    writeFileSync(bench.path('data/one.png'), encodePng({ ...SIZE, heightPx: 200 }));
    writeFileSync(bench.path('data/four.png'), encodePng({ ...SIZE, heightPx: 201 }));
    await expectBadge('data', 'Δ');
    await unfold('data', 'one.png');
    await expectBadge('one.png', 'Δ');
    await expectBadge('four.png', '+');
  });

  it('asks with a way back to each question, and keeps what was answered', async () => {
    await bench.runCommand('Relabel: Version Data and Labels…');
    await quick().getByText('data: 1 added, 1 changed').waitFor();
    await ok();
    await input('Commit message').fill('Night');
    await input('Commit message').press('Enter');
    const tag = quick().locator('.monaco-list-row', { hasText: 'Tag it with notes' });
    await tag.click();
    await ok();
    await input('Name of the tag').waitFor();
    await back();
    await tag.and(quick().locator('[aria-checked="true"]')).waitFor();
    await back();
    assert.equal(await input('Commit message').inputValue(), 'Night');
    await input('Commit message').press('Escape');
    await quick().waitFor({ state: 'hidden' });
    assert.equal(git(bench.folder, 'tag').trim(), '');
  });

  it('versions images and labels in one step, and takes the version back', async () => {
    const [before, tracker] = [head(), readFileSync(bench.path('data.dvc'), 'utf8')];
    writeFiles(bench.folder, {
      'labels/data/two.png.labels.json': sidecar('two.png', [NUT, BOLT]),
      'code.py': 'x = 1\n',
    });
    git(bench.folder, 'add', 'code.py');
    await startVersion('v2');
    const done = await bench.notification(/Version v2 is made: .*data: 1 added, 1 changed/);
    assert.notEqual(head(), before);
    assert.equal(git(bench.folder, 'diff', '--cached', '--name-only').trim(), 'code.py');
    assert.deepEqual(
      git(bench.folder, 'show', '--name-only', '--format=', 'v2').trim().split('\n').slice(-2),
      ['data.dvc', 'labels/data/two.png.labels.json'],
    );
    await done.locator('.notification-list-item-buttons-container a', { hasText: 'Undo' }).click();
    await bench.notification('The version was taken back');
    assert.equal(head(), before);
    assert.equal(git(bench.folder, 'tag').trim(), '');
    assert.equal(readFileSync(bench.path('data.dvc'), 'utf8'), tracker);
    assert.match(readFileSync(bench.path('labels/data/two.png.labels.json'), 'utf8'), /bbbbbb/);
  });

  it('says where a version stopped, goes on from there, and lists it', async () => {
    behave(tools, { fail: { push: { code: 1, text: 'No space left on device' } } });
    await startVersion('v3', true);
    const stopped = await bench.notification(/The disk is full.*the tag is set\. Still to do: push the data/);
    behave(tools, {});
    await stopped.locator('.notification-list-item-buttons-container a', { hasText: 'Go On' }).click();
    await bench.notification(/Version v3 is made/);
    assert.equal(git(gitRemote, 'rev-parse', 'v3^{}').trim(), head());
    await bench.runCommand('Relabel: Data Set Versions…');
    await quick().getByText('4 images · 1 label files').waitFor();
    await quick().getByText('Night scenes').waitFor();
    await bench.page.keyboard.press('Escape');
  });

  it('pushes images that only this machine has', async () => {
    writeFileSync(bench.path('data/five.png'), encodePng({ ...SIZE, heightPx: 202 }));
    execFileSync(join(tools, 'dvc'), ['add', 'data'], { cwd: bench.folder, stdio: 'pipe' });
    await expectBadge('five.png', '↑');
    await expectBadge('data.dvc', 'C');
    await bench.runCommand('Relabel: Push Images to DVC…');
    await bench.clickNotification('1 images are not on the DVC remote yet.', 'Push');
    await bench.notification('Pushed 1 images to the DVC remote.');
  });

  it("sets up DagsHub's storage, the token in no file that git sees", async () => {
    await bench.runCommand('Relabel: Set Up DagsHub Storage…');
    await quick().getByText('I Have a Token').click();
    await quick().locator('input[type="password"]').fill('T0ken-0f-mine');
    await bench.page.keyboard.press('Enter');
    await bench.notification('DVC remote origin leads to http://127.0.0.1');
    const authorization = asked.at(-1)?.headers.authorization ?? '';
    assert.match(Buffer.from(authorization.slice(6), 'base64').toString(), /:T0ken-0f-mine$/);
    assert.doesNotMatch(asked.map(({ url }) => url).join(' '), /[Tt]0ken/);
    assert.match(readFileSync(bench.path('.dvc/config.local'), 'utf8'), /password = T0ken-0f-mine/);
    assert.doesNotMatch(readFileSync(bench.path('.dvc/config'), 'utf8'), /[Tt]0ken|me:/);
    git(bench.folder, 'add', '-A');
    assert.doesNotMatch(git(bench.folder, 'diff', '--cached'), /T0ken-0f-mine/);
  });

  /** The guided step: everything that changed, with a tag, and pushed when said. */
  async function startVersion(tag: string, isPushed = false): Promise<void> {
    await bench.runCommand('Relabel: Version Data and Labels…');
    await quick().getByText('data: 1 added, 1 changed').waitFor();
    await quick().getByText('1 image, +1 nut').waitFor();
    await ok();
    await input('Commit message').press('Enter');
    await quick().getByText('Tag it with notes').click();
    if (isPushed) await quick().getByText('Push images (DVC) and commit (git)').click();
    await ok();
    await input('Name of the tag').fill(tag);
    await input('Name of the tag').press('Enter');
    await input('Notes: what is new in this version').fill('Night scenes');
    await input('Notes: what is new in this version').press('Enter');
    await bench.clickDialog('Make This Version');
  }

  /** The text box that asks for this. */
  const input = (prompt: string): Locator =>
    quick().filter({ hasText: prompt }).locator('input[type="text"]');
  const back = (): Promise<void> => quick().locator('.quick-input-left-action-bar .action-label').click();
  const ok = (): Promise<void> => quick().getByText('OK', { exact: true }).click();

  /** VS Code may have unfolded it already, to show the image that is open. */
  async function unfold(folder: string, inside: string): Promise<void> {
    await eventually(`${folder} is unfolded`, async () => {
      if (await bench.explorerRow(inside).isVisible()) return true;
      await bench.explorerRow(folder).click();
      await bench.page.waitForTimeout(1000);
      return bench.explorerRow(inside).isVisible();
    });
  }

  async function expectBadge(name: string, badge: string): Promise<void> {
    const label = bench.explorerRow(name).locator('.monaco-icon-label');
    await eventually(`${name} has the badge ${badge}`, async () =>
      (await label.evaluate((node) => getComputedStyle(node, '::after').content)).includes(badge),
    );
  }
});
