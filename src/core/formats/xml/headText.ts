import { UnreadableFile, type ReadFs } from '../fs';
import { decodeXml } from './decodeXml';

/** The beginning of a file as text; '' when it cannot be read. */
export function headText(fs: ReadFs, path: string, bytes = 4096): string {
  try {
    return decodeXml(fs.readRange(path, 0, bytes)).text;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return '';
  }
}
