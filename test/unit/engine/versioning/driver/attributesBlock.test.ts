import assert from 'node:assert/strict';
import {
  attributesPattern,
  SIDECAR_LINE,
  withBlock,
  withoutBlock,
} from '../../../../../src/engine/versioning/driver/attributesBlock';
import { diffAddress, vsCodeOf } from '../../../../../src/engine/versioning/driver/showInVsCode';
import { driverText, shellWord } from '../../../../../src/engine/versioning/driver/shellText';

describe('the block in .gitattributes', () => {
  it('is added once, keeps what is there, and goes again', () => {
    for (const own of ['', '*.jpg binary\n', '*.jpg binary', '*.jpg binary\r\n# x\r\n']) {
      const once = withBlock(own, ['/labels/**/*.txt']);
      assert.equal(withBlock(once, ['/labels/**/*.txt']), once);
      assert.ok(once.startsWith(own));
      assert.ok(
        once.indexOf('/labels/**/*.txt merge=relabel') < once.indexOf(SIDECAR_LINE),
        'sidecars come last',
      );
      assert.equal(withoutBlock(once).trimEnd(), own.trimEnd());
      assert.equal(withBlock(once, []).includes('labels/**'), false);
    }
    const between = `${withBlock('a\n', [])}b\n`;
    assert.equal(withBlock(between, ['/x.json']).endsWith('b\n'), true);
    assert.equal(withoutBlock('x\n'), 'x\n');
  });

  it('names paths literally', () => {
    assert.equal(attributesPattern('a/labels/', '**/*.txt'), '/a/labels/**/*.txt');
    assert.equal(attributesPattern('a[1]*?.json'), '/a\\[1\\]\\*\\?.json');
    assert.equal(attributesPattern('my set/x.json'), '"/my set/x.json"');
    assert.equal(attributesPattern('a"\n.json'), '"/a\\"\\012.json"');
    assert.equal(attributesPattern('a b[1].json'), '"/a b\\\\[1\\\\].json"');
  });
});

describe('texts for shells and windows', () => {
  it('quotes a word, and what git would expand', () => {
    assert.equal(shellWord(`it's $HOME "x"`), `'it'\\''s $HOME "x"'`);
    assert.equal(driverText('100%O'), '100%%O');
  });

  it('finds the VS Code that a terminal belongs to', () => {
    assert.equal(vsCodeOf({}, 'linux'), undefined);
    assert.deepEqual(vsCodeOf({ TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.110.0' }, 'linux'), {
      program: 'code',
      scheme: 'vscode',
    });
    assert.deepEqual(
      vsCodeOf({ TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.111.0-insider' }, 'darwin'),
      {
        program: 'code-insiders',
        scheme: 'vscode-insiders',
      },
    );
    const program = 'C:\\Program Files\\Microsoft VS Code\\Code.exe';
    const windows = { TERM_PROGRAM: 'vscode', VSCODE_GIT_ASKPASS_NODE: program };
    assert.deepEqual(vsCodeOf(windows, 'win32'), { program, scheme: 'vscode' });
    assert.equal(vsCodeOf({ ...windows, VSCODE_GIT_ASKPASS_NODE: 'C:\\x\\node.exe' }, 'win32'), undefined);
  });

  it('leaves out the side that has no file', () => {
    assert.equal(
      diffAddress('vscode', { left: undefined, right: '/a b/c&d.json', path: '/x' }),
      'vscode://relabel.relabel/diff?right=%2Fa%20b%2Fc%26d.json&path=%2Fx',
    );
  });
});
