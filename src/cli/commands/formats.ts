import { resolve } from 'node:path';
import { FORMATS } from '../../core/formats/index';
import type { Format, FormatOption } from '../../core/formats/format';
import { didYouMean } from '../../core/schema/closest';
import {
  flagOption,
  textOption,
  UsageError,
  type CliContext,
  type Command,
  type CommandArguments,
  type ExitCode,
} from '../command';
import { holdings } from '../formats/holdings';
import { runFormatJob } from '../formats/runFormatJob';
import { printable } from '../output';

export const formats: Command = {
  name: 'formats',
  about: 'Lists the label formats, and what each can hold.',
  usage: '[FORMAT | --of PATH] [--json]',
  options: {
    of: { type: 'string', value: 'PATH', about: 'Say what a folder, an archive or a file may be, and why.' },
    json: { type: 'boolean', about: 'Print one JSON object instead of lines.' },
  },
  details: [
    'With a format: what it holds, what becomes of the rest, and the options of reading and writing it.',
  ],
  examples: [
    ['relabel formats', 'All of them.'],
    ['relabel formats voc', 'One of them, with its options.'],
    ['relabel formats --of export.zip', 'What this archive may be.'],
  ],
  run,
};

async function run(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  const { output } = context;
  const [id, ...more] = args.positionals;
  const path = textOption(args, 'of');
  if (path !== undefined) return find(path, args, context);
  if (more.length > 0) throw new UsageError('Give one format, or none for all.');
  const chosen = id === undefined ? FORMATS : [named(id)];
  if (flagOption(args, 'json'))
    output.line(JSON.stringify({ version: 1, formats: chosen.map(facts) }, null, 2));
  else for (const line of id === undefined ? table(chosen) : chosen.flatMap(lines)) output.line(line);
  return 0;
}

async function find(path: string, args: CommandArguments, context: CliContext): Promise<ExitCode> {
  const { output, cwd } = context;
  const request = { source: resolve(cwd, path), followLinks: false };
  const result = await runFormatJob('find', request, args, context, 'nothing was found');
  if (typeof result === 'number') return result;
  if (flagOption(args, 'json')) output.line(JSON.stringify({ version: 1, ...result }, null, 2));
  else
    for (const { format, confidence, reason } of result.formats)
      output.line(printable(`${format}  ${Math.round(confidence * 100)} %  ${reason}`));
  return result.formats.length > 0 ? 0 : 1;
}

function named(id: string): Format {
  const found = FORMATS.find((format) => format.id === id);
  const ids = FORMATS.map((format) => format.id);
  if (found) return found;
  throw new UsageError(
    `There is no format "${id}"${didYouMean(id, ids) || `; there are ${ids.join(', ')}.`}`,
  );
}

function facts({ write, id, title, family, target, holds, needsImages, ...options }: Format): object {
  const { readOptions, writeOptions } = options;
  const about = { id, title, family, target, holds, needsImages, readOptions, writeOptions };
  return { ...about, isWritten: write !== undefined };
}

function table(all: readonly Format[]): string[] {
  const rows = all.map((format) => [
    format.id,
    format.title,
    `${Object.entries(format.holds.shapes)
      .filter(([kind, to]) => kind === to)
      .map(([kind]) => kind)
      .join(' ')}${format.write ? '' : ' (read only)'}`,
  ]);
  const widths = [0, 1].map((i) => rows.reduce((most, row) => Math.max(most, row[i]?.length ?? 0), 0));
  return rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  '));
}

function lines(format: Format): string[] {
  const { id, title, target, readOptions = [], writeOptions = [], write } = format;
  const where = target.kind === 'file' ? `one file, usually ${target.name}` : 'a folder';
  return [
    `${id}: ${title}; ${where}${write ? '' : '; only read'}`,
    ...holdings(format.holds),
    ...readOptions.map((option) => `--read-option ${optionLine(option)}`),
    ...writeOptions.map((option) => `--write-option ${optionLine(option)}`),
  ];
}

function optionLine({ name, about, values }: FormatOption): string {
  return `${name}=${values ? values.join('|') : 'TEXT'}: ${about}`;
}
