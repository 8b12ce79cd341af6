import type { Report } from '../../core/formats/report';
import { UnreadableFile, type ReadFs } from '../../core/formats/fs';
import { FileError } from '../fileError';
import { PathTaken, TargetError, type TargetWriter } from './targetWriter';

/** What becomes of the images: copied, linked, or left where they are. */
export type ImageMode = 'copy' | 'link' | 'none';

/** Where an image file is: on disk, or in an archive. */
export type ImageOrigin = { readonly place: string } | { readonly fs: ReadFs; readonly path: string };

/** Puts images where the format wants them, after its labels are written. Nothing is ever overwritten. */
export class ImagePlacer {
  readonly #wanted = new Map<string, string>();
  readonly #report: Report;
  #clashes = 0;

  constructor(report: Report) {
    this.#report = report;
  }

  /** The format's wish: image `path` of the set at `at` in the target. */
  readonly want = (path: string, at: string): void => {
    const other = this.#wanted.get(at);
    if (other === undefined) this.#wanted.set(at, path);
    else if (other !== path) this.#clash(path, other, at);
  };

  /** Images that had to be left out because another one has their place. */
  get clashes(): number {
    return this.#clashes;
  }

  /** Places all; answers how many are there now. Throws `FileError` when the target cannot be written. */
  place(
    writer: TargetWriter,
    mode: 'copy' | 'link',
    originOf: (path: string) => ImageOrigin | undefined,
  ): number {
    let [done, placed] = [0, 0];
    for (const [at, path] of this.#wanted) {
      this.#report.progress(++done, this.#wanted.size, mode === 'copy' ? 'Copying images' : 'Linking images');
      const origin = originOf(path);
      if (!origin) this.#missing(path);
      else if (this.#put(writer, mode, origin, at, path)) placed++;
    }
    return placed;
  }

  #put(writer: TargetWriter, mode: 'copy' | 'link', origin: ImageOrigin, at: string, path: string): boolean {
    try {
      if (!('place' in origin)) writer.writeBytes(at, origin.fs.readBytes(origin.path));
      else if (mode === 'link' && writer.addLink) writer.addLink(at, origin.place);
      else writer.addFile(at, origin.place);
      return true;
    } catch (error) {
      if (error instanceof PathTaken) this.#clash(path, 'another file', at);
      else if (error instanceof UnreadableFile || isReadFault(error, origin)) this.#unreadable(path, error);
      else if (error instanceof TargetError) this.#unreadable(path, error);
      else throw error;
      return false;
    }
  }

  #clash(path: string, other: string, at: string): void {
    this.#clashes++;
    const message = `${path} and ${other} would both stand at ${at}; only the second is there. Rename one of them.`;
    this.#report.problem({ severity: 'error', code: 'image-clash', message, path });
  }

  #missing(path: string): void {
    const message =
      'The image was not found in the source, so it is not in the target. Say where with --images.';
    this.#report.problem({ severity: 'warning', code: 'image-missing', message, path });
  }

  #unreadable(path: string, error: Error): void {
    const problem = { severity: 'error', code: 'image-unreadable', message: error.message, path } as const;
    this.#report.problem(problem);
  }
}

function isReadFault(error: unknown, origin: ImageOrigin): error is FileError {
  return 'place' in origin && error instanceof FileError && error.kind === 'missing';
}
