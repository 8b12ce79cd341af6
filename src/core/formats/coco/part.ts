import type { Json } from '../../json/json';
import type { Category } from './categories';
import type { CocoFile } from './file';
import type { Grouping } from './grouping';
import type { ImagePlaces } from './imagePlaces';
import type { ImageTable } from './images';
import type { SegmentReader } from './readSegments';

/** One file of the set, ready to be walked. */
export interface CocoPart {
  readonly file: CocoFile;
  readonly split: string | undefined;
  readonly categories: ReadonlyMap<Json, Category>;
  readonly images: ImageTable;
  readonly grouping: Grouping;
  readonly places: ImagePlaces;
}

/** What the rows of the files are, and how they are read. */
export interface CocoReading {
  /** Keypoints are the shape of whoever has some. */
  readonly keypoints: boolean;
  /** Rows are detections, which have no ids and areas of their own. */
  readonly results?: true;
  /** Rows are panoptic: their segments are in PNGs. */
  readonly segments?: SegmentReader;
  /** Larger files are read in ranges. */
  readonly wholeBytes?: number;
}
