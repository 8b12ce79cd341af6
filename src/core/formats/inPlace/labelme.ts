import { FLAGS, type Annotation } from '../../annotation/annotation';
import type { DocFacts, ImageFacts } from '../../annotation/document';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import { readShape } from '../labelme/readShape';
import type { Style } from '../labelme/style';
import type { FileChanges, FileContext, FileReading, FileRow, LabelFile, ReadFile } from './labelFile';
import { jsonText, notJson, withoutMark } from './jsonText';
import { editItems, patch } from './jsonPatch';
import { jsonStyleOf, type JsonStyle } from './jsonStyle';
import { jsonTree, type JsonNode } from './jsonTree';
import { changedShapeJson, newShapeJson } from './labelmeShape';
import { lineAt, withEdits, type TextEdit } from './textEdits';

/*
 * Pixel convention: edge coordinates in pixels of the upright image, as ours. See formats/labelme.
 */

/** LabelMe's and X-AnyLabeling's JSON: an object per shape. */
export const labelme: LabelFile = {
  id: 'labelme',
  isShared: false,
  title: () => 'LabelMe',
  shapes: () => ['box', 'rotatedBox', 'polygon', 'polyline', 'point', 'ellipse', 'mask'],
  fields: [...FLAGS, 'group', 'text', 'attributes'],
  tags: true,
  state: true,
  refuse,
  read,
  write: (text, readFile, changes, context) => ({ text: written(text, readFile, changes, context) }),
};

function refuse({ label, shape }: Annotation): string | undefined {
  if (label === '') return 'a shape needs a label';
  if (shape.kind === 'polygon' && shape.rings.length > 1)
    return 'a polygon is one ring, without holes or further parts';
  if (shape.kind === 'ellipse' && Math.abs(shape.rx - shape.ry) > 1e-6)
    return 'of ellipses there are only circles; draw it with Shift held down';
  return undefined;
}

function read(source: string, { image }: FileContext): FileReading {
  const json = jsonText(source);
  if (!json.ok) return json;
  const { text, value } = json;
  const shapes = value['shapes'];
  if (!isArray(shapes)) return { ok: false, problem: notJson('LabelMe files have a list "shapes"') };
  const nodes = shapesNode(jsonTree(text))?.items ?? [];
  const problems: { severity: 'warning'; code: string; message: string; line: number }[] = [];
  const rows = shapes.flatMap((each, i): FileRow[] => {
    const start = nodes[i]?.start ?? 0;
    const annotation = annotationOf(each);
    if (typeof annotation !== 'string') return [{ annotation, start }];
    const message = `This shape cannot be shown: ${annotation}. It stays in the file as it is.`;
    problems.push({ severity: 'warning', code: 'labelme-shape', message, line: lineAt(text, start) });
    return [];
  });
  return { ok: true, rows, facts: factsOf(value), image: sizeOf(value, image), problems, hasImage: true };
}

function shapesNode(tree: JsonNode): JsonNode | undefined {
  return tree.members?.get('shapes')?.value;
}

function annotationOf(json: Json): Annotation | string {
  const read = readShape(json);
  if (typeof read === 'string') return read;
  const { label, shape, groupId, facts } = read;
  const { flags, locked, ...said } = facts;
  return {
    id: '',
    label,
    shape,
    ...said,
    ...Object.fromEntries(flags.map((flag) => [flag, true])),
    ...(locked && { locked }),
    ...(typeof groupId === 'number' && Number.isInteger(groupId) && groupId > 0 && { group: groupId }),
  };
}

/** Flags of the image that are set are its tags; X-AnyLabeling's `checked` says that it is done. */
function factsOf({ flags, checked }: JsonObject): DocFacts {
  const tags = isObject(flags) ? Object.keys(flags).filter((name) => flags[name] === true) : [];
  return { tags, ...(checked === true && { state: 'done' }) };
}

function sizeOf({ imageWidth, imageHeight }: JsonObject, image: ImageFacts): ImageFacts {
  const isSaid = typeof imageWidth === 'number' && typeof imageHeight === 'number';
  return isSaid && imageWidth > 0 && imageHeight > 0
    ? { ...image, widthPx: imageWidth, heightPx: imageHeight }
    : image;
}

function written(
  before: string | undefined,
  readFile: ReadFile | undefined,
  { updated, removed, added, facts }: FileChanges,
  context: FileContext,
): string {
  const source = before ?? newFile(context);
  const json = jsonText(source);
  const node = json.ok ? jsonTree(json.text) : undefined;
  const list = node && shapesNode(node);
  if (!json.ok || !node || !list?.items) return source;
  const { text, value } = json;
  const layout = jsonStyleOf(text);
  const style = programOf(value);
  const shapes = isArray(value['shapes']) ? value['shapes'] : [];
  const places = new Map(list.items.map(({ start }, i) => [start, i]));
  const edits: TextEdit[] = [];
  const gone = new Set<number>();
  readFile?.rows.forEach(({ start }, i) => {
    const at = places.get(start) ?? -1;
    const [item, stands, change] = [list.items?.[at], shapes[at], updated.get(i)];
    if (removed.has(i)) gone.add(at);
    if (item && change && isObject(stands))
      edits.push(...patch(text, item, stands, changedShapeJson(stands, ...change, style), layout));
  });
  const fresh = added.map((annotation) => newShapeJson(annotation, style));
  edits.push(...editItems(text, list, gone, fresh, layout, true));
  if (facts) edits.push(...factEdits(text, node, value, facts[1], layout));
  return (
    (source.startsWith('\uFEFF') ? '\uFEFF' : '') +
    withEdits(text, edits).slice(source.startsWith('\uFEFF') ? 1 : 0)
  );
}

/** X-AnyLabeling writes keys of its own. */
function programOf({ shapes, checked }: JsonObject): Style {
  const isIts =
    isArray(shapes) &&
    shapes.some((each) => isObject(each) && ('kie_linking' in each || 'difficult' in each));
  return isIts || checked !== undefined ? 'xanylabeling' : 'labelme';
}

function factEdits(
  text: string,
  node: JsonNode,
  value: JsonObject,
  { tags, state }: DocFacts,
  style: JsonStyle,
): readonly TextEdit[] {
  const known = isObject(value['flags']) ? value['flags'] : {};
  const flags = Object.fromEntries([
    ...Object.entries(known).map(([name, is]): [string, Json] => [
      name,
      typeof is === 'boolean' ? tags.includes(name) : is,
    ]),
    ...tags.filter((name) => !Object.hasOwn(known, name)).map((name): [string, Json] => [name, true]),
  ]);
  const hasChecked = value['checked'] !== undefined || state === 'done';
  const wanted = { ...value, flags, ...(hasChecked && { checked: state === 'done' }) };
  return patch(text, node, value, wanted, style);
}

/** As LabelMe writes it: two spaces, no line break at the end. */
function newFile({ image }: FileContext): string {
  const file = {
    ...{ version: '5.5.0', flags: {}, shapes: [], imagePath: image.file, imageData: null },
    ...{ imageHeight: image.heightPx, imageWidth: image.widthPx },
  };
  return withoutMark(JSON.stringify(file, null, 2));
}
