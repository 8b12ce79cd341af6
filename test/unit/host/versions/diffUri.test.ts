import assert from 'node:assert/strict';
import { parseDiffAddress } from '../../../../src/host/versions/compare/diffUri';

const joined = (parts: Readonly<Record<string, string>>, written: (value: string) => string): string =>
  Object.entries(parts)
    .map(([key, value]) => `${key}=${written(value)}`)
    .join('&');
/** As VS Code hands it over. */
const query = (parts: Readonly<Record<string, string>>): string => joined(parts, (value) => value);

describe('the address that git difftool opens', () => {
  it('names two label files, and the image they are about', () => {
    const asked = {
      left: '/tmp/x/a b&c+d%41.jpg.labels.json',
      right: '/repo/ä=1.txt',
      path: '/repo/a b.jpg',
    };
    assert.deepEqual(parseDiffAddress(query(asked), 'linux'), asked);
    assert.deepEqual(parseDiffAddress(joined(asked, encodeURIComponent), 'linux'), asked);
    const windows = { left: 'C:\\t\\a.json', right: 'c:/repo/a.xml' };
    assert.deepEqual(parseDiffAddress(query(windows), 'win32'), { ...windows, path: undefined });
  });

  it('knows that a side may have no file', () => {
    const found = parseDiffAddress(query({ left: '/dev/null', right: '/r/a.json' }), 'linux');
    assert.deepEqual(found, { left: undefined, right: '/r/a.json', path: undefined });
    assert.deepEqual(parseDiffAddress(query({ right: '/r/a.json' }), 'linux'), found);
    assert.equal(
      typeof parseDiffAddress(query({ left: '/dev/null', right: '/dev/null' }), 'linux'),
      'string',
    );
  });

  it('refuses everything but label files of this machine', () => {
    const good = '/r/a.json';
    const bad = [
      '',
      'a.json',
      './a.json',
      '/r/../etc/a.json',
      '/etc/passwd',
      '//host/share/a.json',
      '/a\0.json',
    ];
    for (const left of bad)
      assert.equal(typeof parseDiffAddress(query({ left, right: good }), 'linux'), 'string', left);
    for (const left of ['\\\\host\\share\\a.json', '/r/a.json', 'C:a.json', '\\\\?\\C:\\a.json'])
      assert.equal(typeof parseDiffAddress(query({ left, right: 'C:\\a.json' }), 'win32'), 'string', left);
    assert.equal(typeof parseDiffAddress('', 'linux'), 'string');
    assert.equal(
      typeof parseDiffAddress(query({ left: good, right: good, path: 'a.jpg' }), 'linux'),
      'string',
    );
    assert.equal(typeof parseDiffAddress('x'.repeat(40_000), 'linux'), 'string');
  });
});
