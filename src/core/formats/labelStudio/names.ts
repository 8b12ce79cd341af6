/** Names of the controls that we write where no config says others. */
export const IMAGE_OBJECT = 'image';
/** The transcription of a region. */
export const TEXT_CONTROL = 'transcription';
/** The points of skeletons: their labels are names of joints and no classes. */
export const JOINTS_CONTROL = 'joints';
/** Tags of the image that belong to no question. */
export const TAGS_CONTROL = 'tags';
/** The key in `meta` for what Label Studio has no word for: it keeps `meta`. */
export const OWN_KEY = 'relabel';
/** Where what is only Label Studio's stands in `extra`. */
export const FAMILY = 'labelstudio';

/** The control that a region is labelled with where no config says another, by the type of its result. */
export const USUAL_CONTROLS: ReadonlyMap<string, string> = new Map([
  ['rectanglelabels', 'label'],
  ['ellipselabels', 'ellipse'],
  ['polygonlabels', 'polygon'],
  ['keypointlabels', 'keypoint'],
  ['vectorlabels', 'vector'],
  ['brushlabels', 'brush'],
  ['bitmasklabels', 'bitmask'],
]);
