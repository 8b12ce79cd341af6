import { closeSync, openSync, writeSync } from 'node:fs';
import type { TextSink } from '../../core/formats/fs';

const BUFFER_CHARS = 256 * 1024;

/** A text file written in pieces; small ones are gathered, so that each costs no system call. */
export function fileSink(place: string, flag = 'wx'): TextSink {
  const file = openSync(place, flag);
  let waiting: string[] = [];
  let chars = 0;
  const flush = (): void => {
    if (chars > 0) writeWhole(file, Buffer.from(waiting.join(''), 'utf8'));
    [waiting, chars] = [[], 0];
  };
  return {
    write(text) {
      waiting.push(text);
      chars += text.length;
      if (chars >= BUFFER_CHARS) flush();
    },
    close() {
      try {
        flush();
      } finally {
        closeSync(file);
      }
    },
  };
}

/** One call may write less than it was given. */
export function writeWhole(file: number, bytes: Uint8Array, position?: number): void {
  for (let done = 0; done < bytes.length;)
    done += writeSync(
      file,
      bytes,
      done,
      bytes.length - done,
      position === undefined ? null : position + done,
    );
}
