import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc, DocFacts } from '../annotation/document';
import { FACT_KEYS } from '../annotation/entryFacts';
import { idFromText } from '../annotation/id';
import { printJson } from '../json/exact';
import type { Json } from '../json/json';
import { kindOf } from '../shapes/index';
import type { Shape } from '../shapes/shapeData';

/**
 * A document as readable lines, one per annotation, for `git diff`: the same labels give the same lines, and whatever
 * differs between two documents differs in a line. Coordinates: pixels of the upright image.
 */
export function describeDoc(doc: AnnotationDoc): string {
  const lines = [...headerOf(doc), ...doc.annotations.map(describeAnnotation), ...doc.kept.map(keptLine)];
  return lines.map((line) => `${line}\n`).join('');
}

function headerOf(doc: AnnotationDoc): readonly string[] {
  const { file, widthPx, heightPx, extra } = doc.image;
  return [
    `image ${word(file)} ${widthPx} x ${heightPx}${extra ? ` ${printJson(extra)}` : ''}`,
    ...factLines(doc),
    ...Object.entries(doc.extra ?? {}).map(([key, value]) => `${word(key)} ${printJson(value)}`),
  ];
}

function factLines({ state, tags, comments = [], conflict, removed = [] }: DocFacts): readonly string[] {
  return [
    ...(state ? [`state ${state}`] : []),
    ...(tags.length > 0 ? [`tags ${tags.map(word).join(', ')}`] : []),
    ...comments.map((comment) => `comment ${printJson(comment as unknown as Json)}`),
    ...removed.map((removal) => `removal accepted ${printJson(removal as unknown as Json)}`),
    ...(conflict ? [`IN CONFLICT ${printJson(conflict as unknown as Json)}`] : []),
  ];
}

function keptLine(value: Json): string {
  return `not understood ${printJson(value)}`;
}

/** `car k3v9q2 box at 100, 50, 300.25 x 120; occluded; attributes {"color": "red"}`. */
export function describeAnnotation(annotation: Annotation): string {
  const { id, label, shape, extra, conflict } = annotation;
  const facts = FACT_KEYS.flatMap((key) => {
    const value = annotation[key];
    if (value === undefined) return [];
    return [value === true ? key : `${key} ${printJson(value as Json)}`];
  });
  const rest = Object.entries(extra ?? {}).map(([key, value]) => `${word(key)} ${printJson(value)}`);
  const sides = conflict?.map(
    ({ side, as }) => `IN CONFLICT, ${side}: ${as ? describeAnnotation(as) : 'not there'}`,
  );
  return [`${word(label)} ${word(id)} ${describeShape(shape)}`, ...facts, ...rest, ...(sides ?? [])].join(
    '; ',
  );
}

/** The kind, what it consists of in words, and its numbers. */
function describeShape(shape: Shape): string {
  switch (shape.kind) {
    case 'box':
      return `box at ${shape.x}, ${shape.y}, ${shape.width} x ${shape.height}`;
    case 'rotatedBox':
      return `rotated box around ${shape.cx}, ${shape.cy}, ${shape.width} x ${shape.height}, ${shape.angle} degrees`;
    case 'ellipse':
      return `ellipse around ${shape.cx}, ${shape.cy}, half axes ${shape.rx} and ${shape.ry}, ${shape.angle} degrees`;
    case 'polygon':
      return `polygon of ${counted(shape.rings.flat().length / 2, 'point')}: ${shape.rings.map(pairs).join(' / ')}`;
    case 'polyline':
      return `polyline of ${counted(shape.points.length / 2, 'point')}: ${pairs(shape.points)}`;
    case 'skeleton':
      return `skeleton of ${counted(Object.keys(shape.joints).length, 'joint')}: ${printed(shape)}`;
    case 'mask': {
      const text = printed(shape);
      return `mask in ${boundsOf(shape)}, pixels ${idFromText(text, () => false)}`;
    }
    case 'point':
    case 'spline':
    case 'cuboid':
      return `${shape.kind} ${printed(shape)}`;
  }
}

function printed(shape: Shape): string {
  return printJson(kindOf(shape).print(shape));
}

function boundsOf(shape: Shape): string {
  const { x, y, width, height } = kindOf(shape).bounds(shape);
  return `${x}, ${y}, ${width} x ${height}`;
}

function pairs(points: readonly number[]): string {
  const texts: string[] = [];
  for (let i = 0; i + 1 < points.length; i += 2) texts.push(`${points[i] ?? 0},${points[i + 1] ?? 0}`);
  return texts.join(' ');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Names may hold anything: those that are no plain word stand in quotes, on one line. */
function word(text: string): string {
  return /^[\p{L}\p{N}_.-]+$/u.test(text) ? text : JSON.stringify(text);
}
