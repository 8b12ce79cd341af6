import assert from 'node:assert/strict';
import type { ImageContent, ImageLoader } from '../../../src/host/editor/imageContent';
import { tileOf, type Shown } from '../../../src/host/editor/tileService';
import { AbortSource } from '../../../src/protocol/abort';

const place = { id: 'a', level: 0, column: 1, row: 2 };
const { signal } = new AbortSource();
const samples = {
  depth: 8,
  channels: 3,
  slope: 1,
  intercept: 0,
  range: { low: 0, high: 255 },
  windows: [],
  invert: false,
} as const;
const image: ImageContent = {
  kind: 'tiled',
  id: 'a',
  widthPx: 9,
  heightPx: 9,
  levels: 1,
  tilePx: 512,
  samples,
};
const shown: Shown = { path: '/a.tif', page: 3, image };

/** An imaging process that answers in turn; what it was asked is kept. */
function process(...answers: (Error | Uint8Array)[]): { loader: ImageLoader; asked: unknown[] } {
  const asked: unknown[] = [];
  const call = (name: string, args: unknown): Promise<unknown> => {
    asked.push([name, args]);
    if (name !== 'tile') return Promise.resolve({});
    const answer = answers.shift();
    return answer instanceof Uint8Array
      ? Promise.resolve({ bytes: answer, encoding: 'image/png', widthPx: 9, heightPx: 9 })
      : Promise.reject(answer ?? new Error('asked too often'));
  };
  const loader = { imaging: () => ({ call }), maxMegapixels: () => 2 } as unknown as ImageLoader;
  return { loader, asked };
}

const gone = (): Error => Object.assign(new Error('not open'), { name: 'PictureGone' });

describe('tiles for a page', () => {
  it('are handed on as a buffer of their own', async () => {
    const { loader } = process(Uint8Array.of(0, 1, 2, 3).subarray(1, 3));
    const { bytes, encoding } = await tileOf(shown, place, loader, signal);
    assert.deepEqual([[...new Uint8Array(bytes)], encoding], [[1, 2], 'image/png']);
  });

  it('come also when the process was started anew: it opens the page again', async () => {
    const { loader, asked } = process(gone(), Uint8Array.of(7));
    assert.equal((await tileOf(shown, place, loader, signal)).bytes.byteLength, 1);
    assert.deepEqual(asked, [
      ['tile', place],
      ['openPicture', { path: '/a.tif', page: 3, limitPixels: 2_000_000 }],
      ['tile', place],
    ]);
  });

  it('are not asked for again and again', async () => {
    const { loader, asked } = process(gone(), gone());
    await assert.rejects(tileOf(shown, place, loader, signal), { name: 'PictureGone' });
    assert.equal(asked.length, 3);
  });

  it('of a picture that is no longer shown are refused', async () => {
    const { loader, asked } = process();
    for (const other of [undefined, { ...image, id: 'b' }])
      await assert.rejects(tileOf({ ...shown, image: other }, place, loader, signal), /Another picture/);
    assert.deepEqual(asked, []);
  });
});
