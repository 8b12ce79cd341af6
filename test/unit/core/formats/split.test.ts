import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SPLIT_WAYS, splitImages } from '../../../../src/core/formats/split';
import { parseSplitParts, partSizes, type SplitItem } from '../../../../src/core/formats/splitParts';

const PARTS = parseSplitParts('train=0.8,val=0.1,test=0.1');

const item = (path: string, classes: readonly string[] = [], group = path): SplitItem => ({
  path,
  classes,
  group,
});

const items = fc.uniqueArray(
  fc.record({
    path: fc.string({ minLength: 1, maxLength: 5 }),
    classes: fc.uniqueArray(fc.constantFrom('a', 'b', '__proto__', 'd'), { maxLength: 3 }),
    group: fc.constantFrom('x', 'y', 'constructor', 'z'),
  }),
  { selector: ({ path }) => path, maxLength: 60 },
);

function sizesOf(plan: ReadonlyMap<string, string>): Record<string, number> {
  const sizes: Record<string, number> = {};
  for (const name of plan.values()) sizes[name] = (sizes[name] ?? 0) + 1;
  return sizes;
}

describe('splitting a data set', () => {
  it('gives every image one part, the same for the same seed, in whatever order the images come', () => {
    fc.assert(
      fc.property(items, fc.constantFrom(...SPLIT_WAYS), fc.string(), (all, way, seed) => {
        const plan = splitImages(all, PARTS, way, seed);
        assert.deepEqual([...plan.keys()].sort(), all.map(({ path }) => path).sort());
        assert.deepEqual(new Map(splitImages(all.toReversed(), PARTS, way, seed)), plan);
      }),
    );
  });

  it('gives each part its share, to one image, and another one for another seed', () => {
    const all = Array.from({ length: 1000 }, (_, i) => item(`${i}.jpg`));
    const plan = splitImages(all, PARTS, 'random', '1');
    assert.deepEqual(sizesOf(plan), { train: 800, val: 100, test: 100 });
    assert.notDeepEqual(splitImages(all, PARTS, 'random', '2'), plan);
    assert.deepEqual(partSizes(PARTS, 5), [4, 1, 0]);
    assert.deepEqual(partSizes(parseSplitParts('a=1,b=1,c=1'), 10), [4, 3, 3]);
  });

  it('does not change from version to version', () => {
    const all = Array.from({ length: 10 }, (_, i) => item(`${i}.jpg`));
    const plan = splitImages(all, parseSplitParts('train=0.7,val=0.3'), 'random', '0');
    const val = [...plan].filter(([, name]) => name === 'val').map(([path]) => path);
    assert.deepEqual(val.sort(), ['0.jpg', '1.jpg', '8.jpg']);
  });

  it('spreads each class as the parts ask, rare ones too', () => {
    const all = Array.from({ length: 1000 }, (_, i) =>
      item(`${i}.jpg`, [
        ...(i % 2 ? ['common'] : []),
        ...(i % 50 === 0 ? ['rare'] : []),
        ...(i % 3 ? ['mid'] : []),
      ]),
    );
    const plan = splitImages(all, PARTS, 'class', 'seed');
    const share = (name: string, part: string): number => {
      const having = all.filter(({ classes }) => classes.includes(name));
      return having.filter(({ path }) => plan.get(path) === part).length / having.length;
    };
    for (const name of ['common', 'mid', 'rare'])
      for (const part of PARTS)
        assert.ok(Math.abs(share(name, part.name) - part.share) < 0.011, `${name} in ${part.name}`);
    const sizes = sizesOf(plan);
    assert.ok(Math.abs((sizes['train'] ?? 0) - 800) <= 5 && Math.abs((sizes['val'] ?? 0) - 100) <= 5);
  });

  it('keeps groups together', () => {
    fc.assert(
      fc.property(items, fc.string(), (all, seed) => {
        const plan = splitImages(all, PARTS, 'group', seed);
        const byGroup = new Map<string, Set<string | undefined>>();
        for (const { group, path } of all)
          byGroup.set(group, (byGroup.get(group) ?? new Set()).add(plan.get(path)));
        for (const names of byGroup.values()) assert.equal(names.size, 1);
      }),
    );
    const all = Array.from({ length: 100 }, (_, i) => item(`${i}.jpg`, [], String(i % 20)));
    assert.deepEqual(sizesOf(splitImages(all, PARTS, 'group', 's')), { train: 80, val: 10, test: 10 });
  });

  it('reads shares, and refuses what is none', () => {
    assert.deepEqual(parseSplitParts('train=80, val=20'), [
      { name: 'train', share: 0.8 },
      { name: 'val', share: 0.2 },
    ]);
    for (const text of [
      '',
      'train',
      'train=x',
      'train=-1',
      'a=1,a=2',
      'a=0',
      '../x=1',
      'a=1=2',
      'a=Infinity',
      'a=',
    ])
      assert.throws(() => parseSplitParts(text), RangeError, text);
  });
});
