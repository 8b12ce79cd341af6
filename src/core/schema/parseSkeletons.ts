import { didYouMean } from './closest';
import type { SkeletonJoint, SkeletonTemplate } from './labelSchema';
import { readColor } from './readColor';
import type { Field, YamlReader } from './yamlReader';

const KEYS = ['name', 'joints', 'edges', 'swap'] as const;
const JOINT_KEYS = ['name', 'color', 'at'] as const;

type Pair = readonly [string, string];

/** The skeletons of the file; one without usable joints is left out, a bad part of one likewise. */
export function parseSkeletons(reader: YamlReader, field: Field): readonly SkeletonTemplate[] {
  const names = new Set<string>();
  return reader.items(field, 'skeletons').flatMap((item) => parseSkeleton(reader, item, names) ?? []);
}

function parseSkeleton(reader: YamlReader, item: Field, names: Set<string>): SkeletonTemplate | undefined {
  const members = reader.members(item, 'A skeleton', KEYS);
  if (!members) return undefined;
  const nameField = members.get('name');
  if (!nameField) return reader.error(item, 'no-name', 'This skeleton has no name.');
  const name = uniqueName(reader, nameField, 'The skeleton', names);
  const jointsField = members.get('joints');
  const joints = jointsField ? parseJoints(reader, jointsField) : [];
  if (name === undefined) return undefined;
  if (joints.length === 0)
    return reader.error(jointsField ?? item, 'no-joints', `The skeleton "${name}" has no joints.`);
  const known = joints.map((joint) => joint.name);
  const [edges, swap] = (['edges', 'swap'] as const).map((key) => {
    const found = members.get(key);
    return found ? parsePairs(reader, found, key, known) : [];
  });
  return { name, joints, edges: edges ?? [], swap: withoutRepeats(reader, members.get('swap'), swap ?? []) };
}

function parseJoints(reader: YamlReader, field: Field): readonly SkeletonJoint[] {
  const names = new Set<string>();
  return reader.items(field, 'joints').flatMap((item) => parseJoint(reader, item, names) ?? []);
}

function parseJoint(reader: YamlReader, item: Field, names: Set<string>): SkeletonJoint | undefined {
  const members = reader.isMapping(item) ? reader.members(item, 'A joint', JOINT_KEYS) : undefined;
  const nameField = members ? members.get('name') : item;
  if (!nameField) return reader.error(item, 'no-name', 'This joint has no name.');
  const name = uniqueName(reader, nameField, 'The joint', names);
  if (name === undefined) return undefined;
  const [colorField, atField] = [members?.get('color'), members?.get('at')];
  const color = colorField && readColor(reader, colorField);
  const at = atField && parsePlace(reader, atField);
  return { name, ...(color !== undefined && { color }), ...(at && { at }) };
}

/** A place in the box that is dragged: two parts of its width and height, 0 to 1. */
function parsePlace(reader: YamlReader, field: Field): readonly [number, number] | undefined {
  const [x, y, ...more] = reader.items(field, 'at').map((item) => reader.number(item, 'at'));
  const isPlace = (part: number | undefined) => part !== undefined && part >= 0 && part <= 1;
  if (x === undefined || y === undefined || more.length > 0 || !isPlace(x) || !isPlace(y))
    return reader.error(
      field,
      'wrong-value',
      'at must be [x, y], each from 0 to 1 of the box that is dragged.',
    );
  return [x, y];
}

function uniqueName(reader: YamlReader, field: Field, what: string, names: Set<string>): string | undefined {
  const name = reader.name(field, `${what} name`);
  if (name === undefined) return undefined;
  if (names.has(name)) return reader.error(field, 'duplicate-name', `${what} "${name}" is there already.`);
  names.add(name);
  return name;
}

function parsePairs(
  reader: YamlReader,
  field: Field,
  key: string,
  known: readonly string[],
): readonly Pair[] {
  return reader.items(field, key).flatMap((item) => {
    const pair = parsePair(reader, item, key, known);
    return pair ? [pair] : [];
  });
}

function parsePair(reader: YamlReader, item: Field, key: string, known: readonly string[]): Pair | undefined {
  const ends = reader.items(item, `An entry of ${key}`);
  const names = ends.map((end) => jointName(reader, end, known));
  if (ends.length !== 2)
    return reader.error(item, 'wrong-value', `An entry of ${key} is two joint names: [from, to].`);
  const [a, b] = names;
  if (a === undefined || b === undefined) return undefined;
  if (a === b) return reader.error(item, 'wrong-value', `"${a}" cannot be paired with itself.`);
  return [a, b];
}

function jointName(reader: YamlReader, field: Field, known: readonly string[]): string | undefined {
  const name = reader.name(field, 'The joint');
  if (name === undefined || known.includes(name)) return name;
  const hint = didYouMean(name, known) || `; it has ${known.join(', ')}.`;
  return reader.error(field, 'unknown-joint', `The skeleton has no joint "${name}"${hint}`);
}

/** A joint changes places with one other at most. */
function withoutRepeats(
  reader: YamlReader,
  field: Field | undefined,
  pairs: readonly Pair[],
): readonly Pair[] {
  const seen = new Set<string>();
  return pairs.filter((pair) => {
    const twice = pair.find((name) => seen.has(name));
    for (const name of pair) seen.add(name);
    if (twice === undefined || !field) return true;
    reader.error(field, 'duplicate-name', `The joint "${twice}" stands in two pairs of swap.`);
    return false;
  });
}
