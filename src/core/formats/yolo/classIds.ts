import type { LabelClass } from '../../schema/labelSchema';
import type { Loss, Report } from '../report';

/** A class with the number that rows name it by. */
export type NumberedClass = LabelClass & { readonly id: number };

/**
 * Class numbers as YOLO wants them: 0, 1, 2 and so on without gaps. Ids that are so already are kept; others are given
 * anew in the classes' order, or (`keep`) kept with placeholders in the gaps. A label that no class has is added.
 */
export class ClassIds {
  readonly #byName = new Map<string, NumberedClass>();
  readonly #classes: NumberedClass[];

  constructor(classes: readonly LabelClass[], way: string | undefined, report: Pick<Report, 'loss'>) {
    this.#classes = way === 'keep' ? withPlaceholders(classes, report) : renumbered(classes, report);
    for (const each of this.#classes) this.#byName.set(each.name, each);
  }

  /** All classes by ascending id. */
  get classes(): readonly NumberedClass[] {
    return this.#classes;
  }

  idOf(label: string): number {
    const known = this.#byName.get(label);
    if (known) return known.id;
    const added = { name: label, id: this.#classes.length, attributes: [] };
    this.#classes.push(added);
    this.#byName.set(label, added);
    return added.id;
  }
}

function renumbered(classes: readonly LabelClass[], report: Pick<Report, 'loss'>): NumberedClass[] {
  const isIndex = classes.every(({ id }, i) => id === undefined || id === i);
  const changed = classes.filter(({ id }, i) => id !== undefined && id !== i);
  if (!isIndex && isPermutation(classes)) return inOrderOfIds(classes as readonly NumberedClass[], report);
  if (changed.length > 0) report.loss('', RENUMBERED, changed.length);
  return classes.map((each, id) => ({ ...each, id }));
}

const RENUMBERED: Loss = {
  code: 'class-ids-renumbered',
  message: 'class ids are given anew, from 0 without gaps (class-ids=keep fills the gaps instead)',
};
const REORDERED: Loss = {
  code: 'classes-reordered',
  message: 'classes are listed in the order of their ids',
};

function isPermutation(classes: readonly LabelClass[]): boolean {
  const ids = new Set(classes.map(({ id }) => id));
  return ids.size === classes.length && classes.every((_, i) => ids.has(i));
}

/** Readers that take the names as a list must count as the ids do. */
function inOrderOfIds(classes: readonly NumberedClass[], report: Pick<Report, 'loss'>): NumberedClass[] {
  report.loss('', REORDERED, classes.length);
  return [...classes].sort((a, b) => a.id - b.id);
}

/** More placeholders than this help nobody. */
const MOST_GAPS = 10_000;

function withPlaceholders(classes: readonly LabelClass[], report: Pick<Report, 'loss'>): NumberedClass[] {
  const ids = classes.map(({ id }) => id);
  const last = Math.max(-1, ...ids.map((id) => id ?? Infinity));
  const isUnique = new Set(ids).size === ids.length;
  if (!isUnique || last >= classes.length + MOST_GAPS) return renumbered(classes, report);
  const byId = new Map(classes.map((each) => [each.id, each]));
  const gaps = last + 1 - classes.length;
  if (gaps > 0)
    report.loss('', { code: 'class-placeholders', message: 'gaps in the class ids are filled' }, gaps);
  return Array.from({ length: last + 1 }, (_, id) => ({
    ...(byId.get(id) ?? { name: `unused ${id}`, attributes: [] }),
    id,
  }));
}
