import type { JsonObject } from '../../json/json';
import { maskOfSpans } from '../../mask/rle';
import { mask as maskKind } from '../../shapes/mask';
import type { Mask } from '../../shapes/shapeData';
import type { Source } from '../format';
import { UnreadableFile, type ReadFs } from '../fs';
import { spansOfPng } from '../lib/pngSpans';
import { lastPart } from '../lib/safePath';
import { walkFiles } from '../lib/walkFiles';
import { decodePng } from '../png/decodePng';
import type { Report } from '../report';
import { finiteNumber } from '../xml/xmlElement';
import { namedRows, type NamedRow } from './openImagesRows';

/** What a row of a segmentation table says besides its image. */
export interface MaskRow {
  readonly labelName: string;
  /** The picture, as the table names it. */
  readonly picture: string;
  /** Of the box it belongs to: XMin, XMax, YMin, YMax as parts of the image. */
  readonly edges: readonly number[];
  /** BoxID, PredictedIoU, Clicks. */
  readonly facts: JsonObject;
  readonly table: string;
  readonly line: number;
}

const EDGES = ['BoxXMin', 'BoxXMax', 'BoxYMin', 'BoxYMax'];
const FACTS = ['BoxID', 'PredictedIoU', 'Clicks'];

/** The rows of a table of masks with the ids of their images; those that lack something are told. */
export function* maskRows(
  fs: ReadFs,
  table: string,
  report: Report,
): Generator<readonly [imageId: string, row: MaskRow]> {
  for (const row of namedRows(fs, table, report)) {
    const [imageId = '', labelName = '', picture = ''] = ['ImageID', 'LabelName', 'MaskPath'].map(row.get);
    const edges = EDGES.map((name) => finiteNumber(row.get(name)));
    if (imageId === '' || labelName === '' || picture === '') {
      const message = 'A row lacks ImageID, LabelName or MaskPath; it is left out.';
      report.problem({ severity: 'error', code: 'open-images-row', path: table, line: row.line, message });
      continue;
    }
    const known = edges.filter((edge) => edge !== undefined);
    yield [imageId, { labelName, picture, edges: known, facts: factsOf(row), table, line: row.line }];
  }
}

function factsOf(row: NamedRow): JsonObject {
  return Object.fromEntries(
    FACTS.map((name) => [name, row.get(name) ?? ''] as const).filter(([, cell]) => cell !== ''),
  );
}

/** Pictures of masks by the name that tables use: below `masks/<subset>`, and the file's name alone. */
export function maskFiles(fs: ReadFs): ReadonlyMap<string, string> {
  const byName = new Map<string, string>();
  const pictures = [...walkFiles(fs, '', (name) => /\.png$/i.test(name))];
  const add = (name: string, path: string): void => {
    if (!byName.has(name)) byName.set(name, path);
  };
  for (const path of pictures) {
    const below = /(?:^|\/)masks\/[^/]+\/(.+)$/.exec(path)?.[1];
    if (below !== undefined) add(below, path);
  }
  for (const path of pictures) add(lastPart(path), path);
  return byName;
}

/**
 * The pixels of a mask in the frame of its image; undefined, and told, when they cannot be read. Pictures may be of
 * another size than their image: every pixel of the image takes the nearest one.
 */
export function readMask(
  { fs }: Source,
  files: ReadonlyMap<string, string>,
  { picture, table, line }: MaskRow,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
  report: Report,
): Mask | undefined {
  const tell = (why: string): undefined => {
    const message = `The mask ${picture} cannot be read: ${why}. Its box is read instead.`;
    report.problem({ severity: 'error', code: 'open-images-mask', path: table, line, message });
  };
  const path = files.get(picture) ?? files.get(lastPart(picture));
  if (path === undefined) return tell('there is no such picture in a folder called masks');
  const bytes = bytesOf(fs, path);
  if (typeof bytes === 'string') return tell(bytes);
  const png = decodePng(bytes);
  if (typeof png === 'string') return tell(png);
  const mask = maskOfSpans(spansOfPng(png));
  if (!mask) return tell('none of its pixels is set');
  if (png.widthPx === widthPx && png.heightPx === heightPx) return mask;
  return maskKind.scale(mask, widthPx / png.widthPx, heightPx / png.heightPx);
}

function bytesOf(fs: ReadFs, path: string): Uint8Array | string {
  try {
    return fs.readBytes(path);
  } catch (error) {
    if (error instanceof UnreadableFile) return error.message;
    throw error;
  }
}
