import { createHash } from 'node:crypto';
import type { LabelSummary } from '../../core/dataset/summary';
import { summarise } from '../../core/dataset/summarise';
import type { ImageDiff, UnreadableLabels } from '../../core/diff/imageDiff';
import type { ReportImage } from '../../core/report/report';
import { REPORT_TEXTS, reportPage } from '../../core/report/reportPage';
import { changedPages, reportSection, sectionLink } from '../../core/report/reportSection';
import { dataSets } from '../dataset/dataSets';
import { revisionTitle, type Revision } from '../versioning/revision';
import type { Versions } from '../versioning/versions';
import type { Workers } from '../workers';
import { Pictures, type Made } from './pictures';

export interface ReportOptions {
  readonly from: Revision;
  readonly to: Revision;
  /** Absent: the images are files without a repository. */
  readonly versions?: Versions | undefined;
  readonly workers: Pick<Workers, 'imaging'>;
  /** Default: the two versions. */
  readonly title?: string | undefined;
  /** Most images with pictures. */
  readonly maxImages: number;
  readonly signal: AbortSignal;
}

/** An image that differs, and where it is: absolute, as if the version were checked out. */
export interface ReportedImage extends ImageDiff {
  readonly imagePath: string;
  readonly fromImagePath?: string;
}

/** Pictures of a report take no more than this together; images beyond it have a plain frame. */
const MOST_BYTES = 40_000_000;
const MOST_PAGES = 8;
/** Images without pictures that are named. */
const MOST_NAMED = 1000;

/** Collects images one by one and makes one HTML text of them; nothing of an image is kept but its section. */
export class HtmlReport {
  readonly #options: ReportOptions;
  readonly #pictures: Pictures;
  readonly #sets = dataSets({ git: undefined });
  readonly #sections: string[] = [];
  readonly #links: string[] = [];
  readonly #more: { readonly path: string; readonly text: string }[] = [];
  #images = 0;
  #evenMore = 0;
  #bytes = 0;

  constructor(options: ReportOptions) {
    this.#options = options;
    this.#pictures = new Pictures(options.workers, options.versions);
  }

  /** Rejects only when it is aborted. */
  async add(image: ReportedImage): Promise<void> {
    if (this.#images >= this.#options.maxImages) return this.#mention(image);
    this.#images++;
    const pages = changedPages(image.diff.instances).slice(0, MOST_PAGES);
    for (const [i, page] of pages.entries()) {
      const report = await this.#reportImage(image, page, i === 0);
      const number = this.#sections.length + 1;
      const section = reportSection(report, number);
      this.#bytes += section.length;
      this.#sections.push(section);
      this.#links.push(sectionLink(report, number));
    }
  }

  html(summary: LabelSummary, unreadable: readonly UnreadableLabels[]): string {
    const [from, to] = [revisionTitle(this.#options.from), revisionTitle(this.#options.to)];
    const title = this.#options.title ?? `Labels: ${from} → ${to}`;
    const frame = { title, from, to, summary, unreadable, more: this.#more, evenMore: this.#evenMore };
    const hashes = { style: sha256(REPORT_TEXTS.style), script: sha256(REPORT_TEXTS.script) };
    return reportPage(frame, this.#sections, this.#links, hashes);
  }

  async dispose(): Promise<void> {
    await this.#pictures.dispose();
  }

  #mention(image: ReportedImage): void {
    if (this.#more.length >= MOST_NAMED) this.#evenMore++;
    else this.#more.push({ path: image.path, text: summarise([image]).text.replace(/^1 image(?:, )?/, '') });
  }

  async #reportImage(image: ReportedImage, page: number, isFirst: boolean): Promise<ReportImage> {
    const { imagePath, fromImagePath = imagePath } = image;
    const schema = await this.#sets.schemaFor(imagePath).catch(() => undefined);
    const shared = { image, page, isFirst, schema: schema?.schema };
    if (this.#bytes > MOST_BYTES) return { ...shared, note: 'No picture: the report is large enough.' };
    const { from, to } = this.#options;
    const after = await this.#make(to, imagePath, page);
    const before = await this.#make(from, fromImagePath, page);
    const [is, was] = [pictureOf(after), pictureOf(before)];
    const note = is || was ? undefined : 'why' in after ? after.why : undefined;
    return { ...shared, before: was, after: is, note };
  }

  #make(revision: Revision, path: string, page: number): Promise<Made> {
    return this.#pictures.make(revision, path, page, this.#options.signal);
  }
}

function pictureOf(made: Made): ReportImage['after'] {
  return 'picture' in made ? made.picture : undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
