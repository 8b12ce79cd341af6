import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodePng } from '../../../../../src/core/formats/png/decodePng';
import { encodeGreyPng, encodeIndexedPng, encodeRgbPng } from '../../../../../src/core/formats/png/encodePng';
import { mapOfRgb, paintRegion, regionsOf, rgbOfMap } from '../../../../../src/core/formats/png/labelMap';
import type { PngSamples } from '../../../../../src/core/formats/png/samples';
import { vocPalette } from '../../../../../src/core/formats/png/vocPalette';
import { encodePng } from '../../../../helpers/png';

function read(bytes: Uint8Array): PngSamples {
  const made = decodePng(bytes);
  assert.ok(typeof made !== 'string', String(made));
  return made;
}

const size = fc.record({
  widthPx: fc.integer({ min: 1, max: 19 }),
  heightPx: fc.integer({ min: 1, max: 12 }),
});

function withValues(most: number, perPixel = 1) {
  return size.chain(({ widthPx, heightPx }) => {
    const count = widthPx * heightPx * perPixel;
    return fc
      .array(fc.oneof(fc.constantFrom(0, 1, most), fc.nat(most)), { minLength: count, maxLength: count })
      .map((values) => ({ widthPx, heightPx, values }));
  });
}

/** Files that were put together by hand from the specification. */
const base64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

describe('PNG of label maps', () => {
  it('reads what it writes', () => {
    fc.assert(
      fc.property(withValues(255), ({ widthPx, heightPx, values }) => {
        const indices = Uint8Array.from(values);
        const indexed = read(encodeIndexedPng(widthPx, heightPx, indices, vocPalette(), Uint8Array.of(0)));
        assert.deepEqual([indexed.kind, indexed.bits, indexed.samples], ['palette', 8, indices]);
        assert.deepEqual([indexed.palette, indexed.alpha], [vocPalette(), Uint8Array.of(0)]);
        assert.deepEqual(read(encodeGreyPng(widthPx, heightPx, indices)).samples, indices);
      }),
    );
    fc.assert(
      fc.property(withValues(65_535), ({ widthPx, heightPx, values }) => {
        const wide = Uint16Array.from(values);
        const made = read(encodeGreyPng(widthPx, heightPx, wide));
        assert.deepEqual([made.kind, made.bits, made.samples], ['grey', 16, wide]);
        const map = Uint32Array.from(values, (value) => 200 * value);
        const rgb = read(encodeRgbPng(widthPx, heightPx, rgbOfMap(map)));
        assert.deepEqual(mapOfRgb(rgb.samples, 3, widthPx * heightPx), map);
      }),
    );
  });

  it('reads what another encoder writes: grey 16, RGB 8, RGBA 16', () => {
    const sample = (x: number, y: number) => [x * 3, y * 5, 7, 9];
    for (const kind of ['grey', 'rgb', 'rgba', 'palette'] as const)
      for (const bits of kind === 'palette' ? ([8] as const) : ([8, 16] as const)) {
        const made = read(encodePng({ widthPx: 5, heightPx: 4, kind, bits, sample }));
        const channels = made.samples.length / 20;
        const expected = Array.from({ length: 20 }, (_, i) =>
          sample(i % 5, Math.floor(i / 5)).slice(0, channels),
        ).flat();
        assert.deepEqual([made.kind, made.bits, [...made.samples]], [kind, bits, expected]);
      }
  });

  it('reads indices of 1, 2 and 4 bits, without stretching them', () => {
    const twoBits = base64(
      'iVBORw0KGgoAAAANSUhEUgAAAAQAAAACAgMAAAACxpXwAAAADFBMVEUAAACAAAAAgACAgAA47ASAAAAADElEQVR4nGOQZngCAAE5AQBFZJGbAAAAAElFTkSuQmCC',
    );
    const made = read(twoBits);
    assert.deepEqual([made.kind, made.bits, made.widthPx, made.heightPx], ['palette', 2, 4, 2]);
    assert.deepEqual([...made.samples], [0, 1, 2, 3, 3, 2, 1, 0]);
  });

  it('undoes the five filters', () => {
    const filtered = base64(
      'iVBORw0KGgoAAAANSUhEUgAAAAQAAAAFCAAAAABHxhIHAAAAIUlEQVR4nGPgEpHTYOTm5mVj+vfpyV3mBCdpBRbG/0zfAEUuBx4epo8wAAAAAElFTkSuQmCC',
    );
    const rows = [
      [10, 20, 30, 40],
      [11, 22, 35, 41],
      [9, 8, 7, 6],
      [100, 120, 90, 80],
      [101, 119, 92, 70],
    ];
    assert.deepEqual([...read(filtered).samples], rows.flat());
  });

  it('reads what is interlaced', () => {
    const interlaced = base64(
      'iVBORw0KGgoAAAANSUhEUgAAAAMAAAADCAAAAAEERNr1AAAAF0lEQVR4nGNgZGBmYOdkYGLgYGBhZQMAASoALh4XP7sAAAAASUVORK5CYII=',
    );
    assert.deepEqual([...read(interlaced).samples], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('has the colours of VOC', () => {
    const palette = vocPalette();
    const color = (index: number) => [...palette.subarray(3 * index, 3 * index + 3)];
    assert.deepEqual([0, 1, 2, 3, 20, 255].map(color), [
      [0, 0, 0],
      [128, 0, 0],
      [0, 128, 0],
      [128, 128, 0],
      [0, 64, 128],
      [224, 224, 192],
    ]);
  });

  it('says what is wrong and never throws', () => {
    const whole = encodeGreyPng(
      30,
      20,
      Uint8Array.from({ length: 600 }, (_, i) => i % 251),
    );
    assert.equal(decodePng(new Uint8Array(3)), 'it does not begin as a PNG');
    assert.match(String(decodePng(whole.slice(0, 60))), /break off/);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const broken = whole.slice();
        const isChanged = broken[at] !== byte;
        broken[at] = byte;
        const made = decodePng(broken);
        if (isChanged)
          assert.ok(typeof made === 'string' || made.warning !== undefined || at >= whole.length - 12);
      }),
    );
  });

  it('does not unpack a bomb', () => {
    const bomb = encodeGreyPng(1, 1, Uint8Array.of(7)).slice();
    new DataView(bomb.buffer).setUint32(16, 20_000);
    new DataView(bomb.buffer).setUint32(20, 20_000);
    assert.equal(decodePng(bomb), 'its pixels break off');
    new DataView(bomb.buffer).setUint32(16, 4_000_000_000);
    assert.match(String(decodePng(bomb)), /at most/);
  });

  it('splits a map into regions and paints them again', () => {
    fc.assert(
      fc.property(withValues(3), ({ widthPx, heightPx, values }) => {
        const map = Uint8Array.from(values);
        const painted = new Uint8Array(map.length).fill(9);
        for (const [value, spans] of regionsOf(map, widthPx, heightPx))
          paintRegion(painted, widthPx, heightPx, spans, value);
        assert.deepEqual(painted, map);
      }),
    );
  });
});
