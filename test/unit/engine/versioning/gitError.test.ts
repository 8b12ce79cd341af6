import assert from 'node:assert/strict';
import { gitError } from '../../../../src/engine/versioning/gitError';

describe('what git complained of, in words', () => {
  it('is that git is too old where it does not know an option', () => {
    const usage = 'usage: git commit [-a | --interactive]\n';
    const error = gitError(new Error("error: unknown option `pathspec-from-file=-'\n" + usage));
    assert.equal(error.kind, 'tooOld');
    assert.match(error.message, /too old: it does not know pathspec-from-file\. Install git 2\.\d+/);
    assert.equal(gitError('unknown option: --no-optional-locks\nusage: git [--version]').kind, 'tooOld');
    assert.equal(gitError('fatal: unrecognized argument: --encoding=UTF-8').kind, 'tooOld');
  });

  it('is not that where a hook complains of an option of its own', () => {
    const { kind, message } = gitError('eslint: unknown option --foo');
    assert.equal(kind, 'refused');
    assert.match(message, /unknown option --foo/);
  });

  it('names commands that can be pasted, whatever a folder is called', () => {
    const refused = (path: string): string =>
      gitError(`fatal: detected dubious ownership in repository at '${path}'`).message;
    assert.match(refused('/data/set'), /--add safe\.directory \/data\/set$/);
    assert.match(refused('/my data; rm -r ~'), /--add safe\.directory '\/my data; rm -r ~'$/);
  });
});
