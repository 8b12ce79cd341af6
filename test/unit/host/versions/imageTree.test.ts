import assert from 'node:assert/strict';
import { imageTree, type ImageFolder } from '../../../../src/host/versions/asOf/imageTree';

/** Folders as `name(count)[content]`, images by their path. */
function drawn({ folders, images }: ImageFolder): string {
  return [...folders.map((each) => `${each.name}(${each.count})[${drawn(each)}]`), ...images].join(' ');
}

describe('the tree of images of a version', () => {
  it('has folders first, counts what is below, and joins folders of one folder', () => {
    assert.equal(
      drawn(imageTree(['a/b/1.png', 'a/b/2.png', 'a/c/d/3.png', 'top.png'])),
      'a(3)[b(2)[a/b/1.png a/b/2.png] c/d(1)[a/c/d/3.png]] top.png',
    );
    assert.equal(drawn(imageTree(['x/y/z/1.png'])), 'x/y/z(1)[x/y/z/1.png]');
    assert.equal(drawn(imageTree([])), '');
  });

  it('takes names for names', () => {
    assert.equal(
      drawn(imageTree(['__proto__/1.png', 'constructor/2.png'])),
      '__proto__(1)[__proto__/1.png] constructor(1)[constructor/2.png]',
    );
  });
});
