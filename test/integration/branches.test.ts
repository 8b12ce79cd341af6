import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runGit } from '../helpers/driverRepo';
import { git } from '../helpers/gitRepo';
import { tempFolder } from '../helpers/tempFolder';
import { sidecar } from './support/sidecar';
import { useWorkbench } from './support/useWorkbench';

const LABELS = 'one.png.labels.json';
const START = 'Relabel: Start Labelling Branch…';
const PROPOSE = 'Relabel: Propose Labels…';
const BRANCH = 'labels/test-bolts';

const labelled = (x: number): string =>
  sidecar('one.png', [`{"id": "aaaaaa", "label": "car", "box": [${x}, 10, 50, 50]}`]);

describe('labelling branches and proposals', function () {
  this.timeout(240_000);
  const bench = useWorkbench({
    images: { 'one.png': { widthPx: 640, heightPx: 480 } },
    files: { 'relabel.yaml': 'version: 1\nclasses:\n  - name: car\n', [LABELS]: labelled(10) },
    git: true,
  });
  const remote = tempFolder();
  const inFolder = (...args: readonly string[]): string => git(bench().folder, ...args).trim();
  const commit = (name: string, text: string, folder = bench().folder): void => {
    writeFileSync(join(folder, name), text);
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', `Change ${name}`);
  };
  const dialog = () => bench().page.locator('.monaco-dialog-box');
  const cleared = (): Promise<void> => bench().runCommand('Notifications: Clear All Notifications');
  /** What the remote has of the branch. */
  const pushed = (): string =>
    runGit(remote, ['rev-parse', '-q', '--verify', `refs/heads/${BRANCH}`]).stdout.trim();

  /** The remote is called as on GitHub; what takes the part of ssh leads to a folder. */
  function addRemote(): void {
    git(remote, 'init', '-q', '--bare', '-b', 'main');
    const ssh = join(tempFolder(), 'ssh.sh');
    const serve = (what: string): string => `git-${what}*) exec git ${what} '${remote}';;`;
    writeFileSync(ssh, `shift\ncase "$1" in\n${serve('receive-pack')}\n${serve('upload-pack')}\nesac\n`);
    inFolder('config', 'core.sshCommand', `sh '${ssh}'`);
    inFolder('config', 'ssh.variant', 'simple');
    inFolder('remote', 'add', 'origin', 'git@github.com:acme/parts.git');
    inFolder('push', '-q', 'origin', 'main');
  }

  it('a proposal says what it lacks: a branch of one’s own, a remote', async () => {
    inFolder('switch', '-q', '-c', 'lonely');
    await bench().runCommand(PROPOSE);
    await bench().notification(/has no remote to propose to/);
    inFolder('switch', '-q', 'main');
    addRemote();
    await bench().runCommand(PROPOSE);
    await bench().notification(/main is the branch that others start from/);
    await cleared();
  });

  it('a branch is named after its annotator, and takes uncommitted changes along', async () => {
    writeFileSync(bench().path(LABELS), labelled(20));
    inFolder('config', 'user.name', '');
    await bench().runCommand(START);
    await bench().quickPick('From main');
    const quick = bench().page.locator('.quick-input-widget:visible');
    await quick.getByText('1 file with changes that are not committed comes along.').waitFor();
    const input = quick.locator('input[type="text"]').first();
    assert.equal(await input.inputValue(), 'labels/topic', 'git does not know who labels');
    await bench().page.keyboard.press('Escape');
    inFolder('config', 'user.name', 'Test');
    await bench().runCommand(START);
    await bench().quickPick('From main');
    await quick.getByText('1 file with changes').waitFor();
    assert.equal(await input.inputValue(), 'labels/test-topic');
    await input.fill('labels/a..b');
    await quick.getByText(/Git does not take "labels\/a\.\.b" as a name/).waitFor();
    await bench().quickInput(BRANCH);
    await bench().notification(new RegExp(`You are on ${BRANCH} now`));
    assert.equal(inFolder('branch', '--show-current'), BRANCH);
    assert.equal(inFolder('status', '--porcelain'), `M ${LABELS}`);
  });

  it('a proposal is pushed after it was said what goes where, and its page is offered', async () => {
    await bench().runCommand(PROPOSE);
    await dialog().getByText('1 label file has changes that are not committed').waitFor();
    await bench().clickDialog('Propose Without Them');
    await bench().notification(new RegExp(`${BRANCH} has no commit that origin/main has not`));
    commit(LABELS, labelled(20));
    await bench().runCommand(PROPOSE);
    await dialog().getByText(`Push ${BRANCH}?`).waitFor();
    assert.match(await dialog().innerText(), /1 commit for main\s+1 label file, 0 others/);
    assert.equal(pushed(), '');
    await bench().clickDialog('Push and Propose');
    const page = `https://github.com/acme/parts/compare/main...${BRANCH}`;
    const toast = await bench().notification(page);
    assert.equal(pushed(), inFolder('rev-parse', 'HEAD'));
    assert.equal(inFolder('rev-parse', '--abbrev-ref', '@{upstream}'), `origin/${BRANCH}`);
    await toast.locator('a', { hasText: 'Open Page' }).click();
    await dialog().getByText('Do you want').waitFor();
    assert.ok((await dialog().innerText()).includes(page));
    await bench().page.keyboard.press('Escape');
    await cleared();
  });

  it('a rejected push is merged only when that is wanted, and forces nothing', async () => {
    const other = tempFolder();
    git(other, 'clone', '-q', '-b', BRANCH, remote, '.');
    commit('notes.txt', 'from elsewhere\n', other);
    git(other, 'push', '-q', 'origin', BRANCH);
    const theirs = pushed();
    commit(LABELS, labelled(30));
    await bench().runCommand(PROPOSE);
    await bench().clickDialog('Push and Propose');
    await bench().clickDialog('Fetch, Merge and Push');
    await bench().notification(/Pushed labels\/test-bolts to origin/);
    assert.equal(pushed(), inFolder('rev-parse', 'HEAD'));
    assert.equal(inFolder('merge-base', '--is-ancestor', theirs, 'HEAD'), '');
    assert.equal(inFolder('show', 'HEAD:notes.txt'), 'from elsewhere');
  });
});
