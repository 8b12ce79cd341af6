import { isArray, isObject, type Json, type JsonObject } from '../json/json';
import { FLAGS, type Annotation, type Link } from './annotation';
import {
  commentEntry,
  COMMENTS_EXPECTED,
  isComment,
  isReview,
  readComment,
  REVIEW_EXPECTED,
} from './remarks';

/** What an annotation can say besides id, label, shape, what a merge left open, and unknown keys. */
type Facts = Omit<Annotation, 'id' | 'label' | 'shape' | 'conflict' | 'extra'>;

const BOOLEANS = ['proposed', ...FLAGS, 'locked', 'hidden'] as const;

/** A test of a value of the sidecar, and what it must be in words. */
type Rule = readonly [isRight: (value: Json) => boolean, expected: string];

const isBoolean: Rule = [(value) => typeof value === 'boolean', 'true or absent'];
const isText: Rule = [(value) => typeof value === 'string', 'a text'];
const isNumber: Rule = [(value) => typeof value === 'number' && Number.isFinite(value), 'a number'];

/** In the order in which they are written. */
const RULES: { readonly [K in keyof Required<Facts>]: Rule } = {
  score: isNumber,
  model: isText,
  proposed: isBoolean,
  occluded: isBoolean,
  truncated: isBoolean,
  difficult: isBoolean,
  crowd: isBoolean,
  group: [(value) => isWhole(value, 1), 'a whole number from 1'],
  order: isNumber,
  text: isText,
  links: [
    (value) => isArray(value) && value.every(isLink),
    'a list of {"to": "id of another annotation", "name": "relation"}',
  ],
  apart: [(value) => isArray(value) && value.every(isId), 'a list of ids of other annotations'],
  locked: isBoolean,
  hidden: isBoolean,
  page: [(value) => isWhole(value, 0), 'a whole number from 0'],
  attributes: [isObject, 'an object'],
  comments: [(value) => isArray(value) && value.every(isComment), COMMENTS_EXPECTED],
  review: [isReview, REVIEW_EXPECTED],
};

/** The keys of the facts, in the order in which they are written. */
export const FACT_KEYS = Object.keys(RULES) as readonly (keyof Facts)[];

/** What is wrong with an entry's facts, or undefined. */
export function wrongFact(entry: JsonObject): string | undefined {
  const key = FACT_KEYS.find((each) => entry[each] !== undefined && !RULES[each][0](entry[each]));
  return key && `"${key}" must be ${RULES[key][1]}`;
}

/** The facts of an entry that `wrongFact` has nothing against; what says nothing (false, no links, page 0) is left out. */
export function factsOfEntry(entry: JsonObject): Facts {
  return Object.fromEntries(
    FACT_KEYS.filter((key) => entry[key] !== undefined && !isSilent(key, entry[key])).map((key) => [
      key,
      key === 'comments' ? readComments(entry[key]) : entry[key],
    ]),
  );
}

/** The facts of an annotation as members of its entry, in their order. */
export function entryOfFacts(facts: Facts): JsonObject {
  const members = FACT_KEYS.flatMap((key): [string, Json][] => {
    const value = entryOfFact(key, facts);
    return value === undefined || isSilent(key, value) ? [] : [[key, value]];
  });
  return Object.fromEntries(members);
}

function entryOfFact(key: keyof Facts, facts: Facts): Json | undefined {
  if (key === 'links') return facts.links?.map(linkEntry);
  if (key === 'comments') return facts.comments?.map(commentEntry);
  return key === 'review' ? facts.review && { ...facts.review } : facts[key];
}

function readComments(value: Json | undefined): Json {
  return isArray(value) ? value.map(readComment) : [];
}

function isSilent(key: keyof Facts, value: Json): boolean {
  if (key === 'page') return value === 0;
  if (key === 'links' || key === 'apart' || key === 'comments') return isArray(value) && value.length === 0;
  return value === false && BOOLEANS.some((each) => each === key);
}

function isWhole(value: Json, least: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}

function isId(value: Json): boolean {
  return typeof value === 'string' && value !== '';
}

function isLink(value: Json): boolean {
  if (!isObject(value)) return false;
  const { to, name } = value;
  return typeof to === 'string' && to !== '' && (name === undefined || typeof name === 'string');
}

/** Keys that this version does not know stay behind the others. */
function linkEntry({ to, name, ...unknown }: Link): JsonObject {
  return { to, ...(name !== undefined && { name }), ...unknown };
}
