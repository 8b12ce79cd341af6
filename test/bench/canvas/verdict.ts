import type { ContenderName } from './contender';
import type { Results } from './inTurn';
import { median, rangeOf } from './numbers';

/** A multiple of the floor, or a limit of its own in the row's unit. */
export type Aim = { readonly timesFloor: number } | { readonly atMost: number };

const TITLES: readonly (readonly [ContenderName, string])[] = [
  ['floor', 'floor'],
  ['plain', 'plain'],
  ['svg', 'svg.js'],
  ['konva', 'Konva'],
  ['annotorious', 'Annotorious'],
  ['ours', 'ours'],
];
const PEERS: readonly ContenderName[] = ['svg', 'konva', 'annotorious'];
const WIDTHS = [29, 8, ...TITLES.map(() => 19), 11, 20, 12];

export function printHead(): void {
  const titles = TITLES.map(([, title]) => title);
  print(['workload', 'scene', ...titles, 'ours/floor', 'best peer/ours', 'aim', '']);
}

/** One line: every contender's median and range, and how ours stands to the floor, the best peer and the aim. */
export function printRow(
  workload: string,
  scene: string,
  results: Results<number>,
  unit: string,
  aim: Aim | undefined,
): void {
  const middle = (name: ContenderName): number => median(results.get(name) ?? []);
  const cells = TITLES.map(([name]) => cellOf(results.get(name)));
  const ratio = has(results, 'floor') ? (middle('ours') / middle('floor')).toFixed(2) : '';
  const said = aim ? judged(aim, middle, unit) : ['', ''];
  print([`${workload}, ${unit}`, scene, ...cells, ratio, bestPeer(results, middle), ...said]);
}

function cellOf(samples: readonly number[] | undefined): string {
  return samples && samples.length > 0 ? rangeOf(samples, '').replace('  ', ' ') : '-';
}

function has(results: Results<number>, name: ContenderName): boolean {
  return (results.get(name)?.length ?? 0) > 0;
}

function bestPeer(results: Results<number>, middle: (name: ContenderName) => number): string {
  const peers = PEERS.filter((name) => has(results, name));
  if (peers.length === 0 || !has(results, 'ours')) return '';
  const best = peers.reduce((a, b) => (middle(a) <= middle(b) ? a : b));
  return `${(middle(best) / middle('ours')).toFixed(1)} (${best})`;
}

function judged(aim: Aim, middle: (name: ContenderName) => number, unit: string): [string, string] {
  const isRatio = 'timesFloor' in aim;
  const limit = isRatio ? aim.timesFloor * middle('floor') : aim.atMost;
  const ours = middle('ours');
  const text = isRatio ? `${aim.timesFloor}x floor` : `${aim.atMost} ${unit}`;
  if (Number.isNaN(ours) || Number.isNaN(limit)) return [text, ''];
  return [text, ours <= limit ? 'holds' : `misses by ${(ours / limit).toFixed(2)}x`];
}

function print(row: readonly string[]): void {
  console.log(
    row
      .map((text, i) => text.padEnd(WIDTHS[i] ?? 0))
      .join(' ')
      .trimEnd(),
  );
}
