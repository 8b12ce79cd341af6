import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { UnreadableFile } from '../../../src/core/formats/fs';
import type { FileProblem } from '../../../src/core/formats/report';
import { crc32 } from '../../../src/engine/formats/crc32';
import { PathTaken, TargetError } from '../../../src/engine/formats/targetWriter';
import { ZipFs } from '../../../src/engine/formats/zipFs';
import {
  centralHeader,
  endRecords,
  localHeader,
  type ZipRecord,
} from '../../../src/engine/formats/zipRecords';
import { ZipWriter } from '../../../src/engine/formats/zipWriter';
import { skipBecause } from '../../helpers/skipBecause';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

function opened(path: string): { fs: ZipFs; problems: FileProblem[] } {
  const problems: FileProblem[] = [];
  return { fs: new ZipFs(path, (problem) => problems.push(problem)), problems };
}

interface Made {
  readonly name: string;
  readonly data?: Uint8Array;
  readonly facts?: Partial<ZipRecord>;
  readonly patch?: (central: Buffer, local: Buffer) => void;
}

/** An archive made by hand, so that it can lie. */
function archive(files: readonly Made[]): string {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, data = Buffer.from('x'), facts, patch } of files) {
    const packed = deflateRawSync(data);
    const record: ZipRecord = {
      ...{ name: Buffer.from(name), method: 8, crc: crc32(data), packedBytes: packed.length },
      ...{ sizeBytes: data.length, headerAt: at, ...facts },
    };
    const [inner, outer] = [localHeader(record), centralHeader(record)];
    patch?.(outer, inner);
    parts.push(inner, packed);
    central.push(outer);
    at += inner.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const path = join(tempFolder(), 'a.zip');
  writeFileSync(path, Buffer.concat([...parts, directory, endRecords(files.length, directory.length, at)]));
  return path;
}

function hasPython(): boolean {
  return spawnSync('python3', ['-c', 'import zipfile']).status === 0;
}

describe('a zip archive as a source', function () {
  this.timeout(60_000);

  it('reads what python3 writes: stored, deflated, zip64, with a comment and something before it', function () {
    if (!hasPython()) skipBecause(this, 'there is no python3');
    const folder = tempFolder();
    const code = [
      'import zipfile, sys',
      'with open("p.zip", "wb") as f:',
      '    f.write(b"#!/bin/sh\\n")',
      '    with zipfile.ZipFile(f, "w") as z:',
      '        z.comment = b"PK\\x05\\x06 hello"',
      '        z.writestr("d/a.txt", "a" * 5000, zipfile.ZIP_DEFLATED)',
      '        z.writestr("stored.bin", bytes(range(256)))',
      '        z.writestr("\u00e4/\u{1F600}.txt", "\u00e4")',
      '        with z.open("big.txt", "w", force_zip64=True) as e: e.write(b"big")',
      '        z.writestr("x.bz2", "b" * 100, zipfile.ZIP_BZIP2)',
    ].join('\n');
    execFileSync('python3', ['-c', code], { cwd: folder });
    const { fs, problems } = opened(join(folder, 'p.zip'));
    assert.deepEqual(
      fs.list('').map(({ name, kind }) => `${name} ${kind}`),
      ['big.txt file', 'd folder', 'stored.bin file', 'x.bz2 file', 'ä folder'],
    );
    assert.equal(fs.readText('d/a.txt'), 'a'.repeat(5000));
    assert.deepEqual([...fs.readRange('d/a.txt', 4998, 9000)], [97, 97]);
    assert.deepEqual([...fs.readRange('d/a.txt', 0, 2)], [97, 97]);
    assert.equal(fs.readText('ä/\u{1F600}.txt'), 'ä');
    assert.equal(fs.readText('big.txt'), 'big');
    assert.deepEqual([...fs.readRange('stored.bin', 250, 300)], [250, 251, 252, 253, 254, 255]);
    assert.throws(() => fs.readText('x.bz2'), /method 12; only stored and deflated/);
    assert.deepEqual(problems, []);
    fs.close();
  });

  it('leaves out names that lead out, links and doubles, and says so', () => {
    const link = (central: Buffer): void => {
      central.writeUInt32LE((0o120777 << 16) >>> 0, 38);
    };
    const { fs, problems } = opened(
      archive([
        { name: '../evil.txt' },
        { name: '/abs.txt' },
        { name: 'C:\\win.txt' },
        { name: 'a/../../b.txt' },
        { name: 'link', patch: link },
        { name: 'back\\slash.txt' },
        { name: 'good.txt', data: Buffer.from('old') },
        { name: 'good.txt', data: Buffer.from('new') },
        { name: '__MACOSX/._good.txt' },
        { name: 'folder/' },
      ]),
    );
    assert.deepEqual(
      fs.list('').map(({ name }) => name),
      ['back', 'good.txt'],
    );
    assert.equal(fs.readText('good.txt'), 'new');
    assert.equal(fs.readText('back/slash.txt'), 'x');
    const codes = ['zip-path', 'zip-path', 'zip-path', 'zip-path', 'zip-link', 'zip-double'];
    assert.deepEqual(
      problems.map(({ code }) => code),
      codes,
    );
    assert.throws(() => fs.readText('../evil.txt'), UnreadableFile);
  });

  it('refuses bombs: by ratio, by a size that is a lie, by files that share bytes', () => {
    const zeros = Buffer.alloc(70 * 1024 * 1024);
    const byRatio = opened(archive([{ name: 'zeros.txt', data: zeros }])).fs;
    assert.throws(() => byRatio.readText('zeros.txt'), /more than 250 times its packed size/);
    assert.throws(() => byRatio.readRange('zeros.txt', 0, 10), UnreadableFile);
    const lie = opened(
      archive([{ name: 'lie.txt', data: Buffer.alloc(100_000), facts: { sizeBytes: 10 } }]),
    ).fs;
    assert.throws(() => lie.readText('lie.txt'), /larger than the archive says/);
    const shared = archive([{ name: 'a.txt' }, { name: 'b.txt', facts: { headerAt: 0 } }]);
    assert.throws(() => opened(shared), /share bytes, as in a zip bomb/);
  });

  it('says what is encrypted, damaged, or no archive', () => {
    const encrypted = (central: Buffer): void => {
      central.writeUInt16LE(0x801, 8);
    };
    const { fs } = opened(
      archive([
        { name: 'e.txt', patch: encrypted },
        { name: 'd.txt', facts: { crc: 1 } },
        { name: 'ok.txt' },
      ]),
    );
    assert.throws(() => fs.readText('e.txt'), /encrypted/);
    assert.throws(() => fs.readText('d.txt'), /damaged/);
    assert.equal(fs.readText('ok.txt'), 'x');
    const folder = tempFolder();
    writeFiles(folder, { 'no.zip': 'no archive', 'empty.zip': '' });
    for (const name of ['no.zip', 'empty.zip'])
      assert.throws(() => opened(join(folder, name)), UnreadableFile);
  });

  it('never throws anything else, whatever bytes are changed', () => {
    const whole = readFileSync(
      archive([{ name: 'a/b.txt', data: Buffer.from('hello '.repeat(50)) }, { name: 'c' }]),
    );
    const path = join(tempFolder(), 'f.zip');
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        writeFileSync(path, bytes);
        try {
          const { fs } = opened(path);
          for (const file of ['a/b.txt', 'c']) if (fs.has(file)) fs.readText(file);
        } catch (error) {
          assert.ok(error instanceof UnreadableFile, String(error));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('writing a zip archive', function () {
  this.timeout(60_000);

  it('writes what python3 and we read, the same bytes each time', function () {
    const folder = tempFolder();
    writeFiles(folder, { 'photo.jpg': Uint8Array.from({ length: 3000 }, (_, i) => i) });
    const write = (name: string): string => {
      const path = join(folder, name);
      const zip = new ZipWriter({ path, force: false });
      const [one, two] = [zip.open('one.json'), zip.open('two.json')];
      for (let i = 0; i < 300_000; i++) (i % 2 ? one : two).write(`line ${i}\n`);
      zip.writeText('ä/x.txt', 'ä'.repeat(1000));
      two.close();
      one.close();
      zip.addFile('images/photo.jpg', join(folder, 'photo.jpg'));
      zip.writeBytes('empty', new Uint8Array(0));
      zip.commit();
      return path;
    };
    const path = write('a.zip');
    assert.deepEqual(readFileSync(write('b.zip')), readFileSync(path));
    const { fs } = opened(path);
    assert.equal(fs.readText('ä/x.txt'), 'ä'.repeat(1000));
    assert.equal(fs.readText('one.json').split('\n').length, 150_001);
    assert.ok(fs.readText('two.json').startsWith('line 0\nline 2\n'));
    assert.deepEqual(Buffer.from(fs.readBytes('images/photo.jpg')), readFileSync(join(folder, 'photo.jpg')));
    assert.equal(fs.readBytes('empty').length, 0);
    if (!hasPython()) skipBecause(this, 'there is no python3');
    const code =
      'import zipfile; z = zipfile.ZipFile("a.zip"); print(z.testzip(), len(z.read("one.json")), *z.namelist())';
    const said = execFileSync('python3', ['-c', code], { cwd: folder, encoding: 'utf8' });
    const size = fs.sizeBytes('one.json');
    assert.equal(said, `None ${size} ä/x.txt two.json one.json images/photo.jpg empty\n`);
  });

  it('writes more than 65535 files', function () {
    const folder = tempFolder();
    const path = join(folder, 'many.zip');
    const zip = new ZipWriter({ path, force: false });
    for (let i = 0; i < 66_000; i++) zip.writeText(`${i % 100}/${i}.txt`, String(i));
    zip.commit();
    const { fs } = opened(path);
    assert.equal(fs.list('7').length, 660);
    assert.equal(fs.readText('99/65999.txt'), '65999');
    if (!hasPython()) skipBecause(this, 'there is no python3');
    const code = 'import zipfile; print(len(zipfile.ZipFile("many.zip").namelist()))';
    assert.equal(execFileSync('python3', ['-c', code], { cwd: folder, encoding: 'utf8' }), '66000\n');
  });

  it('refuses names that lead out or stand twice', () => {
    const zip = new ZipWriter({ path: join(tempFolder(), 'a.zip'), force: false });
    zip.writeText('a.txt', 'a');
    assert.throws(() => {
      zip.writeText('./a.txt', 'b');
    }, PathTaken);
    for (const path of ['../b', '/b', '', 'a\\b'])
      assert.throws(
        () => {
          zip.writeText(path, '');
        },
        TargetError,
        path,
      );
    zip.discard();
  });
});
