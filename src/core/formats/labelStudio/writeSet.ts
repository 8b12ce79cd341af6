import { isObject } from '../../json/json';
import type { Target } from '../format';
import type { LabelSet } from '../labelSet';
import { readConfig, type LabelConfig } from './config';
import { Controls } from './controls';
import { FAMILY } from './names';
import { configText } from './writeConfig';
import { taskText } from './writeTask';

/** Writes `tasks.json`, a task a line, and the labelling config for it. */
export function writeTasks(set: LabelSet, target: Target): void {
  const controls = new Controls(set.schema, configOf(set), target.options['image-root']);
  const sink = target.fs.open('tasks.json');
  let done = 0;
  for (const image of set.images) {
    sink.write(`${done === 0 ? '[\n' : ',\n'}${taskText(image, controls, done + 1)}`);
    target.image(image.path, image.path);
    target.report.wrote(image.path, image.doc.annotations.length);
    done++;
    if (done % 100 === 0) target.report.progress(done, set.imageCount, 'images');
  }
  sink.write(done === 0 ? '[]\n' : '\n]\n');
  sink.close();
  controls.declareAll();
  target.fs.writeText('label_config.xml', configText(controls));
}

/** The config that the labels came with. */
export function configOf({ foreign }: LabelSet): LabelConfig | undefined {
  const own = foreign?.[FAMILY];
  const text = isObject(own) ? own['config'] : undefined;
  return typeof text === 'string' ? readConfig(text) : undefined;
}
