import assert from 'node:assert/strict';
import { sidecarMoves } from '../../../src/host/sidecarMoves';

const sidecarOf = (image: string): string => `${image}.labels.json`;

/** What moves when these sidecars exist, all beside their images. */
function moves(existing: readonly string[], ...files: readonly (readonly [string, string])[]) {
  const locate = (image: string) =>
    Promise.resolve({ path: sidecarOf(image), exists: existing.includes(sidecarOf(image)) });
  return sidecarMoves(
    files.map(([from, to]) => ({ from, to })),
    { locate },
  );
}

describe('sidecarMoves', () => {
  const there = [sidecarOf('/d/a.jpg'), sidecarOf('/d/taken.jpg')];

  it('takes an image’s sidecar along', async () => {
    assert.deepEqual(await moves(there, ['/d/a.jpg', '/e/b.jpg'], ['/d/plain.jpg', '/e/plain.jpg']), [
      { from: '/d/a.jpg.labels.json', to: '/e/b.jpg.labels.json' },
    ]);
  });

  it('never replaces another sidecar', async () => {
    assert.deepEqual(await moves(there, ['/d/a.jpg', '/d/taken.jpg']), []);
  });

  it('leaves alone what moves by itself: folders and sidecars', async () => {
    assert.deepEqual(await moves(there, ['/d', '/e']), []);
    const own = [sidecarOf('/d/a.jpg'), sidecarOf('/e/a.jpg')] as const;
    assert.deepEqual(await moves(there, ['/d/a.jpg', '/e/a.jpg'], own), []);
  });

  it('leaves the labels where they are when the image is no image any more', async () => {
    assert.deepEqual(await moves(there, ['/d/a.jpg', '/d/a.jpg.bak']), []);
  });
});
