import { COMMANDS } from './commands/index';
import type { Command } from './command';

const WIDTH = 78;

export function generalHelp(): string {
  return [
    'Labels images inside the repository you train from.',
    '',
    'Usage: relabel COMMAND ...',
    '',
    'Commands:',
    ...columns(COMMANDS.map(({ name, usage, about }) => [`${name} ${usage}`, about])),
    '',
    'Options:',
    ...columns([
      ['--help', 'This text, or that of a command: relabel COMMAND --help.'],
      ['--version', "This program's version."],
    ]),
    '',
    'Examples:',
    ...COMMANDS.flatMap(({ examples }) => examples.slice(0, 1)).map(([line]) => `  ${line}`),
    '',
    'Exit codes: 0 fine, 1 findings or failures, 2 wrong use, 130 interrupted.',
  ].join('\n');
}

export function commandHelp({ name, about, usage, options, details, examples }: Command): string {
  const lines = Object.entries(options).map(([key, { value, short, about: text }]): [string, string] => [
    `${short === undefined ? '' : `-${short}, `}--${key}${value === undefined ? '' : ` ${value}`}`,
    text,
  ]);
  return [
    about,
    '',
    `Usage: relabel ${name} ${usage}`,
    '',
    ...details.flatMap((paragraph) => [...wrap(paragraph, WIDTH), '']),
    'Options:',
    ...columns(lines),
    '',
    'Examples:',
    ...examples.flatMap(([line, text]) => [
      `  ${line}`,
      ...wrap(text, WIDTH - 6).map((part) => `      ${part}`),
    ]),
  ].join('\n');
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  return rows.flatMap(([left, right]) => [
    `  ${left}`,
    ...wrap(right, WIDTH - 6).map((part) => `      ${part}`),
  ]);
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
