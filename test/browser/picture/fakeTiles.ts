import { BROWSER_SAMPLES, type SampleInfo } from '../../../src/core/display/samples';
import { pyramidTileRect } from '../../../src/core/display/pyramid';
import type { TileArgs, TiledImage, TilePixels } from '../../../src/protocol/editor';

/** Pictures that are computed, so that every pixel of every level is known. */
export type FakePicture = 'color8' | 'ramp16' | 'dots16';

export interface FakeTilesSpec {
  readonly picture: FakePicture;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly id?: string;
  readonly delayMs?: number;
  /** `level/column/row` of tiles that fail until they are healed. */
  readonly failing?: readonly string[];
  readonly samples?: Partial<SampleInfo>;
}

const TILE_PX = 512;

/** What a host does that cuts tiles: answers late, can be cancelled, fails when it is told to. */
export class FakeTiles {
  readonly #spec: FakeTilesSpec;
  readonly asked: string[] = [];
  readonly cancelled: string[] = [];
  failing: readonly string[];
  inFlight = 0;
  mostInFlight = 0;

  constructor(spec: FakeTilesSpec) {
    this.#spec = spec;
    this.failing = spec.failing ?? [];
  }

  get image(): TiledImage {
    const { picture, widthPx, heightPx, id = 'one' } = this.#spec;
    const side = Math.max(widthPx, heightPx);
    const levels = 1 + Math.max(0, Math.ceil(Math.log2(side / TILE_PX)));
    const deep: SampleInfo = {
      ...BROWSER_SAMPLES,
      depth: 16,
      channels: 1,
      range: { low: 0, high: 65535 },
    };
    const samples = { ...(picture === 'color8' ? { ...BROWSER_SAMPLES, channels: 3 as const } : deep) };
    return {
      ...{ kind: 'tiled', id, widthPx, heightPx, tilePx: TILE_PX, levels },
      samples: { ...samples, ...this.#spec.samples },
    };
  }

  readonly fetch = async (args: TileArgs, signal: AbortSignal): Promise<TilePixels> => {
    const key = `${args.level}/${args.column}/${args.row}`;
    this.asked.push(key);
    this.inFlight++;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    try {
      await this.#wait(signal, key);
      if (this.failing.includes(key)) throw new Error('the file ends in the middle of this tile');
      return await this.#tile(args);
    } finally {
      this.inFlight--;
    }
  };

  #wait(signal: AbortSignal, key: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, this.#spec.delayMs ?? 0);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        this.cancelled.push(key);
        reject(new Error('cancelled'));
      });
    });
  }

  async #tile(args: TileArgs): Promise<TilePixels> {
    const { image } = this;
    const side = 2 ** args.level;
    const rect = pyramidTileRect(image, args);
    const [widthPx, heightPx] = [Math.ceil(rect.width / side), Math.ceil(rect.height / side)];
    const centre = (i: number): [number, number] => [
      rect.x + ((i % widthPx) + 0.5) * side,
      rect.y + (Math.floor(i / widthPx) + 0.5) * side,
    ];
    if (image.samples.depth === 16) {
      const data = new Uint16Array(widthPx * heightPx);
      for (let i = 0; i < data.length; i++) data[i] = sample16(this.#spec, ...centre(i));
      return { bytes: data.buffer, encoding: 'raw', widthPx, heightPx };
    }
    const pixels = new ImageData(widthPx, heightPx);
    for (let i = 0; i < widthPx * heightPx; i++)
      pixels.data.set([...color8(this.#spec, ...centre(i)), 255], 4 * i);
    const canvas = new OffscreenCanvas(widthPx, heightPx);
    canvas.getContext('2d')?.putImageData(pixels, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    return { bytes: await blob.arrayBuffer(), encoding: 'image/png', widthPx, heightPx };
  }
}

type Size = Pick<FakeTilesSpec, 'picture' | 'widthPx' | 'heightPx'>;

/** Grows to the right; `dots16` is flat with bumps, for adaptive equalization. */
export function sample16({ picture, widthPx }: Size, x: number, y: number): number {
  if (picture === 'ramp16') return Math.floor((65535 * x) / widthPx);
  const bump = 400 * (Math.sin(x / 40) * Math.cos(y / 55));
  return Math.floor(20_000 + bump + (8_000 * x) / widthPx);
}

/** Red grows to the right, green downwards. */
export function color8({ widthPx, heightPx }: Size, x: number, y: number): [number, number, number] {
  return [Math.floor((255 * x) / widthPx), Math.floor((255 * y) / heightPx), 64];
}
