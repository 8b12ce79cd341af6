import assert from 'node:assert/strict';
import { sidecarMoves } from '../../../src/host/sidecarMoves';

const sidecarOf = (image: string): string => `${image}.labels.json`;

type Moves = readonly (readonly [string, string])[];

/** What moves when these sidecars exist; without `place` all are beside their images. */
function moves(existing: readonly string[], files: Moves, place = sidecarOf, blocked?: string) {
  const problem = { severity: 'error', code: 'x', message: 'x' } as const;
  return sidecarMoves(
    files.map(([from, to]) => ({ from, to })),
    {
      locate: (image) =>
        Promise.resolve({
          path: place(image),
          exists: existing.includes(place(image)),
          ...(image === blocked && { blocked: problem }),
        }),
      filesBelow: (folder) =>
        Promise.resolve(folder === '/d' ? ['/d/a.jpg', '/d/sub/b.jpg', '/d/c.txt'] : []),
    },
  );
}

describe('sidecarMoves', () => {
  const there = [sidecarOf('/d/a.jpg'), sidecarOf('/d/taken.jpg')];

  it('takes an image’s sidecar along', async () => {
    assert.deepEqual(
      await moves(there, [
        ['/d/a.jpg', '/e/b.jpg'],
        ['/d/plain.jpg', '/e/plain.jpg'],
      ]),
      [{ from: '/d/a.jpg.labels.json', to: '/e/b.jpg.labels.json' }],
    );
  });

  it('never replaces another sidecar', async () => {
    assert.deepEqual(await moves(there, [['/d/a.jpg', '/d/taken.jpg']]), []);
  });

  it('leaves alone what moves by itself: folders and sidecars', async () => {
    assert.deepEqual(await moves(there, [['/d', '/e']]), []);
    const own = [sidecarOf('/d/a.jpg'), sidecarOf('/e/a.jpg')] as const;
    assert.deepEqual(await moves(there, [['/d/a.jpg', '/e/a.jpg'], own]), []);
  });

  it('leaves the labels where they are when the image is no image any more', async () => {
    assert.deepEqual(await moves(there, [['/d/a.jpg', '/d/a.jpg.bak']]), []);
  });

  it('takes the sidecars of a folder’s images along when they lie in a tree elsewhere', async () => {
    const mirrored = (image: string): string => sidecarOf(image.replace(/^\//, '/labels/'));
    const existing = ['/d/a.jpg', '/d/sub/b.jpg'].map(mirrored);
    assert.deepEqual(await moves(existing, [['/d', '/e']], mirrored), [
      { from: '/labels/d/a.jpg.labels.json', to: '/labels/e/a.jpg.labels.json' },
      { from: '/labels/d/sub/b.jpg.labels.json', to: '/labels/e/sub/b.jpg.labels.json' },
    ]);
  });

  it('leaves labels alone when their new place cannot be told', async () => {
    assert.deepEqual(await moves(there, [['/d/a.jpg', '/e/a.jpg']], sidecarOf, '/e/a.jpg'), []);
  });
});
