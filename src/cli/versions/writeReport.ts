import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { LabelSummary } from '../../core/dataset/summary';
import type { UnreadableLabels } from '../../core/diff/imageDiff';
import { fileError } from '../../engine/fileError';
import { HtmlReport, type ReportedImage } from '../../engine/report/htmlReport';
import { Workers } from '../../engine/workers';
import type { CliContext } from '../command';
import type { DiffOptions, Sides } from './diffOptions';

/** A report that is written when everything is known. */
export interface ReportFile {
  add(image: ReportedImage): Promise<void>;
  /** Throws `FileError`. */
  write(summary: LabelSummary, unreadable: readonly UnreadableLabels[]): Promise<void>;
  dispose(): Promise<void>;
}

export function openReport(
  file: string,
  { title, maxImages }: Pick<DiffOptions, 'title' | 'maxImages'>,
  sides: Sides,
  { cwd, root, signal }: CliContext,
): ReportFile {
  const workers = new Workers({ workerPath: join(root, 'out', 'worker.js') });
  const stop = (): void => workers.dispose();
  signal.addEventListener('abort', stop);
  const report = new HtmlReport({ ...sides, workers, title, maxImages, signal });
  return {
    add: (image) => report.add(image),
    write: (summary, unreadable) => write(resolve(cwd, file), report.html(summary, unreadable)),
    async dispose() {
      signal.removeEventListener('abort', stop);
      workers.dispose();
      await report.dispose();
    },
  };
}

async function write(path: string, html: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, html);
  } catch (error) {
    throw fileError('Could not write', path, error);
  }
}
