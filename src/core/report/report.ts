import type { LabelSummary } from '../dataset/summary';
import type { ImageDiff, UnreadableLabels } from '../diff/imageDiff';
import type { LabelSchema } from '../schema/labelSchema';

/** A picture of one page of an image, to be shown at the image's own size. */
export interface ReportPicture {
  /** `data:image/jpeg;base64,...`; nothing else is ever put into a report. */
  readonly dataUri: string;
}

/** One page of an image in a report. */
export interface ReportImage {
  readonly image: ImageDiff;
  /** 0-based; only what is on it is shown. */
  readonly page: number;
  /** True for the first of an image's pages: tags and state are told there. */
  readonly isFirst: boolean;
  /** Equal values are the same picture. Absent: a plain frame. */
  readonly before?: ReportPicture | undefined;
  readonly after?: ReportPicture | undefined;
  /** Why there is no picture, in a sentence. */
  readonly note?: string | undefined;
  readonly schema?: LabelSchema | undefined;
}

/** What stands around the images. */
export interface ReportFrame {
  readonly title: string;
  /** The two versions: "main", "the working tree". */
  readonly from: string;
  readonly to: string;
  readonly summary: LabelSummary;
  readonly unreadable: readonly UnreadableLabels[];
  /** Images that changed and are not shown, as there are too many of them: path and what changed in a few words. */
  readonly more: readonly { readonly path: string; readonly text: string }[];
  /** How many there are besides those. */
  readonly evenMore: number;
}
