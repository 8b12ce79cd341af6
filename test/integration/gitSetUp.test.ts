import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { runGit } from '../helpers/driverRepo';
import { git } from '../helpers/gitRepo';
import { eventually } from './support/eventually';
import { sidecar } from './support/sidecar';
import { useWorkbench } from './support/useWorkbench';

const LABELS = 'one.png.labels.json';
const COMMAND = 'Relabel: Set Up Git…';

/** Two boxes side by side in the file: as plain text, changes of both are one conflict. */
function labelled(a: number, b: number): string {
  const box = (id: string, x: number): string => `{"id": "${id}", "label": "car", "box": [${x}, 10, 50, 50]}`;
  return sidecar('one.png', [box('aaaaaa', a), box('bbbbbb', b)]);
}

describe('setting up git', function () {
  this.timeout(240_000);
  const bench = useWorkbench({
    images: { 'one.png': { widthPx: 640, heightPx: 480 } },
    files: { 'relabel.yaml': 'version: 1\nclasses:\n  - name: car\n', [LABELS]: labelled(10, 100) },
    git: true,
  });
  const driver = (): string => runGit(bench().folder, ['config', '--get', 'merge.relabel.driver']).stdout;
  const commit = (text: string, message: string): void => {
    writeFileSync(bench().path(LABELS), text);
    git(bench().folder, 'add', '-A');
    git(bench().folder, 'commit', '-q', '-m', message);
  };
  /** Two people change a box each; true when git merges that. */
  const merges = (branch: string): boolean => {
    const { folder } = bench();
    git(folder, 'switch', '-q', '-c', branch);
    commit(labelled(20, 100), 'The first');
    git(folder, 'switch', '-q', 'main');
    commit(labelled(10, 200), 'The second');
    const { code } = runGit(folder, ['merge', branch]);
    if (code !== 0) git(folder, 'merge', '--abort');
    return code === 0;
  };

  it('says what it writes, writes it, and git merges by instance', async () => {
    const { folder } = bench();
    assert.equal(merges('plain'), false, 'as plain text it is a conflict');
    git(folder, 'reset', '-q', '--hard', 'HEAD~1');
    await bench().runCommand(COMMAND);
    const dialog = bench().page.locator('.monaco-dialog-box');
    await dialog.getByText('Let git merge labels instance by instance').waitFor();
    assert.match(await dialog.innerText(), /\.gitattributes: which files merge[\s\S]*merge\.relabel\.driver/);
    assert.equal(driver(), '', 'nothing is written before it is agreed to');
    await bench().clickDialog('Set Up');
    await bench().notification(/Git now merges labels instance by instance/);
    assert.match(readFileSync(bench().path('.gitattributes'), 'utf8'), /merge=relabel/);
    assert.notEqual(driver(), '');
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', 'Set up git');
    assert.equal(merges('by-instance'), true);
    assert.equal(readFileSync(bench().path(LABELS), 'utf8'), labelled(20, 200));
  });

  it('is offered by one click where a clone lacks it', async () => {
    git(bench().folder, 'config', '--remove-section', 'merge.relabel');
    await bench().restart();
    await bench().clickNotification(/git of this clone does not know how yet/, 'Set Up Git…');
    await bench().clickDialog('Set Up');
    await eventually('the driver is known again', () => Promise.resolve(driver() !== ''));
  });

  it('is taken away again by the same command', async () => {
    await bench().runCommand('Notifications: Clear All Notifications');
    await bench().runCommand(COMMAND);
    await bench().clickNotification(/Git merges and shows labels in/, 'Undo Set-Up…');
    await bench().clickDialog('Undo Set-Up');
    await bench().notification(/as plain text again/);
    assert.equal(driver(), '');
    assert.equal(existsSync(bench().path('.gitattributes')), false);
  });
});
