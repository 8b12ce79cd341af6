import type { LabelSchema } from '../../schema/labelSchema';
import type { Json, JsonObject } from '../../json/json';
import type { TextSink } from '../fs';
import type { Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { withoutExtension } from '../lib/safePath';
import { list, object, OWN_INFOS } from './categories';
import { fileOfSubset } from './subsetFiles';
import { writeAnnotation, type Labels } from './writeAnnotation';

const STEP = 500;
const UNSPLIT = 'default';
const IMAGE = 2;

/** One file for each subset, item by item, so that large sets need no memory. */
export function writeDatumaro(set: LabelSet, target: Target): void {
  const labels = labelsOf(set.schema);
  const sinks = new Map<string, { readonly sink: TextSink; readonly ids: Set<string>; count: number }>();
  let done = 0;
  for (const image of set.images) {
    if (done++ % STEP === 0) target.report.progress(done - 1, set.imageCount, 'images');
    const subset = subsetName(image.split);
    const open = sinks.get(subset) ?? {
      sink: target.fs.open(fileOfSubset(subset)),
      ids: new Set<string>(),
      count: 0,
    };
    if (!sinks.has(subset)) open.sink.write(head(set, subset, labels));
    sinks.set(subset, open);
    target.image(image.path, `images/${subset}/${image.path}`);
    if (!image.labelled) {
      target.report.wrote(image.path, 0);
      continue;
    }
    const item = itemOf(image, labels, open.ids, target);
    open.sink.write(`${open.count++ === 0 ? '' : ','}\n${JSON.stringify(item)}`);
  }
  if (sinks.size === 0) target.fs.writeText(fileOfSubset(UNSPLIT), `${head(set, UNSPLIT, labels)}]}\n`);
  for (const { sink } of sinks.values()) {
    sink.write('\n]}\n');
    sink.close();
  }
}

/** Datumaro refuses names with separators. */
function subsetName(split: string | undefined): string {
  return split === undefined ? UNSPLIT : split.replaceAll(/[\\/]/g, '_');
}

function labelsOf({ classes, tags, skeletons }: LabelSchema): Labels {
  const classNames = classes.map(({ name }) => name);
  const options = tags.flatMap((group) => group.options.map(({ name }) => name));
  const names = [...new Set([...classNames, ...options])];
  const joints = classes.flatMap(({ name, skeleton }): [string, readonly string[]][] => {
    const template = skeletons.find((each) => each.name === skeleton);
    return template ? [[name, template.joints.map((joint) => joint.name)]] : [];
  });
  return { names, byName: new Map(names.map((name, i) => [name, i])), joints: new Map(joints) };
}

function head({ schema, foreign }: LabelSet, subset: string, labels: Labels): string {
  const infos = object(object(object(foreign?.['datumaro'])['infos'])[subset]);
  const groups = schema.tags.map(({ name, choice, options }) => ({
    name,
    choice,
    options: options.map((o) => o.name),
  }));
  const top = {
    dm_format_version: '1.0',
    media_type: IMAGE,
    infos: { ...infos, ...(groups.length > 0 && { [OWN_INFOS]: { tags: groups } }) },
    categories: categoriesOf(schema, labels),
  };
  return `${JSON.stringify(top).slice(0, -1)},"items":[`;
}

function categoriesOf(schema: LabelSchema, labels: Labels): JsonObject {
  const attributes = new Map(
    schema.classes.map((each) => [each.name, each.attributes.map(({ name }) => name)]),
  );
  const items = [...labels.joints].map(([name, joints]) => ({
    label_id: labels.byName.get(name) ?? 0,
    labels: joints,
    joints: edgesOf(schema, name, joints),
  }));
  return {
    label: {
      labels: labels.names.map((name) => ({
        name,
        parent: '',
        attributes: [...(attributes.get(name) ?? [])].sort(),
      })),
      label_groups: [],
      attributes: [],
    },
    ...colormapOf(schema, labels),
    ...(items.length > 0 && { points: { items } }),
  };
}

function edgesOf(
  { classes, skeletons }: LabelSchema,
  name: string,
  joints: readonly string[],
): readonly Json[] {
  const template = skeletons.find((each) => each.name === classes.find((c) => c.name === name)?.skeleton);
  return (template?.edges ?? []).map(([a, b]) => [joints.indexOf(a) + 1, joints.indexOf(b) + 1]);
}

function colormapOf({ classes }: LabelSchema, labels: Labels): JsonObject {
  const colormap = classes.flatMap(({ name, color }) => {
    const parts = /^#(..)(..)(..)$/
      .exec(color ?? '')
      ?.slice(1)
      .map((part) => Number.parseInt(part, 16));
    const [r = 0, g = 0, b = 0] = parts ?? [];
    return parts ? [{ label_id: labels.byName.get(name) ?? 0, r, g, b }] : [];
  });
  return colormap.length > 0 ? { mask: { colormap } } : {};
}

function itemOf(image: LabeledImage, labels: Labels, ids: Set<string>, target: Target): JsonObject {
  const { path, doc } = image;
  const stem = withoutExtension(path);
  const id = ids.has(stem) ? path : stem;
  ids.add(id);
  const { attr, others } = object(doc.extra?.['datumaro']);
  const tags = doc.tags.flatMap((tag): JsonObject[] => {
    const label = labels.byName.get(tag);
    if (label === undefined)
      target.report.loss(path, {
        code: 'tag-unknown',
        message: 'tags are dropped that the set does not name',
      });
    return label === undefined ? [] : [{ id: 0, type: 'label', attributes: {}, group: 0, label_id: label }];
  });
  const shapes = doc.annotations.flatMap((each, i) => writeAnnotation(each, i, image, labels, target));
  target.report.wrote(path, shapes.length);
  const { widthPx, heightPx } = doc.image;
  return {
    id,
    annotations: [...shapes, ...tags, ...list(others)],
    ...(attr !== undefined && { attr }),
    image: { path, ...(widthPx > 0 && heightPx > 0 && { size: [heightPx, widthPx] }) },
  };
}
