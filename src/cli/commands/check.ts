import { resolve } from 'node:path';
import type { Problem } from '../../core/problem';
import { compareCodePoints } from '../../core/dataset/pathOrder';
import { CHECKS } from '../../core/checks/index';
import { dataSets, UNKNOWN_PLACE, type DataSets } from '../../engine/dataset/dataSets';
import { DataSetIndex, type IndexRow } from '../../engine/dataset/index';
import { textOption, type CliContext, type Command, type CommandArguments, type ExitCode } from '../command';
import { checkFormat, hasForeign, isForeign } from '../formats/checkFormat';
import { isInterrupted } from '../interrupted';
import { counted, printable } from '../output';
import { addGoverning, findTargets, type Targets } from '../targets';

export const check: Command = {
  name: 'check',
  about: 'Reports what is wrong with labels and with relabel.yaml.',
  usage: 'PATH... [--format FORMAT] [--json] [--cache FILE]',
  options: {
    format: {
      type: 'string',
      value: 'FORMAT',
      about:
        'Check label files of that format instead of sidecars; auto: of the one that is detected. Default: auto for folders without sidecars and for archives and label files.',
    },
    'read-option': {
      type: 'string',
      multiple: true,
      value: 'NAME=VALUE',
      about: 'An option of reading that format; may be repeated.',
    },
    json: { type: 'boolean', about: 'Print one JSON object instead of lines.' },
    cache: {
      type: 'string',
      value: 'FILE',
      about: 'Remember results there, outside of the data: the next check reads only what has changed.',
    },
  },
  details: [
    'PATH is a folder, an image, a sidecar, a relabel.yaml, or a glob. Each finding is a line ' +
      'path:line:column severity code message. The exit code is 1 when there is an error or a warning; ' +
      'notes about proposals (info) do not count. Needs no model and changes nothing.',
    `Checks: ${CHECKS.map(({ id, about }) => `${id} (${about.charAt(0).toLowerCase()}${about.slice(1, -1)})`).join(', ')}; ` +
      'besides, sidecars and data set files that cannot be read.',
  ],
  examples: [
    ['relabel check .', 'Everything in this folder and below.'],
    ['relabel check "data/**/*.jpg" --json > findings.json', 'Some images, for another program.'],
    ['relabel check . --cache ~/.cache/relabel-check.json', 'A large data set, again and again.'],
    ['relabel check data/images/a.jpg data/relabel.yaml', 'One image and the data set file.'],
    ['relabel check labels --format yolo-detect', 'YOLO label files: columns, ranges, classes.'],
  ],
  run,
};

/** A problem in a file; part of `--json`, so its names stay. */
interface Entry {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly severity: Problem['severity'];
  readonly code: string;
  readonly message: string;
  /** The image it is about; absent for data set files. */
  readonly image?: string;
}

async function run(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  const { output, signal, cwd } = context;
  const sets = dataSets({ git: 'git' });
  try {
    const asked = textOption(args, 'format');
    if (asked !== undefined) return await checkFormat(args, asked, context);
    if (await isForeign(args.positionals, context)) return await checkFormat(args, 'auto', context);
    const targets = await findTargets(args.positionals, { cwd, dataSets: sets, signal });
    if (targets.sidecars.size === 0 && (await hasForeign(args.positionals, context)))
      return await checkFormat(args, 'auto', context);
    await addGoverning(targets, sets);
    const rows = await rowsOf(targets, sets, textOption(args, 'cache'), context);
    const entries = [
      ...schemaEntries(targets, context),
      ...rows.filter((row) => !isPlaceless(row)).flatMap((row) => imageEntries(row, context)),
    ];
    return print(entries.sort(byPlace), rows, args.values['json'] === true, context);
  } catch (error) {
    if (!isInterrupted(error, signal)) throw error;
    output.note('Interrupted.');
    return 130;
  }
}

async function rowsOf(
  targets: Targets,
  sets: DataSets,
  cache: string | undefined,
  { cwd, output, signal }: CliContext,
): Promise<readonly IndexRow[]> {
  const cacheFile = cache === undefined ? undefined : resolve(cwd, cache);
  const index = new DataSetIndex({ dataSets: sets, cacheFile });
  await index.refresh(targets, signal, (done, total, path) => {
    output.progress(`Checking ${done}/${total}: ${printable(output.path(path))}`);
  });
  return index.rows;
}

function schemaEntries({ schemaFiles }: Targets, { output }: CliContext): Entry[] {
  return [...schemaFiles.values()].flatMap(({ path, problems }) =>
    problems.map((problem) => entry(output.path(path), problem)),
  );
}

function imageEntries({ imagePath, sidecarPath, problems }: IndexRow, { output }: CliContext): Entry[] {
  return problems.map((problem) => ({
    ...entry(output.path(sidecarPath), problem),
    image: output.path(imagePath),
  }));
}

/** Where its labels would be cannot be told: the data set file's own error says why, once for all its images. */
function isPlaceless({ problems }: IndexRow): boolean {
  return problems.some(({ code }) => code === UNKNOWN_PLACE);
}

function entry(path: string, { severity, code, message, line = 1, column = 1 }: Problem): Entry {
  return { path, line, column, severity, code, message };
}

function byPlace(a: Entry, b: Entry): number {
  return compareCodePoints(a.path, b.path) || a.line - b.line || a.column - b.column;
}

function print(
  entries: readonly Entry[],
  rows: readonly IndexRow[],
  asJson: boolean,
  { output }: CliContext,
): ExitCode {
  const count = (severity: Problem['severity']): number =>
    entries.filter((found) => found.severity === severity).length;
  const summary = { error: count('error'), warning: count('warning'), info: count('info') };
  const sidecars = rows.filter((row) => row.sidecar !== 'absent' && !isPlaceless(row)).length;
  const images = rows.length;
  if (asJson)
    output.line(JSON.stringify({ version: 1, images, sidecars, summary, findings: entries }, null, 2));
  else for (const line of table(entries)) output.line(line);
  output.note(
    `${counted(images, 'image')}, ${sidecars} with labels: ${counted(summary.error, 'error')}, ` +
      `${counted(summary.warning, 'warning')}, ${counted(summary.info, 'note')}.`,
  );
  return summary.error + summary.warning > 0 ? 1 : 0;
}

function table(entries: readonly Entry[]): string[] {
  const rows = entries.map(({ path, line, column, severity, code, message }) => [
    printable(`${path}:${line}:${column}`),
    severity,
    code,
    printable(message),
  ]);
  const widths = [0, 1, 2].map((i) => rows.reduce((width, row) => Math.max(width, row[i]?.length ?? 0), 0));
  return rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  '));
}
