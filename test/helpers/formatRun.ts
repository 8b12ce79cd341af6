import type { Detection, Format, Source, Target } from '../../src/core/formats/format';
import type { LabeledImage, LabelSet } from '../../src/core/formats/labelSet';
import { lowered } from '../../src/core/formats/lower';
import { ListReport } from './listReport';
import { MemoryFs } from './memoryFs';

/** What came of writing a set in a format. */
export interface Written {
  readonly fs: MemoryFs;
  /** As the writer was given it. */
  readonly lowered: LabelSet;
  readonly report: ListReport;
  /** Losses that the writer itself told, by image. */
  readonly said: ReadonlyMap<string, number>;
  readonly imageSize: Source['imageSize'];
}

/** Lowers and writes a set into memory; images get a file without pixels where the format wants them. */
export function written(
  format: Format,
  set: LabelSet,
  options: Readonly<Record<string, string>> = {},
): Written {
  const first = new ListReport();
  const given = lowered(set, format.holds, first, { family: format.family });
  const images = [...given.images];
  const once: LabelSet = { ...given, images };
  const fs = new MemoryFs();
  const report = new ListReport();
  const sizes = new Map<string, LabeledImage>();
  const byPath = new Map(images.map((image) => [image.path, image]));
  const place: Target['image'] = (path, at) => {
    const image = byPath.get(path);
    if (!image) throw new Error(`${format.id} places the image ${path}, which is not in the set.`);
    sizes.set(at, image);
    if (!fs.has(at)) fs.writeBytes(at, new TextEncoder().encode(`pixels of ${path}`));
  };
  if (!format.write) throw new Error(`${format.id} cannot write.`);
  format.write(once, { fs, options, image: place, report });
  const said = new Map<string, number>();
  for (const { image, count } of report.losses) said.set(image, (said.get(image) ?? 0) + count);
  return { fs, lowered: once, report, said, imageSize: (path) => sizes.get(path)?.doc.image };
}

export function sourceOf(fs: MemoryFs, imageSize: Source['imageSize'], file?: string): Source {
  return { fs, options: {}, imageSize, ...(file !== undefined && { file }) };
}

/** Reads all of a source: images in a list, not made while they are walked. */
export function readAll(format: Format, source: Source): { set: LabelSet; report: ListReport } {
  const report = new ListReport();
  const set = format.read(source, report);
  return { set: { ...set, images: [...set.images] }, report };
}

/** The format that a source is taken for: the most confident one, the first of equals. */
export function detected(
  formats: readonly Format[],
  source: Source,
): { format: Format; detection: Detection } | undefined {
  let best: { format: Format; detection: Detection } | undefined;
  for (const format of formats) {
    const detection = format.detect(source);
    if (detection && (!best || detection.confidence > best.detection.confidence))
      best = { format, detection };
  }
  return best;
}
