import { FLAGS, type Annotation, type Flag } from '../../annotation/annotation';
import { sameValue } from '../../annotation/document';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import { kindOf } from '../../shapes/index';
import { cornersOf } from '../../shapes/rotatedBox';
import type { Box, Ellipse, Shape } from '../../shapes/shapeData';
import { figuresOf, type Figure } from '../labelme/figures';
import type { Style } from '../labelme/style';
import { SAME_PX } from './changes';
import { keepNumbers } from './keepNumbers';

type Pair = readonly [number, number];

/** An entry of `shapes` for an annotation that has none. */
export function newShapeJson(annotation: Annotation, style: Style): JsonObject {
  const { label, group, text = '', score } = annotation;
  const { type, points, mask, direction } = figureOf(annotation, style);
  const said = saidOf({}, undefined, annotation, style);
  const common = {
    ...{ label, points: points.map(([x, y]) => [x, y]), group_id: group ?? null, description: text },
    ...{ shape_type: type, flags: said.flags },
  };
  if (style === 'labelme')
    return {
      ...common,
      mask: mask ?? null,
      ...(Object.keys(said.attributes).length > 0 && { attributes: said.attributes }),
    };
  return {
    ...common,
    ...{ score: score ?? null, difficult: annotation.difficult === true, attributes: said.attributes },
    ...(direction !== undefined && { direction }),
  };
}

/** The entry with what changed about the annotation; everything else of it as it stands. */
export function changedShapeJson(
  stands: JsonObject,
  from: Annotation,
  to: Annotation,
  style: Style,
): JsonObject {
  const next: Record<string, Json> = { ...stands };
  if (from.label !== to.label) next['label'] = to.label;
  if (from.group !== to.group) next['group_id'] = to.group ?? null;
  if (from.text !== to.text) next['description'] = to.text ?? '';
  if (!sameValue(from.shape, to.shape)) Object.assign(next, geometry(stands, from, to, style));
  const said = saidOf(stands, from, to, style);
  if (isObject(stands['flags']) || Object.keys(said.flags).length > 0) next['flags'] = said.flags;
  if (isObject(stands['attributes']) || Object.keys(said.attributes).length > 0)
    next['attributes'] = said.attributes;
  if (typeof stands['difficult'] === 'boolean') next['difficult'] = to.difficult === true;
  return next;
}

function figureOf(annotation: Annotation, style: Style, type?: Json): Figure {
  const { extra: _, ...own } = annotation;
  const extra = typeof type === 'string' ? { labelme: { type } } : undefined;
  const [figure] = figuresOf({ ...own, ...(extra && { extra }) }, style);
  return figure ?? { label: own.label, type: 'polygon', points: [], isMain: true, extra: {}, own: {} };
}

function geometry(stands: JsonObject, from: Annotation, to: Annotation, style: Style): JsonObject {
  const written = isArray(stands['points']) ? (stands['points'] as readonly Pair[]) : [];
  const isSameKind = from.shape.kind === to.shape.kind;
  const figure = figureOf(to, style, isSameKind ? stands['shape_type'] : undefined);
  const pointsFor = (shape: Shape): readonly Pair[] =>
    (isSameKind && placed(written, from.shape, shape)) ||
    figureOf({ ...to, shape }, style, stands['shape_type']).points;
  const wanted = keepNumbers(
    stands['points'],
    isSameKind ? (pointsFor(kindOf(from.shape).round(from.shape)) as Json) : null,
    pointsFor(to.shape) as Json,
    SAME_PX,
  );
  const type = stands['shape_type'] ?? 'polygon';
  const keepsType =
    isSameKind && (type === 'rotation' || type === 'oriented_rectangle' || type === 'rectangle');
  return {
    points: wanted,
    ...(!keepsType && figure.type !== type && { shape_type: figure.type }),
    ...(figure.mask !== undefined && { mask: figure.mask }),
    ...(typeof stands['direction'] === 'number' &&
      to.shape.kind === 'rotatedBox' &&
      directionOf(from, to, stands)),
  };
}

/** X-AnyLabeling's angle turns by as much as the box does. */
function directionOf(
  { shape: from }: Annotation,
  { shape: to }: Annotation,
  { direction }: JsonObject,
): JsonObject {
  if (from.kind !== 'rotatedBox' || to.kind !== 'rotatedBox' || typeof direction !== 'number') return {};
  const turned = ((to.angle - from.angle) * Math.PI) / 180;
  const full = 2 * Math.PI;
  return Math.abs(turned) < 1e-6 ? {} : { direction: (((direction + turned) % full) + full) % full };
}

/** The points of a shape in the order and on the sides on which they were written. */
function placed(written: readonly Pair[], from: Shape, to: Shape): readonly Pair[] | undefined {
  if (from.kind === 'box' && to.kind === 'box') return boxPoints(written, from, to);
  if (from.kind === 'ellipse' && to.kind === 'ellipse') return circlePoints(written, from, to);
  if (from.kind !== 'rotatedBox' || to.kind !== 'rotatedBox' || written.length !== 4) return undefined;
  const [was, is] = [cornersOf(from), cornersOf(to)];
  return written.map(([x, y]) => {
    const far = [0, 2, 4, 6].map((i) => Math.hypot((was[i] ?? 0) - x, (was[i + 1] ?? 0) - y));
    const nearest = 2 * far.indexOf(Math.min(...far));
    return [is[nearest] ?? 0, is[nearest + 1] ?? 0];
  });
}

function boxPoints(written: readonly Pair[], from: Box, to: Box): readonly Pair[] {
  const onLeft = (x: number): boolean => Math.abs(x - from.x) <= Math.abs(x - from.x - from.width);
  const onTop = (y: number): boolean => Math.abs(y - from.y) <= Math.abs(y - from.y - from.height);
  return written.map(([x, y]) => [onLeft(x) ? to.x : to.x + to.width, onTop(y) ? to.y : to.y + to.height]);
}

function circlePoints(written: readonly Pair[], from: Ellipse, to: Ellipse): readonly Pair[] | undefined {
  const [, rim] = written;
  if (!rim || written.length !== 2) return undefined;
  const length = Math.hypot(rim[0] - from.cx, rim[1] - from.cy);
  const [u, v] = length > 0 ? [(rim[0] - from.cx) / length, (rim[1] - from.cy) / length] : [1, 0];
  return [
    [to.cx, to.cy],
    [to.cx + u * to.rx, to.cy + v * to.rx],
  ];
}

/** Our flags and attributes that are true or false stand among LabelMe's flags; others among the attributes. */
function saidOf(
  stands: JsonObject,
  from: Annotation | undefined,
  to: Annotation,
  style: Style,
): { readonly flags: JsonObject; readonly attributes: JsonObject } {
  const flags = { ...(isObject(stands['flags']) ? stands['flags'] : {}) } as Record<string, Json>;
  const attributes = { ...(isObject(stands['attributes']) ? stands['attributes'] : {}) } as Record<
    string,
    Json
  >;
  const hasDifficult = style === 'xanylabeling' || typeof stands['difficult'] === 'boolean';
  for (const flag of FLAGS)
    if (from?.[flag] !== to[flag] && !(flag === 'difficult' && hasDifficult))
      setFlag(flags, flag, to[flag] === true);
  const [was, is] = [
    new Map(Object.entries(from?.attributes ?? {})),
    new Map(Object.entries(to.attributes ?? {})),
  ];
  for (const name of was.keys())
    if (!is.has(name)) Reflect.deleteProperty(Object.hasOwn(flags, name) ? flags : attributes, name);
  for (const [name, value] of is) {
    if (sameValue(was.get(name), value)) continue;
    const isFlag =
      Object.hasOwn(flags, name) || (typeof value === 'boolean' && !Object.hasOwn(attributes, name));
    (isFlag && typeof value === 'boolean' ? flags : attributes)[name] = value;
  }
  return { flags, attributes };
}

function setFlag(flags: Record<string, Json>, flag: Flag, isOn: boolean): void {
  if (isOn || Object.hasOwn(flags, flag)) flags[flag] = isOn;
}
