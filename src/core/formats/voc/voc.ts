import type { Detection, Format, Source } from '../format';
import { headText } from '../xml/headText';
import { walkFiles } from '../lib/walkFiles';
import type { Holds } from '../holds';
import { joined } from '../lib/safePath';
import { vocRootFolder } from './vocFiles';
import { readVoc } from './readVoc';
import { writeVoc } from './writeVoc';

/*
 * Pascal VOC XML (host.robots.ox.ac.uk/pascal/VOC/voc2012: devkit_doc.pdf; datumaro: plugins/data_formats/voc).
 * Pixels: edges from 0, as nearly all tools write them; the original data set counts pixels from 1 with both ends
 * inside (`box-origin=1`: x = xmin - 1, right edge = xmax). The files do not tell which.
 */

export const BOXES_ONLY: Holds['shapes'] = {
  box: 'box',
  rotatedBox: 'box',
  polygon: 'box',
  polyline: 'box',
  spline: 'box',
  point: undefined,
  skeleton: 'box',
  ellipse: 'box',
  cuboid: 'box',
  mask: 'box',
};

export const BOX_ORIGIN = {
  name: 'box-origin',
  about:
    'where numbers of boxes begin: 0 for edges from 0, 1 for pixels counted from 1 with both ends inside',
  values: ['0', '1'],
} as const;

export const voc: Format = {
  id: 'voc',
  title: 'Pascal VOC',
  family: 'voc',
  target: { kind: 'folder' },
  holds: {
    shapes: BOXES_ONLY,
    holes: false,
    parts: false,
    flags: ['truncated', 'difficult', 'occluded'],
    fields: ['attributes'],
    tags: 'none',
    state: true,
    ids: false,
    classIds: false,
    splits: true,
    negatives: true,
  },
  readOptions: [BOX_ORIGIN],
  writeOptions: [
    BOX_ORIGIN,
    { name: 'class-lists', about: 'lists of the images that have each class', values: ['no', 'yes'] },
    {
      name: 'numbers',
      about: 'integers for readers that know no fractions',
      values: ['decimals', 'integers'],
    },
  ],
  detect,
  read: (source, report) => readVoc(source, report),
  write: writeVoc,
};

function detect(source: Source): Detection | undefined {
  const root = vocRootFolder(source);
  const folder = root.hasFolders ? joined(root.path, 'Annotations') : root.path;
  const first =
    source.file ?? walkFiles(source.fs, folder, (name) => /\.xml$/i.test(name)).next().value ?? undefined;
  if (first === undefined) return emptyVoc(source, root.path);
  if (!/<annotation[\s>]/.test(headText(source.fs, first))) return undefined;
  const reason = `${first} has the root <annotation>`;
  return { confidence: root.hasFolders ? 0.95 : 0.85, reason };
}

/** A set without any labelled image still has its lists. */
function emptyVoc({ fs }: Source, root: string): Detection | undefined {
  if (!fs.has(joined(root, 'labelmap.txt')) && !fs.has(joined(root, 'unlabelled.tsv'))) return undefined;
  return { confidence: 0.55, reason: 'labelmap.txt or unlabelled.tsv of Pascal VOC, without any XML' };
}
