import assert from 'node:assert/strict';
import { alike } from '../../../../src/engine/versioning/alike';
import { readPointer } from '../../../../src/engine/versioning/lfsPointer';
import { splitDate } from '../../../../src/engine/versioning/revisionDate';
import { lineOf } from '../../../../src/engine/versioning/sidecarBlobs';

describe('dates as names of versions', () => {
  it('are days, moments and a few words', () => {
    assert.deepEqual(splitDate('2026-01-31'), { ref: 'HEAD', before: '2026-01-31 23:59:59' });
    assert.deepEqual(splitDate('2026-01-31T10:00:00Z'), { ref: 'HEAD', before: '2026-01-31 10:00:00Z' });
    assert.deepEqual(splitDate('main@{2026-01-31 10:00 +0200}'), {
      ref: 'main',
      before: '2026-01-31 10:00 +0200',
    });
    assert.deepEqual(splitDate('@{yesterday}'), { ref: 'HEAD', before: 'yesterday' });
    assert.deepEqual(splitDate('side/x@{2 weeks ago}'), { ref: 'side/x', before: '2 weeks ago' });
  });

  it('are nothing else', () => {
    for (const name of [
      'main',
      'stash@{0}',
      '@{1}',
      '@{upstream}',
      '@{-1}',
      '2026-1-31',
      '20260131',
      'may',
      'HEAD@{}',
      '',
    ])
      assert.equal(splitDate(name), undefined, name);
  });
});

describe('names that are alike', () => {
  it('are those with few other letters, or a part of one another', () => {
    const names = ['main', 'v1.0', 'v2.0', 'origin/main', 'feature/boxes', 'X'.repeat(500)];
    assert.deepEqual(alike('v2', names), ['v2.0']);
    assert.deepEqual(alike('maim', names), ['main']);
    assert.deepEqual(alike('boxes', names), ['feature/boxes']);
    assert.deepEqual(alike('nothing-like-it', names), []);
    assert.deepEqual(alike('', names), []);
  });
});

describe('pointers of Git LFS', () => {
  const oid = '4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393';

  it('are told from files', () => {
    const text = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 12345\n`;
    assert.deepEqual(readPointer(Buffer.from(text)), { oid, sizeBytes: 12345 });
    assert.equal(readPointer(Buffer.from(text.replace('sha256', 'md5'))), undefined);
    assert.equal(readPointer(Buffer.from(`{"relabel": 1}`)), undefined);
    assert.equal(readPointer(Buffer.from(text.padEnd(2000))), undefined);
  });
});

describe('the line of an annotation', () => {
  const text = (line: string): string =>
    `{"relabel": 1,\n"annotations": [\n${line},\n{ "id": "other0", "box": [1] }\n]}\n`;

  it('is found where it is the whole of it', () => {
    const line = '{ "id": "aaaaaa", "box": [1, 2] }';
    assert.equal(lineOf(text(line), 'aaaaaa'), line);
    assert.equal(lineOf(text(line).replaceAll('\n', '\r\n'), 'aaaaaa'), line);
    assert.equal(lineOf(text(line), 'other0'), '{ "id": "other0", "box": [1] }');
  });

  it('is not taken for it where there is more to it, or doubt', () => {
    assert.equal(lineOf(text('{\n"id": "aaaaaa",\n"box": [1]\n}'), 'aaaaaa'), undefined);
    assert.equal(lineOf(text('{ "id": "aaaaaa", "links": [{"to": "aaaaaa"}] }'), 'aaaaaa'), undefined);
    assert.equal(lineOf(text('{ "id": "bbbbbb", "text": "aaaaaa" }'), 'aaaaaa'), undefined);
    assert.equal(lineOf(text('{ "id": "aaaaaa", "box": [1'), 'aaaaaa'), undefined);
    assert.equal(lineOf(text(''), 'aaaaaa'), undefined);
  });
});
