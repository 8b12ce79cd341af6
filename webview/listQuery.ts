import { FLAGS, type Annotation } from '../src/core/annotation/annotation';
import type { Json } from '../src/core/json/json';
import { hasOpenComments } from '../src/core/annotation/openComments';
import { kindOf } from '../src/core/shapes/index';

/** Yes for annotations that the list shows. */
export type Accepts = (annotation: Annotation) => boolean;

/** A word of the query that says a state (`is:locked`), and what it means. */
const STATES: Readonly<Record<string, Accepts>> = {
  proposed: ({ proposed }) => proposed === true,
  accepted: ({ proposed }) => !proposed,
  locked: ({ locked }) => locked === true,
  hidden: ({ hidden }) => hidden === true,
  grouped: ({ group }) => group !== undefined,
  linked: ({ links }) => (links?.length ?? 0) > 0,
  commented: hasOpenComments,
  conflict: ({ conflict }) => conflict !== undefined,
  returned: ({ review }) => review?.verdict === 'returned',
  text: ({ text }) => text !== undefined && text !== '',
  ...Object.fromEntries(FLAGS.map((flag) => [flag, (annotation: Annotation) => annotation[flag] === true])),
};

/** The states that `is:` knows. */
export const STATE_WORDS: readonly string[] = Object.keys(STATES);

/** What can be typed and what it finds; the help beside the field. */
export const QUERY_HELP: readonly (readonly [string, string])[] = [
  ['car', 'class, kind or text contains “car”'],
  ['class:car', 'exactly this class'],
  ['kind:polygon', 'this kind of shape'],
  ['score>=0.5', 'score: >= > <= < ='],
  ['area<100', 'area in pixels'],
  ['color=red', 'attribute has this value'],
  ['is:locked', STATE_WORDS.join(', ')],
  ['group:3', 'members of a group'],
  ['id:k3v9q2', 'the annotation of this id'],
  ['-is:locked', 'not; quotes keep “two words” together'],
];

/**
 * Turns a query into a test: words with spaces between them must all hold. `hiddenIds`: what is hidden in this view
 * counts as hidden too. An empty query accepts everything.
 */
export function parseQuery(query: string, hiddenIds: ReadonlySet<string> = new Set()): Accepts {
  const tests = wordsOf(query).map((word) => testOf(word, hiddenIds));
  return (annotation) => tests.every((test) => test(annotation));
}

/** Words and what stands in double quotes; an unclosed quote goes to the end. */
function wordsOf(query: string): readonly string[] {
  return [...query.matchAll(/(?:[^\s"]|"[^"]*(?:"|$))+/g)].map(([word]) => word.replaceAll('"', ''));
}

function testOf(word: string, hiddenIds: ReadonlySet<string>): Accepts {
  if (word.length > 1 && word.startsWith('-')) {
    const test = testOf(word.slice(1), hiddenIds);
    return (annotation) => !test(annotation);
  }
  const [, name = '', operator = '', value = ''] = /^([^:<>=]+)(>=|<=|[:<>=])(.*)$/.exec(word) ?? [];
  if (operator === '' || value === '') return contains(word.toLowerCase().replace(/[:<>=]+$/, ''));
  if (name === 'is' && value === 'hidden')
    return (annotation) => annotation.hidden === true || hiddenIds.has(annotation.id);
  return keyed(name.toLowerCase(), operator, value) ?? attribute(name, operator, value);
}

function contains(text: string): Accepts {
  return ({ id, label, shape, text: own = '' }) =>
    id === text ||
    [label, shape.kind, kindOf(shape).title, own].some((each) => each.toLowerCase().includes(text));
}

function keyed(name: string, operator: string, value: string): Accepts | undefined {
  const is = (get: (annotation: Annotation) => unknown): Accepts =>
    function test(annotation) {
      return String(get(annotation) ?? '').toLowerCase() === value.toLowerCase();
    };
  const [least, most] = [Number(value), operator];
  if (name === 'score') return ({ score }) => score !== undefined && compares(score, most, least);
  if (name === 'area') return ({ shape }) => compares(kindOf(shape).area(shape), most, least);
  if (name === 'is') return STATES[value.toLowerCase()] ?? (() => false);
  if (name === 'class') return is(({ label }) => label);
  if (name === 'kind') return is(({ shape }) => shape.kind);
  if (name === 'group') return is(({ group }) => group);
  if (name === 'id') return is(({ id }) => id);
  if (name === 'text') return ({ text = '' }) => text.toLowerCase().includes(value.toLowerCase());
  return undefined;
}

function attribute(name: string, operator: string, value: string): Accepts {
  return ({ attributes = {} }) => {
    const key = Object.keys(attributes).find((each) => each.toLowerCase() === name.toLowerCase());
    const own = key === undefined ? undefined : attributes[key];
    if (own === undefined) return false;
    if (typeof own === 'number' && operator !== ':') return compares(own, operator, Number(value));
    return valuesOf(own).some((each) => each.toLowerCase() === value.toLowerCase());
  };
}

function valuesOf(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(valuesOf);
  if (typeof value === 'boolean') return value ? ['true', 'yes'] : ['false', 'no'];
  return [typeof value === 'string' ? value : JSON.stringify(value)];
}

function compares(a: number, operator: string, b: number): boolean {
  if (operator === '>=') return a >= b;
  if (operator === '<=') return a <= b;
  if (operator === '>') return a > b;
  if (operator === '<') return a < b;
  return a === b;
}
