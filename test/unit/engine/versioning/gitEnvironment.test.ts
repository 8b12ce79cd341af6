import assert from 'node:assert/strict';
import { gitEnvironment, withoutRepository } from '../../../../src/engine/versioning/gitEnvironment';

const SET = {
  GIT_DIR: '/x',
  GIT_INDEX_FILE: '/x/index',
  GIT_SSH_COMMAND: 'ssh -v',
  LANGUAGE: 'de',
  SOME: '1',
};

describe('the environment of git', () => {
  const before: Partial<Record<string, string>> = {};

  beforeEach(() => {
    for (const [name, value] of Object.entries(SET)) {
      before[name] = process.env[name];
      process.env[name] = value;
    }
  });

  afterEach(() => {
    for (const name of Object.keys(SET))
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
  });

  it('is English and of no other repository, and starts no program', () => {
    const { GIT_DIR, GIT_INDEX_FILE, GIT_SSH_COMMAND, LANGUAGE, LC_ALL, SOME } = gitEnvironment();
    assert.deepEqual([GIT_DIR, GIT_INDEX_FILE, GIT_SSH_COMMAND], [undefined, undefined, undefined]);
    assert.deepEqual([LANGUAGE, LC_ALL, SOME], ['en', 'en_US.UTF-8', '1']);
  });

  it('keeps how a remote is spoken to where that is needed', () => {
    const { GIT_DIR, GIT_INDEX_FILE, GIT_SSH_COMMAND, SOME } = withoutRepository(process.env);
    assert.deepEqual([GIT_DIR, GIT_INDEX_FILE, GIT_SSH_COMMAND, SOME], [undefined, undefined, 'ssh -v', '1']);
  });
});
