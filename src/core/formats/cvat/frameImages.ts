import type { Source } from '../format';
import { isImageName, joined, safePath } from '../lib/safePath';
import { textOf } from '../lib/readText';
import { walkFiles } from '../lib/walkFiles';
import type { Report } from '../report';

export interface FrameImage {
  readonly frame: number;
  /** As in `LabeledImage.path`. */
  readonly path: string;
  readonly file: string | undefined;
}

/**
 * The image of each frame of a video, in the order of the frames. From the list that the option `frames` names (one
 * path a line, from frame 0 on); else from files whose names end in frame numbers (`frame_000010.png`, as CVAT and
 * datumaro write them); else the files in the order of their names, from the task's first frame on.
 */
export function framesOf(
  source: Source,
  root: string,
  used: ReadonlyMap<number, unknown>,
  startFrame: number,
  report: Report,
): readonly FrameImage[] {
  const folder = source.fs.list(joined(root, 'images')).length > 0 ? joined(root, 'images') : root;
  const files = [...walkFiles(source.fs, folder, isImageName)];
  const below = (file: string): string => (folder === '' ? file : file.slice(folder.length + 1));
  const listed = source.options['frames'];
  const found =
    listed !== undefined
      ? listedFrames(source, listed, new Map(files.map((file) => [below(file), file])), report)
      : files.every((file) => numberIn(file) !== undefined)
        ? files.map((file) => ({ frame: numberIn(file) ?? 0, path: below(file), file }))
        : files.map((file, i) => ({ frame: startFrame + i, path: below(file), file }));
  const known = new Set(found.map(({ frame }) => frame));
  const missing = [...used.keys()].filter((frame) => !known.has(frame));
  if (missing.length > 0 && found.length > 0) tellMissing(missing, report);
  const paths = new Set(found.map(({ path }) => path));
  const named = missing.map((frame) => ({ frame, path: freeName(frame, paths), file: undefined }));
  return [...found, ...named].sort((a, b) => a.frame - b.frame);
}

function numberIn(path: string): number | undefined {
  const digits = /frame_(\d{1,9})\.\w+$/i.exec(path)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function freeName(frame: number, taken: ReadonlySet<string>): string {
  const name = `frame_${String(frame).padStart(6, '0')}.png`;
  return taken.has(name) ? `missing/${name}` : name;
}

function listedFrames(
  source: Source,
  list: string,
  files: ReadonlyMap<string, string>,
  report: Report,
): readonly FrameImage[] {
  const path = safePath(list);
  if (path === undefined || !source.fs.has(path)) {
    const message = `There is no file ${list} with the images of the frames.`;
    report.problem({ severity: 'error', code: 'cvat-frames', message });
    return [];
  }
  const lines = (textOf(source.fs, path, report) ?? '').split(/\r?\n/);
  const seen = new Set<string>();
  return lines.flatMap((line, frame) => {
    const image = safePath(line.trim());
    if (image === undefined || seen.has(image)) return [];
    seen.add(image);
    return [{ frame, path: image, file: files.get(image) }];
  });
}

function tellMissing(frames: readonly number[], report: Report): void {
  const which = frames.slice(0, 5).join(', ') + (frames.length > 5 ? ', ...' : '');
  report.problem({
    severity: 'warning',
    code: 'cvat-frames',
    message: `There is no image for ${frames.length} of the frames that have labels: ${which}.`,
  });
}
