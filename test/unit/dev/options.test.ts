import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { parseStartOptions } from '../../../src/dev/lib/startOptions';
import { parseTestOptions } from '../../../src/dev/lib/testOptions';

describe('options of npm start', () => {
  it('opens the sample where nothing is said', () => {
    const options = parseStartOptions([], '/');
    assert.deepEqual(options, {
      folder: undefined,
      port: undefined,
      browserOnly: false,
      fresh: false,
      help: false,
    });
  });

  it('takes a folder relative to where the user is', () => {
    assert.equal(parseStartOptions(['--folder', '.', '--port', '8500'], tmpdir()).folder, tmpdir());
  });

  it('says what is wrong', () => {
    assert.throws(() => parseStartOptions(['--folder', 'no/such'], '/'), /no such folder/);
    assert.throws(() => parseStartOptions(['--folder', process.execPath], '/'), /that is a file/);
    for (const port of ['0', '65536', 'http', '1.5'])
      assert.throws(() => parseStartOptions(['--port', port], '/'), /whole number/);
    assert.throws(() => parseStartOptions(['--fodler', 'x'], '/'), /--fodler/);
  });
});

describe('options of npm test', () => {
  it('takes levels from lists and repeats', () => {
    const { only, grep } = parseTestOptions(
      ['--only', 'a,b', '--only', 'c', '--grep', 'undo'],
      ['a', 'b', 'c'],
    );
    assert.deepEqual([only, grep], [['a', 'b', 'c'], 'undo']);
    assert.equal(parseTestOptions([], ['a']).only, undefined);
  });

  it('names the levels when one is unknown', () => {
    assert.throws(
      () => parseTestOptions(['--only', 'unti'], ['unit', 'engine']),
      /unti; there are unit, engine/,
    );
  });
});
