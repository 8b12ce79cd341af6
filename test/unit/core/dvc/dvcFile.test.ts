import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isDvcFileName, parseDvcFile, pipelineOf } from '../../../../src/core/dvc/dvcFile';
import { mayBecome } from '../../../../src/core/dvc/template';

const HASH = '6ea46d53348e675e87743182f72de908';

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

  const lock = (...stages: readonly string[]): string =>
    `schema: '2.0'\nstages:\n${stages
      .map(
        (name) => `  ${name}:\n    cmd: x\n    outs:\n    - path: out\n      hash: md5\n      md5: ${HASH}\n`,
      )
      .join('')}`;
  const paths = (text: string, pipeline: string): readonly string[] =>
    parseDvcFile(text, 'p/dvc.lock', pipeline).outs.map(({ path }) => path);

  it('has outputs of a stage where its wdir in dvc.yaml says', () => {
    const pipeline = `stages:
  train:
    wdir: ../models
    cmd: x
    outs: [out]
  test:
    cmd: x
    outs:
    - out:
        cache: false
        remote: far
`;
    const { outs, problems } = parseDvcFile(lock('train', 'test', 'gone'), 'p/dvc.lock', pipeline);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      outs.map(({ path, stage, isCached, remote }) => [path, stage, isCached, remote]),
      [
        ['models/out', 'train', true, undefined],
        ['p/out', 'test', false, 'far'],
      ],
    );
    assert.equal(pipelineOf('p/dvc.lock'), 'p/dvc.yaml');
    assert.equal(pipelineOf('p/my-dvc.lock'), undefined);
  });

  it('has them where the templates of foreach and matrix lead', () => {
    const pipeline = `vars: [{base: sets, all: {north: {at: n}}}]
stages:
  list:
    foreach: [eu, us]
    do: {wdir: '\${base}/\${item}', cmd: x, outs: [out]}
  map:
    foreach: \${all}
    do: {wdir: '\${ item.at }/\${key}', cmd: x, outs: [{'\${item.at}ut': {cache: false}}]}
  rows:
    foreach: [{at: a}, {at: b}]
    do: {wdir: '\${item.at}', cmd: x, outs: [out]}
  grid:
    matrix: {size: [s, m], model: [cnn, {name: big}]}
    wdir: \${item.size}/\${item.model}
    cmd: x
    outs: [out]
`;
    const names = ['list@us', 'map@north', 'rows@1', 'grid@m-cnn'];
    assert.deepEqual(paths(lock(...names), pipeline), [
      'p/sets/us/out',
      'p/n/north/out',
      'p/b/out',
      'p/m/cnn/out',
    ]);
  });

  it('leaves out, and says so, what lies where a template of other files leads', () => {
    const pipeline = "stages:\n  a: {wdir: '${where}', cmd: x, outs: [out]}\n  b: {wdir: ../.., cmd: x}\n";
    const { outs, problems } = parseDvcFile(lock('a', 'b'), 'p/dvc.lock', pipeline);
    assert.deepEqual(outs, []);
    assert.match(problems[0]?.message ?? '', /wdir of stage a .* template/);
    assert.match(problems[1]?.message ?? '', /leads out of the repository/);
  });

  it('is read all the same beside a dvc.yaml that cannot be', () => {
    assert.deepEqual(paths(lock('a'), 'stages: ['), ['p/out']);
    const pipeline = "stages:\n  a: {wdir: '${x}', foreach: [1], do: {outs: ['${a}${b}c']}}\n";
    fc.assert(
      fc.property(fc.string(), fc.nat(pipeline.length), (text, at) => {
        parseDvcFile(lock('a', 'a@1', text), 'dvc.lock', pipeline.slice(0, at) + text + pipeline.slice(at));
      }),
    );
  });

  it('knows what a template may become', () => {
    const cases: readonly (readonly [string, string, boolean])[] = [
      ['a/${x}/b', 'a/q/b', true],
      ['a/${x}/b', 'a//b', false],
      ['${x}${y}', 'ab', true],
      ['${x}${y}', 'a', false],
      ['${x}.png', 'a.jpg', false],
      ['a', 'a', true],
    ];
    for (const [template, path, is] of cases)
      assert.equal(mayBecome(template, path), is, `${template} ${path}`);
    assert.equal(mayBecome('${a}x'.repeat(5000), 'x'.repeat(20_000)), true);
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
