import assert from 'node:assert/strict';
import { programPath } from '../../src/engine/programPath';

describe('programPath', () => {
  const there = ['C:\\Git\\cmd\\git.exe', 'git.exe', '.\\git.exe', 'bin\\git.exe', '\\git.exe'];
  const search = (path: string, platform = 'win32') => ({
    platform,
    path,
    exists: (file: string) => there.includes(file),
  });

  it('takes absolute folders of PATH only, on Windows', () => {
    assert.equal(programPath('git', search('.;bin;;\\;C:\\Windows;C:\\Git\\cmd')), 'C:\\Git\\cmd\\git.exe');
    assert.equal(programPath('git.exe', search('C:\\Git\\cmd')), 'C:\\Git\\cmd\\git.exe');
    assert.equal(programPath('git', search('.;bin;C:\\Windows')), undefined);
  });

  it('leaves paths, and names on other systems, as they are', () => {
    for (const path of ['D:\\git\\git.exe', 'D:/git/git.exe', '.\\git'])
      assert.equal(programPath(path, search('C:\\Git\\cmd')), path);
    assert.equal(programPath('git', search('/usr/bin', 'linux')), 'git');
  });
});
