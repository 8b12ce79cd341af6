import type { Problem } from '../../problem';

/** A row of a label file: a class number and what follows it. */
export interface YoloRow {
  /** 1-based. */
  readonly line: number;
  readonly classId: number;
  /** The columns after the class. */
  readonly values: readonly number[];
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The rows of a label file; what is not a row of numbers is reported and left out. Blank lines are none. */
export function parseRows(text: string, problem: (problem: Problem) => void): readonly YoloRow[] {
  const rows: YoloRow[] = [];
  const lines = text.split(/\r\n|\n|\r/);
  for (let i = 0; i < lines.length; i++) {
    const content = (lines[i] ?? '').trim();
    if (content === '') continue;
    const row = parseRow(content, i + 1);
    if ('code' in row) problem(row);
    else rows.push(row);
  }
  return rows;
}

function parseRow(content: string, line: number): YoloRow | Problem {
  const tokens = content.split(/\s+/);
  const numbers: number[] = [];
  for (const token of tokens) {
    const number = NUMBER.test(token) ? Number(token) : NaN;
    if (!Number.isFinite(number)) return notNumber(token, line);
    numbers.push(number);
  }
  const [classId = -1, ...values] = numbers;
  return Number.isInteger(classId) && classId >= 0
    ? { line, classId, values }
    : wrongClass(tokens[0] ?? '', line);
}

function notNumber(token: string, line: number): Problem {
  const message = `“${token.slice(0, 40)}” is not a number: the row is left out. Ultralytics leaves out the whole image.`;
  return { severity: 'error', code: 'yolo-not-a-number', line, message };
}

function wrongClass(token: string, line: number): Problem {
  const message = `The class “${token.slice(0, 40)}” is not a whole number from 0: the row is left out.`;
  return { severity: 'error', code: 'yolo-class', line, message };
}

const DECIMALS = 10;
const STEPS = 10 ** DECIMALS;

/**
 * A number from 0 to 1 with up to ten decimals (some 1/500,000 pixel of an image 20,000 pixels wide), never with an
 * exponent: readers that look for digits and a point alone refuse one.
 */
export function printShare(share: number): string {
  const near = Math.round(share * STEPS) / STEPS;
  if (near >= 1e-6 || near === 0) return `${near + 0}`;
  return near.toFixed(DECIMALS).replace(/0+$/, '');
}
