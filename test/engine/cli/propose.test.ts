import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { relabel } from '../../helpers/cli';
import { git, gitFolder } from '../../helpers/gitRepo';
import { tempFolder } from '../../helpers/tempFolder';

describe('relabel propose', function () {
  this.timeout(60_000);

  function repository(): string {
    const root = gitFolder();
    const commit = (text: string): void => {
      writeFileSync(join(root, 'a.jpg.labels.json'), text);
      git(root, 'add', '.');
      git(root, 'commit', '-q', '-m', 'labels');
    };
    commit('{}\n');
    git(root, 'switch', '-q', '-c', 'labels/anna');
    commit('{"a": 1}\n');
    return root;
  }

  it('says what is proposed and where, without the token, and changes nothing', async () => {
    const root = repository();
    git(root, 'remote', 'add', 'origin', 'https://anna:secret@gitlab.com/acme/nuts.git');
    const { code, stdout, stderr } = await relabel(root, ['propose']);
    assert.equal(code, 0, stderr);
    const page =
      'https://gitlab.com/acme/nuts/-/merge_requests/new?merge_request%5Bsource_branch%5D=labels%2Fanna&merge_request%5Btarget_branch%5D=main';
    const what = '1 commit, 1 label file, 0 other files';
    assert.equal(
      stdout,
      `labels/anna -> main on origin (https://gitlab.com/acme/nuts.git): ${what}\n${page}\n`,
    );
    assert.equal((await relabel(root, ['propose', '--print-url'])).stdout, `${page}\n`);
    const json: unknown = JSON.parse((await relabel(root, ['propose', '--json'])).stdout);
    assert.deepEqual(json, {
      ...{ version: 1, branch: 'labels/anna', base: 'main', remote: 'origin', url: page },
      ...{ commits: 1, labelFiles: 1, otherFiles: 0 },
    });
  });

  it('pushes when asked to', async () => {
    const root = repository();
    const bare = join(tempFolder(), 'bare.git');
    git(root, 'init', '-q', '--bare', bare);
    git(root, 'remote', 'add', 'origin', bare);
    const { code, stderr } = await relabel(root, ['propose', '--push']);
    assert.equal(code, 0, stderr);
    assert.equal(git(bare, 'rev-parse', 'labels/anna'), git(root, 'rev-parse', 'HEAD'));
  });

  it('says what is missing, and ends with 1 or 2', async () => {
    const root = repository();
    const none = await relabel(root, ['propose']);
    assert.equal(none.code, 1);
    assert.match(none.stderr, /git remote add origin URL/);
    git(root, 'remote', 'add', 'origin', 'git@git.example.org:acme/nuts.git');
    git(root, 'switch', '-q', 'main');
    assert.match((await relabel(root, ['propose'])).stderr, /git switch -c NAME/);
    git(root, 'switch', '-q', 'labels/anna');
    const known = await relabel(root, ['propose', '--print-url', '--server', 'gitea']);
    assert.equal(known.stdout, 'https://git.example.org/acme/nuts/compare/main...labels/anna\n');
    assert.equal((await relabel(root, ['propose', '--server', 'x'])).code, 2);
    assert.equal((await relabel(root, ['propose', '--base', '--upload-pack=x'])).code, 2);
    assert.equal((await relabel(root, ['propose', '--base=--upload-pack=x'])).code, 1);
  });
});
