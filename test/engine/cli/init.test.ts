import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSchema } from '../../../src/core/schema/parseSchema';
import { relabel } from '../../helpers/cli';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

describe('relabel init', function () {
  this.timeout(30_000);

  it('writes a data set file that reads without problems', async () => {
    const root = tempFolder();
    const { code, stdout } = await relabel(root, [
      'init',
      'new/set',
      '--name',
      'My: set',
      '--classes',
      'bolt, nut,no',
    ]);
    assert.deepEqual([code, stdout], [0, 'new/set/relabel.yaml\n']);
    const { schema, problems } = parseSchema(readFileSync(join(root, 'new/set/relabel.yaml'), 'utf8'));
    assert.deepEqual(problems, []);
    assert.equal(schema.name, 'My: set');
    assert.deepEqual(
      schema.classes.map(({ name }) => name),
      ['bolt', 'nut', 'no'],
    );
    assert.equal((await relabel(root, ['check', '.'])).code, 0);
  });

  it('takes the name of the folder and no classes by default', async () => {
    const root = tempFolder();
    assert.equal((await relabel(root, ['init', './parts'])).code, 0);
    const { schema } = parseSchema(readFileSync(join(root, 'parts/relabel.yaml'), 'utf8'));
    assert.deepEqual([schema.name, schema.classes], ['parts', []]);
  });

  it('leaves a data set file that is there as it is', async () => {
    for (const name of ['relabel.yaml', 'relabel.yml']) {
      const root = tempFolder();
      writeFiles(root, { [name]: 'mine' });
      const { code, stderr } = await relabel(root, ['init', '.']);
      assert.equal(code, 2);
      assert.match(stderr, /is there already/);
      assert.equal(readFileSync(join(root, name), 'utf8'), 'mine');
      assert.equal(existsSync(join(root, 'relabel.yaml')) && name === 'relabel.yml', false);
    }
  });

  it('refuses wrong arguments', async () => {
    const root = tempFolder();
    for (const args of [
      [],
      ['a', 'b'],
      ['a', '--classes', 'x,x'],
      ['a', '--classes', ','],
      ['a', '--class', 'x'],
    ])
      assert.equal((await relabel(root, ['init', ...args])).code, 2, args.join(' '));
    assert.equal(existsSync(join(root, 'a')), false);
  });

  it('says so when the folder cannot be made', async () => {
    const root = tempFolder();
    writeFiles(root, { file: '' });
    const { code, stderr } = await relabel(root, ['init', 'file/x']);
    assert.equal(code, 1);
    assert.match(stderr, /Could not write .*relabel\.yaml/);
  });
});
