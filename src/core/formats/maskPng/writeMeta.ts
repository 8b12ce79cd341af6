import type { LabelClass } from '../../schema/labelSchema';
import type { Target } from '../format';
import { META_FILE } from './classTable';
import type { ClassValues } from './classValues';

/** The classes beside the masks, as datumaro's segmentation formats have them; `class_order` is ours. */
export function writeMeta(
  classes: readonly LabelClass[],
  values: ClassValues,
  palette: Uint8Array | undefined,
  { fs, report }: Target,
): void {
  const rows = classes.map(({ name }) => [values.byName.get(name) ?? 0, name] as const);
  const all = values.empty === 0 ? [[0, backgroundName(classes)] as const, ...rows] : rows;
  const sorted = all.toSorted(([a], [b]) => a - b);
  const meta = {
    label_map: Object.fromEntries(sorted.map(([value, name]) => [String(value), name])),
    ...(palette && {
      segmentation_colors: sorted.map(([value]) => [...palette.subarray(3 * value, 3 * value + 3)]),
    }),
    ...(values.empty === 0 && { background_label: '0' }),
    class_order: classes.map(({ name }) => name),
  };
  fs.writeText(META_FILE, `${JSON.stringify(meta, null, 2)}\n`);
  if (values.areIds || !classes.some(({ id }) => id !== undefined)) return;
  const message = 'classes are counted by their place: their own numbers do not fit into a pixel';
  report.loss('', { code: 'class-ids-dropped', message }, classes.length);
}

function backgroundName(classes: readonly LabelClass[]): string {
  return classes.some(({ name }) => name === 'background') ? '_background_' : 'background';
}
