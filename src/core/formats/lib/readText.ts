import { UnreadableFile, type ReadFs } from '../fs';
import type { Report } from '../report';

/** What `read` gives, or undefined when the file cannot be read: a problem with its path then. */
export function whenReadable<T>(report: Pick<Report, 'problem'>, path: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    report.problem({ severity: 'error', code: 'unreadable-file', path, message: error.message });
    return undefined;
  }
}

/** The text of a file, or undefined and a problem. */
export function textOf(fs: ReadFs, path: string, report: Pick<Report, 'problem'>): string | undefined {
  return whenReadable(report, path, () => fs.readText(path));
}
