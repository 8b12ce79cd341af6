import type { LabelClass } from '../../schema/labelSchema';

/** Name, colour, and whether the class has instances; the place in the list is the id (cityscapesScripts: labels.py). */
const ROWS: readonly (readonly [name: string, color: string, hasInstances?: true])[] = [
  ['unlabeled', '#000000'],
  ['ego vehicle', '#000000'],
  ['rectification border', '#000000'],
  ['out of roi', '#000000'],
  ['static', '#000000'],
  ['dynamic', '#6f4a00'],
  ['ground', '#510051'],
  ['road', '#804080'],
  ['sidewalk', '#f423e8'],
  ['parking', '#faaaa0'],
  ['rail track', '#e6968c'],
  ['building', '#464646'],
  ['wall', '#66669c'],
  ['fence', '#be9999'],
  ['guard rail', '#b4a5b4'],
  ['bridge', '#966464'],
  ['tunnel', '#96785a'],
  ['pole', '#999999'],
  ['polegroup', '#999999'],
  ['traffic light', '#faaa1e'],
  ['traffic sign', '#dcdc00'],
  ['vegetation', '#6b8e23'],
  ['terrain', '#98fb98'],
  ['sky', '#4682b4'],
  ['person', '#dc143c', true],
  ['rider', '#ff0000', true],
  ['car', '#00008e', true],
  ['truck', '#000046', true],
  ['bus', '#003c64', true],
  ['caravan', '#00005a', true],
  ['trailer', '#00006e', true],
  ['train', '#005064', true],
  ['motorcycle', '#0000e6', true],
  ['bicycle', '#770b20', true],
];

/** Ids that the 19 classes of training (`labelTrainIds`) stand for. */
export const TRAIN_IDS = [7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33];

/** The classes of the data set itself; `unlabeled` is what nothing says. */
export const CITYSCAPES_CLASSES: readonly LabelClass[] = ROWS.slice(1).map(
  ([name, color, hasInstances], i) => ({
    name,
    id: i + 1,
    color,
    attributes: [],
    ...(!hasInstances && { stuff: true as const }),
  }),
);
