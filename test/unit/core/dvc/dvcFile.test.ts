import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isDvcFileName, parseDvcFile } from '../../../../src/core/dvc/dvcFile';

const FOLDER = `# ours
outs:
- md5: 6ea46d53348e675e87743182f72de908.dir
  size: 4
  nfiles: 2
  hash: md5
  path: data
  labels: [a, b]
meta: {owner: me}
`;

describe('a .dvc file', () => {
  it('names a folder, by the rule of DVC 3', () => {
    const { outs, problems } = parseDvcFile(FOLDER, 'sets/data.dvc');
    assert.deepEqual(problems, []);
    const [out] = outs;
    assert.equal(out?.path, 'sets/data');
    assert.equal(out.md5, '6ea46d53348e675e87743182f72de908');
    assert.deepEqual([out.isFolder, out.hash, out.sizeBytes, out.fileCount], [true, 'md5', 4, 2]);
  });

  it('without a hash is of DVC 2, whose text has LF line ends', () => {
    const { outs } = parseDvcFile(
      'outs:\n- md5: 60b725f10c9c85c70d97880dfe8191b3\n  path: a.txt\n',
      'a.txt.dvc',
    );
    assert.deepEqual([outs[0]?.hash, outs[0]?.isFolder], ['md5-dos2unix', false]);
  });

  it('keeps a hash that looks like a number as text', () => {
    const { outs } = parseDvcFile('outs:\n- md5: 12345678901234567890123456789012\n  path: a\n', 'a.dvc');
    assert.equal(outs[0]?.md5, '12345678901234567890123456789012');
  });

  it('may have a working folder, options, and be imported', () => {
    const text =
      'wdir: ..\ndeps:\n- path: x\nouts:\n- md5: 60b725f10c9c85c70d97880dfe8191b3\n  path: pics/a\n  cache: false\n';
    const [out] = parseDvcFile(text, 'meta/a.dvc').outs;
    assert.deepEqual([out?.path, out?.isCached, out?.isImported], ['pics/a', false, true]);
  });

  it('never leads out of the repository', () => {
    for (const path of ['../x', '/etc', 'C:/x', 's3://b/x', '..', '.', 'a/../..']) {
      const { outs, problems } = parseDvcFile(`outs:\n- path: ${path}\n`, 'x.dvc');
      assert.deepEqual(outs, [], path);
      assert.equal(problems.length, 1, path);
    }
  });

  it('may be a lock of stages', () => {
    const text = `schema: '2.0'
stages:
  train:
    cmd: python train.py
    outs:
    - path: out
      hash: md5
      md5: 6ea46d53348e675e87743182f72de908.dir
`;
    const [out] = parseDvcFile(text, 'p/dvc.lock').outs;
    assert.deepEqual([out?.path, out?.stage], ['p/out', 'train']);
  });

  it('tells what is wrong with its line, whatever it is', () => {
    const { problems } = parseDvcFile('outs:\n- path: a\n b: [', 'a.dvc');
    assert.ok((problems[0]?.line ?? 0) >= 2);
    const bomb = `a: &a [x,x]\n${[...'bcdefghijk'].map((c, i) => `${c}: &${c} [${`*${'abcdefghij'[i] ?? ''},`.repeat(9)}]`).join('\n')}\n`;
    assert.ok(parseDvcFile(bomb, 'a.dvc').problems.length > 0);
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseDvcFile(text, 'a.dvc');
        parseDvcFile(FOLDER.slice(0, 20) + text + FOLDER.slice(20), 'a.dvc');
      }),
    );
  });

  it('is known by its name', () => {
    assert.deepEqual(['a.dvc', '.dvc', 'dvc.lock', 'dvc.yaml'].map(isDvcFileName), [
      true,
      false,
      true,
      false,
    ]);
  });
});
