import type { LabelChoice } from '../../../core/schema/labelSchema';
import { cocoStore } from './cocoStore';
import { labelmeStore } from './labelmeStore';
import { labelStudioStore } from './labelStudioStore';
import type { FindStore } from './labelStore';
import { vocStore } from './vocStore';
import { yoloStore } from './yoloStore';

/** In the order in which they are looked for: what lies nearest to single images first. */
export const FINDERS: Readonly<Record<Exclude<LabelChoice['store'], 'sidecars'>, FindStore>> = {
  yolo: yoloStore,
  labelme: labelmeStore,
  voc: vocStore,
  coco: cocoStore,
  'label-studio': labelStudioStore,
};
