import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { runGit } from '../helpers/driverRepo';
import { git } from '../helpers/gitRepo';
import { relabelSync } from '../helpers/relabelSync';
import { eventually } from './support/eventually';
import { LabelEditor } from './support/labelEditor';
import { sidecar } from './support/sidecar';
import { useWorkbench } from './support/useWorkbench';

const SIZE = { widthPx: 640, heightPx: 480 };
const SCHEMA = 'version: 1\nclasses:\n  - name: car\n  - name: nut\n  - name: bolt\n';
const LABELS = 'one.png.labels.json';

/** The image's sidecar with one box of a class. */
function labelled(label: string, x = 10): string {
  return sidecar('one.png', [`{"id": "aaaaaa", "label": "${label}", "box": [${x}, 10, 50, 50]}`]);
}

describe('conflicts and reviews', function () {
  this.timeout(240_000);
  const bench = useWorkbench({
    images: { 'one.png': SIZE },
    files: { 'relabel.yaml': SCHEMA, [LABELS]: labelled('car') },
    takeOver: true,
    git: true,
  });
  const editor = (): LabelEditor => new LabelEditor(bench());
  const commit = (text: string, message: string): void => {
    writeFileSync(bench().path(LABELS), text);
    git(bench().folder, 'add', '-A');
    git(bench().folder, 'commit', '-q', '-m', message);
  };

  it('a merge stops at a conflict; decided, saved and staged it goes on', async () => {
    const { folder } = bench();
    const setUp = relabelSync(folder, ['init', '--git']);
    assert.equal(setUp.code, 0, setUp.stderr);
    commit(labelled('car'), 'Set up git');
    git(folder, 'switch', '-q', '-c', 'theirs');
    commit(labelled('bolt'), 'It is a bolt');
    git(folder, 'switch', '-q', 'main');
    commit(labelled('nut'), 'It is a nut');
    assert.notEqual(runGit(folder, ['merge', 'theirs']).code, 0);
    await bench().openFromExplorer('one.png');
    const card = editor().frame.locator('rl-conflicts .card');
    await card.getByText('Both changed class.').waitFor();
    await bench()
      .statusItem(/1 conflict/)
      .waitFor();
    await card.getByText('Theirs', { exact: true }).click();
    await card.getByText('All resolved: save, then stage.').waitFor();
    await card.getByText('Save and Stage…').click();
    await bench().clickDialog('Stage');
    await bench().clickNotification(/git merge --continue/, 'Continue the merge');
    await eventually(
      'the merge is committed',
      () => git(folder, 'rev-list', '--parents', '-1', 'HEAD').trim().split(' ').length === 3,
    );
    assert.equal(readFileSync(bench().path(LABELS), 'utf8'), labelled('bolt'));
    assert.equal(git(folder, 'status', '--porcelain'), '');
  });

  it('a review accepts what a branch changed and commits the verdict', async () => {
    const { folder } = bench();
    git(folder, 'switch', '-q', '-c', 'labels/anna');
    commit(labelled('bolt', 40), 'Moved it');
    await bench().runCommand('Relabel: Review Labels…');
    await bench().quickPick('Since main');
    const bar = editor().frame.locator('rl-review .bar');
    await bar.getByText('0 of 1 reviewed, 0 returned').waitFor();
    await bar.getByText('moved 30 px right').waitFor();
    await bar.getByText('Accept', { exact: true }).click();
    await bench().clickNotification(/The only change is reviewed/, 'End Review…');
    await bench().clickNotification('1 of 1 reviewed, 0 returned.', 'Commit Review…');
    await bench().clickDialog('Save and Go On');
    const quick = bench().page.locator('.quick-input-widget:visible');
    await quick
      .getByText(/Commit Labels: /)
      .first()
      .waitFor();
    await bench().page.keyboard.press('Enter');
    await quick.getByText(/Commit message/).waitFor();
    await bench().page.keyboard.press('Enter');
    await bench().notification(/Committed [0-9a-f]+/);
    assert.match(git(folder, 'log', '-1', '--format=%s'), /^Review: 1 accepted, 0 returned\n$/);
    assert.match(
      readFileSync(bench().path(LABELS), 'utf8'),
      /"review": \{"verdict": "accepted", "by": "Test"/,
    );
  });
});
