import type { Annotation } from '../../annotation/annotation';
import { sameValue, type AnnotationDoc } from '../../annotation/document';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import type { LabeledImage } from '../labelSet';
import type { Controls } from './controls';
import { FAMILY, OWN_KEY } from './names';
import { printCompact } from './printCompact';
import { RegionWriter } from './writeRegions';

/** An image as the text of a task on one line. `number`: its id, counted from 1, when it came without one. */
export function taskText({ path, labelled, doc }: LabeledImage, controls: Controls, number: number): string {
  const aside = doc.extra?.[FAMILY];
  const read: JsonObject = isObject(aside) ? aside : {};
  const { annotations } = doc;
  const own = annotations.some(({ proposed }) => proposed)
    ? annotations.filter(({ proposed }) => !proposed)
    : annotations;
  const writer = new RegionWriter(controls, doc.image, annotations);
  const isAnnotated = labelled || own.length > 0 || doc.tags.length > 0;
  const list = isAnnotated ? [annotationText(doc, own, writer, controls, read)] : [];
  const others = isArray(read['others']) ? read['others'].map(printCompact) : [];
  const rest = isObject(read['task']) ? Object.entries(read['task']) : [];
  return `{${[
    `"id":${printCompact(read['id'] ?? number)}`,
    `"data":${dataText(path, controls, read)}`,
    ...metaText(doc, controls, read),
    `"annotations":[${[...list, ...others].join(',')}]`,
    `"predictions":[${predictionTexts(annotations, writer, read).join(',')}]`,
    ...rest.map(([key, value]) => `${JSON.stringify(key)}:${printCompact(value)}`),
  ].join(',')}}`;
}

function dataText(path: string, controls: Controls, { data }: JsonObject): string {
  return isObject(data)
    ? printCompact(data)
    : `{${JSON.stringify(controls.dataKey)}:${JSON.stringify(controls.refOf(path))}}`;
}

function metaText(
  { state, tags }: AnnotationDoc,
  controls: Controls,
  { meta }: JsonObject,
): readonly string[] {
  const order =
    tags.length > 1 &&
    !sameValue(
      answersByControl(tags, controls).flatMap(({ tags: each }) => each),
      tags,
    );
  const own: JsonObject = { ...(state && { state }), ...(order && { tags }) };
  const all = { ...(isObject(meta) && meta), ...(Object.keys(own).length > 0 && { [OWN_KEY]: own }) };
  return Object.keys(all).length > 0 || meta !== undefined ? [`"meta":${printCompact(all)}`] : [];
}

/** `ground_truth` is told because an import takes it for true when it is not there. */
function annotationText(
  { tags }: AnnotationDoc,
  annotations: readonly Annotation[],
  writer: RegionWriter,
  controls: Controls,
  { annotation: about, kept }: JsonObject,
): string {
  const results = [
    ...writer.results(annotations),
    ...answersByControl(tags, controls).map(({ text }) => text),
    ...(isArray(kept) ? kept.map(printCompact) : []),
  ];
  const rest = Object.entries({ was_cancelled: false, ground_truth: false, ...(isObject(about) && about) });
  const facts = rest.map(([key, value]) => `${JSON.stringify(key)}:${printCompact(value)}`);
  return `{"result":[${results.join(',')}]${facts.map((fact) => `,${fact}`).join('')}}`;
}

interface Answer {
  readonly tags: readonly string[];
  readonly text: string;
}

/** Answers to questions about the image, one result for each question. */
function answersByControl(tags: readonly string[], controls: Controls): readonly Answer[] {
  const groups = new Map<string, { type: string; tags: string[]; paths: Json[] }>();
  for (const tag of tags) {
    const { control, type, path } = controls.tag(tag);
    const group = groups.get(control) ?? { type, tags: [], paths: [] };
    groups.set(control, group);
    group.tags.push(tag);
    group.paths.push(type === 'taxonomy' ? path : (path.at(-1) ?? tag));
  }
  return [...groups].map(([control, { type, tags: own, paths }]) => ({
    tags: own,
    text: printCompact({
      id: `${control}_answer`,
      type,
      from_name: control,
      to_name: controls.object,
      value: { [type]: paths },
    }),
  }));
}

/** One prediction for each model; its score is the mean where every region has one. */
function predictionTexts(
  annotations: readonly Annotation[],
  writer: RegionWriter,
  { predictions }: JsonObject,
): readonly string[] {
  const byModel = new Map<string | undefined, Annotation[]>();
  for (const annotation of annotations) {
    if (!annotation.proposed) continue;
    const list = byModel.get(annotation.model);
    if (list) list.push(annotation);
    else byModel.set(annotation.model, [annotation]);
  }
  const kept = isArray(predictions) ? predictions.map(printCompact) : [];
  return [...[...byModel].map(([model, list]) => predictionText(model, list, writer)), ...kept];
}

function predictionText(
  model: string | undefined,
  list: readonly Annotation[],
  writer: RegionWriter,
): string {
  const scores = list.flatMap(({ score }) => score ?? []);
  const mean = scores.reduce((sum, score) => sum + score, 0) / list.length;
  const hasScore = scores.length === list.length && mean >= 0 && mean <= 1;
  return `{${[
    ...(model === undefined ? [] : [`"model_version":${JSON.stringify(model)}`]),
    ...(hasScore ? [`"score":${mean}`] : []),
    `"result":[${writer.results(list).join(',')}]`,
  ].join(',')}}`;
}
