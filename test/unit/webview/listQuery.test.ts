import assert from 'node:assert/strict';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { parseQuery, QUERY_HELP } from '../../../webview/listQuery';
import { boxAt } from './annotations';

const ALL: readonly Annotation[] = [
  boxAt('a', 0, 0, { label: 'car', score: 0.9, proposed: true }),
  boxAt('b', 0, 0, {
    label: 'police car',
    occluded: true,
    attributes: { color: 'Red', doors: 4, parts: ['hood', 'roof'] },
  }),
  boxAt('c', 0, 0, { label: 'bus', locked: true, group: 3, text: 'Line 42', attributes: { open: true } }),
  boxAt('d', 0, 0, { label: 'bus', hidden: true, links: [{ to: 'a' }], score: 0.4 }),
];

function found(query: string, hiddenIds: readonly string[] = []): string {
  return ALL.filter(parseQuery(query, new Set(hiddenIds)))
    .map(({ id }) => id)
    .join('');
}

describe('query of the list', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['', 'abcd'],
    ['   ', 'abcd'],
    ['car', 'ab'],
    ['CAR', 'ab'],
    ['box', 'abcd'],
    ['class:car', 'a'],
    ['"class:police car"', 'b'],
    ['class:"police car"', 'b'],
    ['kind:box', 'abcd'],
    ['kind:polygon', ''],
    ['score>=0.4', 'ad'],
    ['score>0.4', 'a'],
    ['score<0.5', 'd'],
    ['color=red', 'b'],
    ['Color:RED', 'b'],
    ['doors>=4', 'b'],
    ['doors=4', 'b'],
    ['doors>4', ''],
    ['parts=roof', 'b'],
    ['open=yes', 'c'],
    ['is:proposed', 'a'],
    ['is:accepted', 'bcd'],
    ['is:locked', 'c'],
    ['-is:locked', 'abd'],
    ['is:hidden', 'd'],
    ['is:grouped', 'c'],
    ['is:linked', 'd'],
    ['is:occluded', 'b'],
    ['is:text', 'c'],
    ['is:nonsense', ''],
    ['group:3', 'c'],
    ['id:d', 'd'],
    ['42', 'c'],
    ['text:line', 'c'],
    ['bus is:locked', 'c'],
    ['bus -is:locked', 'd'],
    ['class:', ''],
    ['"police car', 'b'],
    ['-', ''],
  ];
  for (const [query, ids] of cases)
    it(`“${query}” finds ${ids || 'none'}`, () => assert.equal(found(query), ids));

  it('counts what is hidden in this view as hidden', () => assert.equal(found('is:hidden', ['a']), 'ad'));

  it('knows every state that its help names', () => {
    const states = QUERY_HELP.find(([word]) => word === 'is:locked')?.[1].split(', ') ?? [];
    assert.ok(states.length >= 10);
    for (const state of states) assert.notEqual(found(`is:${state}`), found(`-is:${state}`), state);
  });
});
