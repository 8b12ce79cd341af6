import { isUtf8 } from 'node:buffer';
import { UnreadableFile } from '../../core/formats/fs';
import type { FileProblem } from '../../core/formats/report';

/** Larger texts are refused: a JavaScript string could not hold them. */
export const MAX_TEXT_BYTES = 500 * 1024 * 1024;

/** Hears what is wrong with a file that can be read all the same. */
export type Notice = (problem: FileProblem) => void;

/**
 * Text of a label file: UTF-8 without its byte order mark, or UTF-16 with one. Bytes that are not UTF-8 become U+FFFD,
 * and `notice` hears in which line, so that the rest of the file is not lost.
 */
export function decodeText(bytes: Buffer, path: string, notice: Notice): string {
  if (bytes.length > MAX_TEXT_BYTES) throw tooLarge(path, bytes.length);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const text = bytes.toString('utf8', from);
  if (!isUtf8(bytes)) notice(notUtf8(path, text));
  return text;
}

export function tooLarge(path: string, sizeBytes: number): UnreadableFile {
  const [size, limit] = [sizeBytes, MAX_TEXT_BYTES].map((bytes) => Math.round(bytes / 1024 / 1024));
  const why = `The file has ${size} MB; text of at most ${limit} MB is read at once. Split it into several files.`;
  return new UnreadableFile(path, why);
}

function notUtf8(path: string, text: string): FileProblem {
  const line = text.slice(0, Math.max(0, text.indexOf('\uFFFD'))).split('\n').length;
  const message =
    'Some bytes are not UTF-8 and were read as "\uFFFD". Save the file as UTF-8 where names came out wrong.';
  return { severity: 'warning', code: 'not-utf8', message, path, line };
}
