import assert from 'node:assert/strict';
import { printable } from '../../../src/cli/output';

describe('text for a terminal', () => {
  it('does nothing to it: no colours, titles, bells, and no other order of its letters', () => {
    assert.equal(printable('\u001b[31mred\u0007\n'), '\\u001b[31mred\\u0007\\n');
    assert.equal(printable('\u009b2J\u007f'), '\\u009b2J\\u007f');
    assert.equal(printable('cat\u202egnp.exe\u2066\u2028'), 'cat\\u202egnp.exe\\u2066\\u2028');
  });

  it('is what it was in every script', () => {
    for (const text of ['Grün', '猫', 'חתול \u200f', '🐈‍⬛']) assert.equal(printable(text), text);
  });
});
