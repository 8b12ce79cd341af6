import type { Detection, Format, FormatOption, Source } from '../format';
import type { Holds } from '../holds';
import { headOf } from '../lib/readTextOr';
import { lastPart } from '../lib/safePath';
import { walkFiles } from '../lib/walkFiles';
import { taskComment } from '../yolo/dataYaml';
import { isYoloImage } from '../yolo/labelPath';
import { printDataYaml } from '../yolo/printDataYaml';
import { readImageFolder, splitFolders } from './readImageFolder';
import { writeImageFolder } from './writeImageFolder';

/** Classes of whole images; nothing in them. */
const HOLDS: Holds = {
  shapes: {
    box: undefined,
    rotatedBox: undefined,
    polygon: undefined,
    polyline: undefined,
    spline: undefined,
    point: undefined,
    skeleton: undefined,
    ellipse: undefined,
    cuboid: undefined,
    mask: undefined,
  },
  holes: false,
  parts: false,
  flags: [],
  fields: [],
  tags: 'several',
  state: false,
  ids: false,
  classIds: false,
  splits: true,
  negatives: false,
};

const READ_OPTIONS: readonly FormatOption[] = [
  { name: 'splits', about: 'Whether the folders at the top are splits', values: ['auto', 'yes', 'no'] },
  { name: 'tag-group', about: 'Name of the question that the class answers (class)' },
];
const WRITE_OPTIONS: readonly FormatOption[] = [
  { name: 'tag-group', about: 'The question about the whole image whose answer is the class' },
];

/** Class folders, as torchvision's ImageFolder reads them. */
export const imageFolder: Format = {
  id: 'image-folder',
  title: 'Folders of classes (ImageFolder)',
  family: 'imageFolder',
  target: { kind: 'folder' },
  holds: HOLDS,
  needsImages: true,
  readOptions: READ_OPTIONS,
  writeOptions: WRITE_OPTIONS,
  detect: (source) => detect(source, false),
  read: readImageFolder,
  write: (set, target) => void writeImageFolder(set, target),
};

/** The same as Ultralytics trains on it, with the names in a `data.yaml`, which it passes over. */
export const yoloClassify: Format = {
  ...imageFolder,
  id: 'yolo-classify',
  title: 'YOLO classify (Ultralytics)',
  detect: (source) => detect(source, true),
  write(set, target) {
    const classes = writeImageFolder(set, target).map((name, id) => ({ name, id, attributes: [] }));
    target.fs.writeText('data.yaml', printDataYaml({ task: 'classify', splits: new Map(), classes }));
  },
};

/** Files that are looked at. */
const SAMPLE = 2000;
/** Folders that hold the images of other formats. */
const NO_CLASS = /^(?:images?|img|jpegimages|annotations?|labels?|labeltxt|image_2|masks?)$/i;

function detect(source: Source, isYolo: boolean): Detection | undefined {
  const { fs, file } = source;
  if (file !== undefined) return undefined;
  if (headOf(fs, 'data.yaml').startsWith(taskComment('classify')))
    return isYolo ? { confidence: 0.99, reason: 'data.yaml says that the task is classify' } : undefined;
  const splits = splitFolders(fs);
  const depth = splits === undefined ? 2 : 3;
  let [images, others, seen] = [0, 0, 0];
  for (const path of walkFiles(fs, '', () => true)) {
    const parts = path.split('/');
    if (isYoloImage(path) && parts.length >= depth && !parts.slice(0, -1).some((part) => NO_CLASS.test(part)))
      images++;
    else if (lastPart(path) !== '.gitkeep') others++;
    if (++seen >= SAMPLE) break;
  }
  if (images === 0 || others > images / 2) return undefined;
  const confidence = (others === 0 ? 0.6 : 0.35) - (isYolo ? 0.02 : 0);
  const below = splits === undefined ? '' : ` below ${splits.join(', ')}`;
  return { confidence, reason: `nothing but images in folders${below}` };
}
