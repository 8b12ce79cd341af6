import { isArray, isObject, type JsonObject } from '../../json/json';
import type { AttributeSpec, LabelClass, LabelSchema, SkeletonTemplate } from '../../schema/labelSchema';
import { escapeText, escapeAttribute } from '../xml/escapeXml';
import { readXml } from '../xml/readXml';
import { typeOfKinds } from './readMeta';

/** What was met while the images were written, and must be declared. */
export interface Met {
  readonly imageCount: number;
  /** Labels that the schema does not have. */
  readonly labels: readonly string[];
  /** Attributes that their class does not declare, by class. */
  readonly attributes: ReadonlyMap<string, readonly AttributeSpec[]>;
  /** Names of splits; empty when no image says one. */
  readonly splits: readonly string[];
  readonly tags: readonly string[];
}

/**
 * The meta of a task, or of a project where there are splits: datumaro takes these from a project only.
 * @param foreign what an earlier reading found in the meta besides labels
 */
export function printMeta(schema: LabelSchema, met: Met, foreign: JsonObject | undefined): string {
  const kind = met.splits.length > 0 ? 'project' : kindOf(foreign);
  const kept = rawElements(foreign?.['elements'], '      ');
  const head = kept !== '' ? kept : `      <name>${escapeText(schema.name ?? 'labels')}</name>\n`;
  const size = kind === 'project' ? '' : `      <size>${met.imageCount}</size>\n`;
  const mode = kept !== '' || kind === 'project' ? '' : '      <mode>annotation</mode>\n';
  return (
    `  <meta>\n    <${kind}>\n${head}${size}${mode}${met.splits.length > 0 ? printSplits(met.splits) : ''}` +
    `      <labels>\n${printLabels(schema, met)}      </labels>\n    </${kind}>\n` +
    `${rawElements(foreign?.['others'], '    ')}  </meta>\n`
  );
}

function kindOf(foreign: JsonObject | undefined): 'task' | 'job' {
  return foreign?.['kind'] === 'job' ? 'job' : 'task';
}

/** Only what is one whole element goes back. */
function rawElements(list: JsonObject[string] | undefined, indent: string): string {
  if (!isArray(list)) return '';
  const isWhole = (raw: string): boolean => {
    const { root, faults } = readXml(raw);
    return root !== undefined && faults.length === 0 && root.end === raw.length;
  };
  return list
    .filter((raw): raw is string => typeof raw === 'string' && isWhole(raw))
    .map((raw) => `${indent}${raw}\n`)
    .join('');
}

function printSplits(splits: readonly string[]): string {
  const tasks = splits.map((split, i) => {
    const name = escapeText(split);
    return `        <task>\n          <id>${i + 1}</id>\n          <name>${name}</name>\n          <subset>${name}</subset>\n        </task>\n`;
  });
  return `      <tasks>\n${tasks.join('')}      </tasks>\n      <subsets>${splits.map(escapeText).join('\n')}</subsets>\n`;
}

function printLabels(schema: LabelSchema, met: Met): string {
  const templates = new Map(schema.skeletons.map((template) => [template.name, template]));
  const classes = [...schema.classes, ...met.labels.map((name): LabelClass => ({ name, attributes: [] }))];
  const names = new Set(classes.map(({ name }) => name));
  const options = schema.tags.flatMap((group) => group.options.map(({ name }) => name));
  const tags = [...new Set([...options, ...met.tags])].filter((name) => !names.has(name));
  return (
    classes
      .map((each) =>
        printClass(each, met, each.skeleton === undefined ? undefined : templates.get(each.skeleton)),
      )
      .join('') + tags.map((name) => printLabel(name, '', 'tag', '')).join('')
  );
}

function printClass(each: LabelClass, met: Met, template: SkeletonTemplate | undefined): string {
  const type = template && !each.shapes ? 'skeleton' : typeOfKinds(each.shapes);
  const specs = [...each.attributes, ...(met.attributes.get(each.name) ?? [])];
  const id = each.id === undefined ? '' : `          <id>${each.id}</id>\n`;
  const color = each.color === undefined ? '' : `          <color>${escapeText(each.color)}</color>\n`;
  const svg = template ? `          <svg>${escapeText(drawing(template))}</svg>\n` : '';
  const parts = template?.joints.map(({ name, color: own }) => {
    const parent = `          <parent>${escapeText(each.name)}</parent>\n`;
    return printLabel(
      name,
      own === undefined ? '' : `          <color>${escapeText(own)}</color>\n`,
      'points',
      '',
      parent,
    );
  });
  return (
    printLabel(each.name, id + color, type, specs.map(printSpec).join(''), svg) + (parts?.join('') ?? '')
  );
}

function printLabel(name: string, facts: string, type: string, attributes: string, rest = ''): string {
  return (
    `        <label>\n          <name>${escapeText(name)}</name>\n${facts}          <type>${type}</type>\n` +
    `          <attributes>\n${attributes}          </attributes>\n${rest}        </label>\n`
  );
}

function printSpec(spec: AttributeSpec): string {
  const { type, first, values } = cvatSpec(spec);
  return (
    `            <attribute>\n              <name>${escapeText(spec.name)}</name>\n` +
    `              <mutable>${spec.mutable ? 'True' : 'False'}</mutable>\n              <input_type>${type}</input_type>\n` +
    `              <default_value>${escapeText(first)}</default_value>\n              <values>${escapeText(values.join('\n'))}</values>\n            </attribute>\n`
  );
}

function cvatSpec(spec: AttributeSpec): { type: string; first: string; values: readonly string[] } {
  if (spec.type === 'checkbox') {
    const first = spec.default === undefined ? '' : String(spec.default);
    return { type: 'checkbox', first, values: ['false', 'true'] };
  }
  if (spec.type === 'choice') return { type: 'select', first: spec.default ?? '', values: spec.options };
  if (spec.type === 'text')
    return {
      type: 'text',
      first: spec.default ?? '',
      values: spec.default === undefined ? [] : [spec.default],
    };
  if (spec.type === 'multichoice') return { type: 'text', first: '', values: [] };
  const { min, max, step = 1 } = spec;
  const values = min === undefined || max === undefined ? [] : [min, max, step].map(String);
  return { type: 'number', first: spec.default === undefined ? '' : String(spec.default), values };
}

/** The template as CVAT draws it, in a square of 100 x 100; joints without a place stand on a circle. */
function drawing({ joints, edges }: SkeletonTemplate): string {
  const ids = new Map(joints.map(({ name }, i) => [name, i + 1]));
  const places = joints.map(({ at }, i) => {
    const turn = (2 * Math.PI * i) / joints.length;
    const [x, y] = at ?? [0.5 + 0.4 * Math.cos(turn), 0.5 + 0.4 * Math.sin(turn)];
    return [hundredths(x), hundredths(y)] as const;
  });
  const placeOf = (name: string): readonly [number, number] => places[(ids.get(name) ?? 1) - 1] ?? [0, 0];
  const lines = edges
    .filter(([from, to]) => ids.has(from) && ids.has(to))
    .map(([from, to]) => {
      const [[x1, y1], [x2, y2]] = [placeOf(from), placeOf(to)];
      return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" data-type="edge" data-node-from="${ids.get(from)}" data-node-to="${ids.get(to)}"></line>`;
    });
  const circles = joints.map(({ name }, i) => {
    const [x, y] = places[i] ?? [0, 0];
    return `<circle r="0.75" cx="${x}" cy="${y}" data-type="element node" data-element-id="${i + 1}" data-node-id="${i + 1}" data-label-name="${escapeAttribute(name)}"></circle>`;
  });
  return [...lines, ...circles].join('');
}

function hundredths(part: number): number {
  return Math.round(part * 1e6) / 1e4;
}

/** What an earlier reading of CVAT put aside on the set. */
export function foreignMeta(foreign: JsonObject | undefined): JsonObject | undefined {
  const cvat = foreign?.['cvat'];
  return isObject(cvat) ? cvat : undefined;
}
