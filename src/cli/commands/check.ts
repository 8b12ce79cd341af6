import type { Problem } from '../../core/problem';
import { compareCodePoints } from '../../core/dataset/pathOrder';
import { CHECKS } from '../../core/checks/index';
import { concurrently } from '../../engine/concurrently';
import { dataSets, type DataSets } from '../../engine/dataset/dataSets';
import { inspectImage, type ImageReport } from '../../engine/dataset/inspectImage';
import type { CliContext, Command, CommandArguments, ExitCode } from '../command';
import { isInterrupted } from '../interrupted';
import { counted, printable } from '../output';
import { addGoverning, findTargets, type Targets } from '../targets';

const AT_ONCE = 16;

export const check: Command = {
  name: 'check',
  about: 'Reports what is wrong with labels and with relabel.yaml.',
  usage: 'PATH... [--json]',
  options: { json: { type: 'boolean', about: 'Print one JSON object instead of lines.' } },
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
    ['relabel check data/images/a.jpg data/relabel.yaml', 'One image and the data set file.'],
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
    const targets = await findTargets(args.positionals, { cwd, dataSets: sets, signal });
    await addGoverning(targets, sets);
    const reports = await inspectAll(targets, sets, context);
    const entries = [
      ...schemaEntries(targets, context),
      ...reports.flatMap((report) => imageEntries(report, context)),
    ];
    return print(entries.sort(byPlace), reports, args.values['json'] === true, context);
  } catch (error) {
    if (!isInterrupted(error, signal)) throw error;
    output.note('Interrupted.');
    return 130;
  }
}

/** The images, and then the sidecars that belong to none of them. */
async function inspectAll(
  targets: Targets,
  sets: DataSets,
  { output, signal }: CliContext,
): Promise<ImageReport[]> {
  const reports = new Map<string, ImageReport>();
  const inspect = async (path: string): Promise<void> => {
    reports.set(path, await inspectImage(path, sets));
    output.progress(`Checking ${reports.size}/${targets.images.size}: ${printable(output.path(path))}`);
  };
  await concurrently(targets.images, AT_ONCE, inspect, signal);
  const used = new Set([...reports.values()].map(({ sidecarPath }) => sidecarPath));
  const others = new Set<string>();
  for (const path of targets.sidecars) if (!used.has(path)) others.add(await sets.sidecars.imageOf(path));
  await concurrently(
    [...others].filter((path) => !reports.has(path)),
    AT_ONCE,
    inspect,
    signal,
  );
  return [...reports.values()];
}

function schemaEntries({ schemaFiles }: Targets, { output }: CliContext): Entry[] {
  return [...schemaFiles.values()].flatMap(({ path, problems }) =>
    problems.map((problem) => entry(output.path(path), problem)),
  );
}

function imageEntries({ imagePath, sidecarPath, problems }: ImageReport, { output }: CliContext): Entry[] {
  return problems.map((problem) => ({
    ...entry(output.path(sidecarPath), problem),
    image: output.path(imagePath),
  }));
}

function entry(path: string, { severity, code, message, line = 1, column = 1 }: Problem): Entry {
  return { path, line, column, severity, code, message };
}

function byPlace(a: Entry, b: Entry): number {
  return compareCodePoints(a.path, b.path) || a.line - b.line || a.column - b.column;
}

function print(
  entries: readonly Entry[],
  reports: readonly ImageReport[],
  asJson: boolean,
  { output }: CliContext,
): ExitCode {
  const count = (severity: Problem['severity']): number =>
    entries.filter((found) => found.severity === severity).length;
  const summary = { error: count('error'), warning: count('warning'), info: count('info') };
  const sidecars = reports.filter(({ sidecar }) => sidecar.kind !== 'absent').length;
  const images = reports.length;
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
