import { isObject, type Json } from '../../json/json';
import type { Target } from '../format';
import type { LabelSet } from '../labelSet';
import { isLoadedByUltralytics } from './labelPath';
import { LabelWriter } from './labelWriter';
import { Places } from './places';
import { printDataYaml } from './printDataYaml';
import type { YoloTask } from './task';

/** Writes `data.yaml`, and a label file for every image that was looked at. */
export function writeYolo(task: YoloTask, set: LabelSet, target: Target): void {
  const foreign = set.foreign?.['yolo'];
  const places = new Places(member(foreign, 'splitInPath') === true);
  const writer = new LabelWriter(task, set, target);
  let done = 0;
  for (const image of set.images) {
    const { at, labels, isRenamed } = places.of(image);
    if (isRenamed) target.report.loss(image.path, RENAMED);
    if (!isLoadedByUltralytics(at)) target.report.loss(image.path, NOT_LOADED);
    target.image(image.path, at);
    writer.image(image, labels);
    target.report.progress(++done, set.imageCount, 'label files written');
  }
  const { entries, lists } = places.splits(target.options['splits'] === 'lists' || places.isMixedUp);
  for (const [name, paths] of lists) target.fs.writeText(name, paths.map((path) => `./${path}\n`).join(''));
  const before = member(foreign, 'yaml');
  const content = { task: task.name, splits: entries, ...writer.facts };
  target.fs.writeText('data.yaml', printDataYaml(content, typeof before === 'string' ? before : undefined));
}

const RENAMED = {
  code: 'image-renamed',
  message: 'images are renamed: another one with the same name but for the extension has the label file',
};
const NOT_LOADED = { code: 'image-kind', message: 'images are of a kind that Ultralytics does not load' };
function member(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
