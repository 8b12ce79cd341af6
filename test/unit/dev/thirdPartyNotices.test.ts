import assert from 'node:assert/strict';
import { thirdPartyNotices } from '../../../src/dev/lib/thirdPartyNotices';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

const manifest = (name: string, more: object = {}): string =>
  JSON.stringify({ name, version: '1.2.3', license: 'ISC', ...more });

describe('third-party notices', () => {
  it('hold name, version and licences of every package in the bundles, once, and none of others', () => {
    const root = tempFolder();
    writeFiles(root, {
      'node_modules/@a/one/package.json': manifest('@a/one', { author: { name: 'Ada' } }),
      'node_modules/@a/one/LICENSE.md': 'Do as you like.\r\n',
      'node_modules/@a/one/NOTICE': 'With parts of three.',
      'node_modules/two/package.json': manifest('two', { license: undefined }),
      'node_modules/two/node_modules/@a/one/package.json': manifest('@a/one', { version: '0.1.0' }),
      'node_modules/unused/package.json': manifest('unused'),
    });
    const inputs = {
      'src/extension.ts': {},
      'node_modules/@a/one/dist/a.js': {},
      'node_modules/@a/one/dist/b.js': {},
      'node_modules/two/index.js': {},
      'node_modules/two/node_modules/@a/one/a.js': {},
    };
    const text = thirdPartyNotices([{ inputs }, { inputs }], root);
    const parts = text.split(/\n\n-+\n\n/).slice(1);
    assert.deepEqual(parts, [
      '@a/one 1.2.3\nLicence: ISC\nBy: Ada\n\nDo as you like.\n\nWith parts of three.',
      'two 1.2.3\nLicence: unknown',
      '@a/one 0.1.0\nLicence: ISC\n',
    ]);
  });
});
