import type { LabelSummary } from '../../core/dataset/summary';
import { SummaryTally } from '../../core/dataset/summaryTally';
import type { UnreadableLabels } from '../../core/diff/imageDiff';
import type { ComparedImage } from './diffImages';
import { HtmlReport, type ReportOptions } from './htmlReport';

export interface ChangesReport {
  readonly html: string;
  readonly summary: LabelSummary;
  readonly unreadable: readonly UnreadableLabels[];
}

export interface ChangesReportOptions extends ReportOptions {
  readonly onImage?: (count: number) => void;
}

/** The whole report of what differs, image by image; the pictures' temporary files are gone afterwards. Rejects as `images` does. */
export async function changesReport(
  images: AsyncIterable<ComparedImage>,
  { onImage, ...options }: ChangesReportOptions,
): Promise<ChangesReport> {
  const report = new HtmlReport(options);
  const tally = new SummaryTally();
  const unreadable: UnreadableLabels[] = [];
  try {
    let count = 0;
    for await (const image of images) {
      onImage?.(++count);
      if (image.kind === 'unreadable') unreadable.push(image);
      else {
        tally.add(image, image.diff);
        await report.add(image);
      }
    }
    const summary = tally.summary();
    return { html: report.html(summary, unreadable), summary, unreadable };
  } finally {
    await report.dispose();
  }
}
