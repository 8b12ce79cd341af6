import { autoWindow, histogramOf, isGrey, type Histogram } from '../../src/core/display/histogram';
import type { SampleGrid, SampleInfo } from '../../src/core/display/samples';
import { pixelValues, valueText } from '../../src/core/display/valueText';
import type { Point } from '../../src/core/geometry/rect';
import type { ReadPixels } from '../../src/core/pixels/patch';
import type { ImageLayer } from './imageLayer';
import { readPatch } from './imageRead';
import type { PictureSource, TileFailures } from './imageSource';

/** What a pixel holds, before any display setting. */
export interface PixelValue {
  /** `R 12 G 40 B 200`, `1024 HU`; with `≈` before it when it comes from a smaller copy. */
  readonly text: string;
  /** One value per channel, in the picture's unit. */
  readonly values: readonly number[];
  readonly isExact: boolean;
}

/** What panels, actions and tools may ask about the picture that is shown. Nothing here asks the host. */
export interface PictureAccess {
  /** What its numbers mean; undefined while there is no picture. */
  samples(): SampleInfo | undefined;
  /** Undefined outside of the image, or where its pixels cannot be read. */
  valueAt(imagePoint: Point): PixelValue | undefined;
  /** Of the stored values, from a reduced copy. */
  histogram(): Histogram | undefined;
  /** The window around nearly all values, for `display.window`. */
  autoWindow(): { readonly low: number; readonly high: number } | undefined;
  readonly readPixels: ReadPixels;
  /** False while there is no picture, and where the browser may show but not read it: no display setting has an effect. */
  readonly canAdjust: boolean;
  /** Parts of the picture that could not be had, as far as they are in view. */
  failedTiles(): TileFailures | undefined;
  /** Asks for them again. */
  retryTiles(): void;
  /** Calls back when another picture is shown or more of it is known; returns how to stop. */
  subscribe(listener: () => void): () => void;
}

interface Overview {
  readonly grid: SampleGrid;
  readonly histogram: Histogram;
  readonly isGrey: boolean;
}

export class PictureReader implements PictureAccess {
  readonly #layer: ImageLayer;
  readonly #listeners = new Set<() => void>();
  #known: Overview | undefined;

  constructor(layer: ImageLayer) {
    this.#layer = layer;
  }

  /** Tells the listeners. */
  changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  samples(): SampleInfo | undefined {
    return this.#source?.samples;
  }

  get canAdjust(): boolean {
    return this.#source?.canRead ?? false;
  }

  valueAt(imagePoint: Point): PixelValue | undefined {
    const source = this.#source;
    const [x, y] = [Math.floor(imagePoint.x), Math.floor(imagePoint.y)];
    if (!source || x < 0 || y < 0 || x >= source.widthPx || y >= source.heightPx) return undefined;
    const read = source.read({ x, y, width: 1, height: 1 });
    if (!read) return undefined;
    const values = pixelValues([...read.grid.data], source.samples);
    const text = valueText(values, source.samples, this.#overview(source)?.isGrey ?? false);
    return { text: read.isExact ? text : `≈${text}`, values, isExact: read.isExact };
  }

  histogram(): Histogram | undefined {
    return this.#source && this.#overview(this.#source)?.histogram;
  }

  autoWindow(): { readonly low: number; readonly high: number } | undefined {
    const histogram = this.histogram();
    return histogram && autoWindow(histogram);
  }

  readonly readPixels: ReadPixels = (imageRect, maxPixels) => {
    const { picture } = this.#layer;
    return picture && readPatch(picture.source, picture.look, imageRect, maxPixels);
  };

  failedTiles(): TileFailures | undefined {
    return this.#layer.failures;
  }

  retryTiles(): void {
    this.#layer.retry();
  }

  get #source(): PictureSource | undefined {
    return this.#layer.picture?.source;
  }

  /** What the reduced copy says; worked out once per copy. */
  #overview(source: PictureSource): Overview | undefined {
    const grid = source.overview();
    if (!grid || this.#known?.grid === grid) return grid && this.#known;
    return (this.#known = { grid, histogram: histogramOf(grid, source.samples), isGrey: isGrey(grid) });
  }
}
