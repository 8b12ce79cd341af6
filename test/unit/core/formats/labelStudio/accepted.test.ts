import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readConfig, type LabelConfig } from '../../../../../src/core/formats/labelStudio/config';
import { labelstudio } from '../../../../../src/core/formats/labelStudio/labelstudio';
import { isArray, isObject, type Json, type JsonObject } from '../../../../../src/core/json/json';
import { arbitraryLabelSet } from '../../../../helpers/arbitraryLabelSet';
import { written } from '../../../../helpers/formatRun';

/*
 * The checks that Label Studio runs over what is imported.
 * Source: HumanSignal/label-studio-sdk: label_interface/interface.py (`_validate_region_logic`,
 * `_validate_relation_logic`), control_tags.py (value classes).
 */

const isNumber = (value: Json | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value);
const upTo = (most: number) => (value: Json | undefined) => isNumber(value) && value <= most;
const isTexts = (value: Json | undefined): boolean =>
  isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string');

/** Members that a value must have, by type. */
const VALUES: Readonly<Record<string, Readonly<Record<string, (value: Json | undefined) => boolean>>>> = {
  rectanglelabels: {
    x: upTo(100),
    y: upTo(100),
    width: upTo(100),
    height: upTo(100),
    rotation: upTo(360),
    rectanglelabels: isTexts,
  },
  ellipselabels: {
    x: upTo(100),
    y: upTo(100),
    radiusX: isNumber,
    radiusY: isNumber,
    rotation: upTo(360),
    ellipselabels: isTexts,
  },
  polygonlabels: {
    points: (value) =>
      isArray(value) &&
      value.every((point) => isArray(point) && point.length === 2 && point.every(upTo(100))),
    polygonlabels: isTexts,
  },
  keypointlabels: { x: upTo(100), y: upTo(100), keypointlabels: isTexts },
  vectorlabels: {
    vertices: (value) =>
      isArray(value) &&
      value.every((vertex) => isObject(vertex) && isNumber(vertex['x']) && isNumber(vertex['y'])),
    vectorlabels: isTexts,
  },
  brushlabels: {
    format: (value) => value === 'rle',
    rle: (value) =>
      isArray(value) && value.length > 0 && value.every((byte) => isNumber(byte) && byte >= 0 && byte <= 255),
    brushlabels: isTexts,
  },
  choices: { choices: isTexts },
  textarea: { text: isTexts },
  number: { number: isNumber },
};

function wrongRegion(result: JsonObject, config: LabelConfig): string | undefined {
  const { from_name: from, to_name: to, type, value } = result;
  const control = config.controls.find(({ name }) => name === from);
  if (!control) return `no control ${String(from)}`;
  if (control.type !== type) return `${String(type)} of a control ${control.type}`;
  if (!config.objects.some(({ name }) => name === to) || !control.toNames.includes(String(to)))
    return `no object ${String(to)}`;
  const rules = VALUES[String(type)];
  if (!rules || !isObject(value)) return `no value of a type ${String(type)}`;
  const wrong = Object.entries(rules).find(([key, isRight]) => !isRight(value[key]));
  if (wrong) return `${wrong[0]} of ${JSON.stringify(value)}`;
  const labels = isArray(value[String(type)]) ? (value[String(type)] as readonly Json[]) : [];
  const known = new Set<Json>(control.options.map(({ name }) => name));
  const stranger = known.size > 0 ? labels.find((label) => !known.has(label)) : undefined;
  return stranger === undefined ? undefined : `unknown label ${JSON.stringify(stranger)}`;
}

function wrongList(list: Json, config: LabelConfig): readonly string[] {
  if (!isObject(list) || !isArray(list['result'])) return ['no list of results'];
  const { score } = list;
  const regions = list['result'].filter(isObject);
  const ids = new Set(regions.map(({ id }) => id));
  const wrong = regions.flatMap((each) => {
    if (each['type'] !== 'relation') return wrongRegion(each, config) ?? [];
    const isRight =
      ids.has(each['from_id'] ?? '') && ids.has(each['to_id'] ?? '') && each['direction'] === 'right';
    return isRight ? [] : ['a relation to nowhere'];
  });
  return score !== undefined && !(isNumber(score) && score >= 0 && score <= 1) ? [...wrong, 'score'] : wrong;
}

describe('Label Studio: what its import checks', function () {
  this.timeout(30_000);

  it('holds for every set that is written', () => {
    fc.assert(
      fc.property(arbitraryLabelSet({ minImages: 1, minAnnotations: 2 }), (set) => {
        const { fs } = written(labelstudio, set);
        const config = readConfig(fs.readText('label_config.xml'));
        assert.ok(config);
        for (const task of JSON.parse(fs.readText('tasks.json')) as readonly JsonObject[]) {
          assert.equal(typeof (isObject(task['data']) && task['data']['image']), 'string');
          for (const key of ['annotations', 'predictions'])
            for (const list of task[key] as readonly Json[]) assert.deepEqual(wrongList(list, config), []);
        }
      }),
      { numRuns: 40 },
    );
  });
});
