import { readTaskFiles } from '../../../../../src/core/formats/labelStudio/readSet';
import type { LabeledImage, LabelSet } from '../../../../../src/core/formats/labelSet';
import type { FileProblem } from '../../../../../src/core/formats/report';
import { ListReport } from '../../../../helpers/listReport';
import { MemoryFs } from '../../../../helpers/memoryFs';

export interface ReadTasks {
  readonly set: LabelSet;
  readonly images: readonly LabeledImage[];
  readonly problems: readonly FileProblem[];
}

/** Reads tasks (and a labelling config) from memory. */
export function readTasksText(tasks: unknown, config?: string): ReadTasks {
  const text = typeof tasks === 'string' ? tasks : JSON.stringify(tasks, null, 1);
  const fs = new MemoryFs({
    'tasks.json': text,
    ...(config !== undefined && { 'label_config.xml': config }),
  });
  const report = new ListReport();
  const set = readTaskFiles({ fs, options: {}, imageSize: () => undefined }, ['tasks.json'], report);
  return { set, images: [...set.images], problems: report.problems };
}

/** A task about a.jpg (100 x 50 pixels) with these results in its annotation. */
export function taskOf(results: readonly object[], more: object = {}): object {
  return { id: 1, data: { image: 'a.jpg' }, annotations: [{ id: 5, result: results }], ...more };
}

/** A region's result on an image of 100 x 50 pixels. */
export function resultOf(type: string, value: object, more: object = {}): object {
  const frame = { original_width: 100, original_height: 50, image_rotation: 0 };
  return { id: 'Xk2', from_name: 'label', to_name: 'image', type, ...frame, value, ...more };
}
