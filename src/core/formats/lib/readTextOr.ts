import { UnreadableFile, type ReadFs } from '../fs';
import type { Report } from '../report';

/** The text of a file; undefined, and a problem in the report, when it cannot be read. */
export function readTextOr(fs: ReadFs, path: string, report: Report): string | undefined {
  try {
    return fs.readText(path);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const message = `${path} cannot be read: ${error.message}`;
    report.problem({ path, severity: 'error', code: 'unreadable-file', message });
    return undefined;
  }
}

/**
 * The beginning of a file for recognising formats; '' when it cannot be read. Of a long file the bytes are taken for
 * letters one by one: enough for names and numbers.
 */
export function headOf(fs: ReadFs, path: string, bytes = 65_536): string {
  try {
    return fs.sizeBytes(path) <= bytes ? fs.readText(path) : asciiOf(fs.readRange(path, 0, bytes));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return '';
  }
}

const CHUNK = 4096;

function asciiOf(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK)
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text;
}
