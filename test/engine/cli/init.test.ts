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

  it('takes labels, questions and attributes of a Label Studio config', async () => {
    const root = tempFolder();
    const config = `<View><Image name="image" value="$image"/>
      <RectangleLabels name="label" toName="image"><Label value="car" background="#ff8000" hotkey="1"/><Label value="bus"/></RectangleLabels>
      <Choices name="weather" toName="image" choice="single" required="true"><Choice value="sun"/><Choice value="rain"/></Choices>
    </View>`;
    writeFiles(root, { 'config.xml': config, 'other.xml': '<note/>' });
    assert.equal((await relabel(root, ['init', 'set', '--from-config', 'config.xml'])).code, 0);
    const { schema, problems } = parseSchema(readFileSync(join(root, 'set/relabel.yaml'), 'utf8'));
    assert.deepEqual(problems, []);
    assert.deepEqual(
      schema.classes.map(({ name, color, key }) => [name, color, key]),
      [
        ['car', '#ff8000', '1'],
        ['bus', undefined, undefined],
      ],
    );
    const [tags] = schema.tags;
    assert.deepEqual([tags?.name, tags?.choice, tags?.required], ['weather', 'single', true]);
    assert.deepEqual(
      tags?.options.map(({ name }) => name),
      ['sun', 'rain'],
    );
    for (const wrong of [
      ['--from-config', 'other.xml'],
      ['--from-config', 'config.xml', '--classes', 'a'],
    ])
      assert.equal((await relabel(root, ['init', 'more', ...wrong])).code, 2, wrong.join(' '));
    assert.equal((await relabel(root, ['init', 'more', '--from-config', 'none.xml'])).code, 1);
    assert.equal(existsSync(join(root, 'more')), false);
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
