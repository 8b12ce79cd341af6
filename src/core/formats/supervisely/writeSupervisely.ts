import type { JsonObject } from '../../json/json';
import type { LabelClass, LabelSchema } from '../../schema/labelSchema';
import { list, object } from '../datumaro/categories';
import type { Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { splitOf } from '../lib/splitFolders';
import { ANN, IMG, META, OWN } from './layout';
import { TagMetas } from './tagMetas';
import { geometryOf } from './writeGeometry';

const STEP = 200;
const UNSPLIT = 'ds0';

/** What has been given so far. */
interface Names {
  readonly taken: Set<string>;
  /** Paths of renamed images without an annotation file. */
  readonly paths: Map<string, string>;
}

export function writeSupervisely(set: LabelSet, target: Target): void {
  const foreign = object(set.foreign?.['supervisely']);
  const metas = new TagMetas(set.schema, foreign['tags']);
  const names: Names = { taken: new Set(), paths: new Map() };
  let done = 0;
  for (const image of set.images) {
    if (done++ % STEP === 0) target.report.progress(done - 1, set.imageCount, 'images');
    writeImage(image, set.schema, metas, names, target);
  }
  const { tags: _, ...rest } = foreign;
  const classes = set.schema.classes.map((each) => classEntry(each, set.schema));
  const renamed = names.paths.size > 0 && { [OWN]: { paths: Object.fromEntries(names.paths) } };
  const meta = { classes, tags: metas.print(), projectType: 'images', ...rest, ...renamed };
  target.fs.writeText(META, `${JSON.stringify(meta, null, 2)}\n`);
}

function writeImage(
  image: LabeledImage,
  schema: LabelSchema,
  metas: TagMetas,
  names: Names,
  target: Target,
): void {
  const { path, split, labelled, doc } = image;
  const dataset = split === undefined ? UNSPLIT : split.replaceAll(/[\\/]/g, '_') || UNSPLIT;
  const name = freeName(path.replaceAll('/', '__'), dataset, names.taken);
  target.image(path, `${dataset}/${IMG}/${name}`);
  if (!labelled && name !== path) names.paths.set(`${dataset}/${name}`, path);
  if (!labelled) return target.report.wrote(path, 0);
  const { tags: _, ...own } = object(doc.extra?.['supervisely']);
  const keptTags = list(object(doc.extra?.['supervisely'])['tags']);
  const isSplitSaid = splitOf(dataset) === split;
  const said = { ...(name !== path && { path }), ...(!isSplitSaid && split !== undefined && { split }) };
  const top = {
    description: '',
    ...own,
    tags: [...doc.tags.map((tag) => metas.image(tag)), ...keptTags],
    size: { height: doc.image.heightPx, width: doc.image.widthPx },
    objects: doc.annotations.map((each) => objectEntry(each, path, schema, metas, target)),
    ...(Object.keys(said).length > 0 && { [OWN]: said }),
  };
  target.fs.writeText(`${dataset}/${ANN}/${name}.json`, `${JSON.stringify(top)}\n`);
  return target.report.wrote(path, doc.annotations.length);
}

function objectEntry(
  annotation: LabeledImage['doc']['annotations'][number],
  path: string,
  schema: LabelSchema,
  metas: TagMetas,
  { report }: Target,
): JsonObject {
  const { tags: kept, ...own } = object(annotation.extra?.['supervisely']);
  const { tags, isFit } = metas.object(annotation);
  if (!isFit) {
    const message = 'annotations lose attributes whose values are of several types';
    report.loss(path, { code: 'tag-type', message });
  }
  const skeleton = schema.classes.find(({ name }) => name === annotation.label)?.skeleton;
  const joints = schema.skeletons.find(({ name }) => name === skeleton)?.joints.map(({ name }) => name);
  return {
    description: '',
    ...own,
    classTitle: annotation.label,
    tags: [...tags, ...list(kept)],
    ...geometryOf(annotation.shape, joints ?? [], (code, message) => report.loss(path, { code, message })),
  };
}

/** Names of a dataset are flat. */
function freeName(name: string, dataset: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(`${dataset}/${free}`); n++) free = `${n}_${name}`;
  taken.add(`${dataset}/${free}`);
  return free;
}

function classEntry(
  { name, id, color, key, description, skeleton }: LabelClass,
  schema: LabelSchema,
): JsonObject {
  const template = schema.skeletons.find((each) => each.name === skeleton);
  const place = (joint: string) => String(template?.joints.findIndex((each) => each.name === joint) ?? 0);
  const nodes = (template?.joints ?? []).map(({ name: label, color: own, at: [x, y] = [0.5, 0.5] }, i) => [
    String(i),
    { label, color: own ?? '#0000FF', loc: [x, y] },
  ]);
  const edges = (template?.edges ?? []).map(([a, b]) => ({ src: place(a), dst: place(b), color: '#00FF00' }));
  return {
    title: name,
    shape: 'any',
    color: color ?? '#888888',
    geometry_config: template ? { nodes: Object.fromEntries(nodes) as JsonObject, edges } : {},
    ...(id !== undefined && { id }),
    hotkey: key ?? '',
    ...(description !== undefined && { description }),
  };
}
