import { join, resolve } from 'node:path';
import { compareCodePoints } from '../../core/dataset/pathOrder';
import { didYouMean } from '../../core/schema/closest';
import { dataSets } from '../../engine/dataset/dataSets';
import { describeModel } from '../../engine/detection';
import { FileError } from '../../engine/fileError';
import { ModelNotFound, resolveModel, type ResolvedModel } from '../../engine/models';
import { WorkerCrashed } from '../../engine/workerCrashed';
import { Workers } from '../../engine/workers';
import type { ModelDescription } from '../../protocol/worker';
import {
  listOption,
  shareOption,
  textOption,
  UsageError,
  type CliContext,
  type Command,
  type CommandArguments,
  type ExitCode,
} from '../command';
import { detectImage, ImageSkipped, type Detected, type DetectJob } from '../detectImage';
import { isInterrupted } from '../interrupted';
import { counted, printable, type Output } from '../output';
import { findTargets } from '../targets';

/** A runtime that dies on so many images in a row will die on the others too. */
const MAX_CRASHES_IN_A_ROW = 3;

export const detect: Command = {
  name: 'detect',
  about: 'Runs a detector on images and writes what it finds into their sidecars as proposals.',
  usage: 'PATH... --model M [--conf C] [--iou I] [--classes A,B] [--json]',
  options: {
    model: {
      type: 'string',
      value: 'M',
      about: 'An .onnx file, a .model.json, or the name of a model in models/.',
    },
    conf: { type: 'string', value: 'C', about: "Least score, 0 to 1. Default: the model's own." },
    iou: {
      type: 'string',
      value: 'I',
      about: "Overlap from which two boxes are one, 0 to 1. Default: the model's own.",
    },
    classes: { type: 'string', value: 'A,B', about: 'Keep these classes only.' },
    json: { type: 'boolean', about: 'Print one JSON object instead of lines.' },
  },
  details: [
    'PATH is a folder, an image or a glob. Running it again replaces the former proposals of the same model and ' +
      'nothing else; a sidecar that would say the same is not written. What is labelled already is not proposed.',
    'Images that cannot be read and sidecars that cannot be understood are left alone and reported; the exit code ' +
      'is then 1. Ctrl-C ends it, and lets a save come to its end.',
  ],
  examples: [
    ['relabel detect data/images --model parts-nano', 'All images of a folder with the bundled model.'],
    [
      'relabel detect "shots/*.jpg" --model yolov8n.onnx --conf 0.4 --classes car,bus',
      'Some, with a model of your own.',
    ],
    ['relabel detect a.jpg --model parts-nano --json', 'One image, for another program.'],
  ],
  run,
};

/** One image of `--json`: its names stay. */
type Entry =
  | ({ readonly path: string; readonly sidecar: string } & Omit<Detected, 'sidecarPath' | 'warnings'>)
  /** `at` is where the reason lies: the image, or a line of the sidecar. */
  | { readonly path: string; readonly at: string; readonly error: string };

async function run(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  const { cwd, root, signal } = context;
  const options = {
    confidence: shareOption(args, 'conf'),
    iou: shareOption(args, 'iou'),
    classes: listOption(args, 'classes'),
  };
  const sets = dataSets({ git: 'git' });
  const workers = new Workers({ workerPath: join(root, 'out', 'worker.js') });
  signal.addEventListener('abort', () => workers.dispose());
  try {
    const model = await findModel(textOption(args, 'model'), context);
    const targets = await findTargets(args.positionals, { cwd, dataSets: sets, signal });
    await checkModel(workers, model, options.classes);
    const images = [...targets.images].sort(compareCodePoints);
    if (images.length === 0) throw new UsageError('There is no image in these paths.');
    const job: DetectJob = { dataSets: sets, workers, model, options, signal };
    return await runAll(images, job, args.values['json'] === true, context);
  } catch (error) {
    if (!isInterrupted(error, signal)) throw error;
    context.output.note('Interrupted.');
    return 130;
  } finally {
    workers.dispose();
  }
}

async function findModel(name: string | undefined, { root, cwd }: CliContext): Promise<ResolvedModel> {
  if (name === undefined) throw new UsageError('Which model? Give --model.');
  try {
    return await resolveModel(name, [...new Set([resolve(cwd, 'models'), join(root, 'models')])], cwd);
  } catch (error) {
    throw error instanceof ModelNotFound ? new UsageError(error.message) : error;
  }
}

/** Before the first image: a model that cannot be used, or classes it does not know. */
async function checkModel(
  workers: Workers,
  model: ResolvedModel,
  classes: readonly string[] | undefined,
): Promise<void> {
  const { classes: known } = await describe(workers, model);
  for (const name of classes ?? [])
    if (known.length > 0 && !known.includes(name))
      throw new UsageError(
        `${model.name} does not know the class "${name}"${didYouMean(name, known) || `; it knows ${known.join(', ')}.`}`,
      );
}

async function describe(workers: Workers, model: ResolvedModel): Promise<ModelDescription> {
  try {
    return await describeModel(workers, model);
  } catch (error) {
    const isModels = error instanceof Error && ['ModelError', 'NoHead'].includes(error.name);
    throw isModels ? new UsageError(error.message) : error;
  }
}

async function runAll(
  images: readonly string[],
  job: DetectJob,
  asJson: boolean,
  context: CliContext,
): Promise<ExitCode> {
  const { output, signal } = context;
  const entries: Entry[] = [];
  const warned = new Set<string>();
  let crashes = 0;
  for (const [i, path] of images.entries()) {
    if (signal.aborted) break;
    output.progress(`Detecting ${i + 1}/${images.length}: ${printable(output.path(path))}`);
    const attempt = await attemptOn(path, job, warned, context);
    if (attempt === undefined) break;
    if (!asJson) report(attempt.entry, context);
    entries.push(attempt.entry);
    crashes = attempt.hasCrashed ? crashes + 1 : 0;
    if (crashes < MAX_CRASHES_IN_A_ROW) continue;
    output.note(`The runtime stopped on ${crashes} images in a row; the others were not tried.`);
    break;
  }
  return finish(images.length, entries, job.model, asJson, context);
}

interface Attempt {
  readonly entry: Entry;
  readonly hasCrashed: boolean;
}

/** Undefined when the user interrupted it. Rejects when no other image could fare better. */
async function attemptOn(
  imagePath: string,
  job: DetectJob,
  warned: Set<string>,
  { output, signal }: CliContext,
): Promise<Attempt | undefined> {
  const path = output.path(imagePath);
  try {
    const { sidecarPath, warnings, ...detected } = await detectImage(imagePath, job);
    for (const warning of warnings.filter((text) => !warned.has(text))) output.note(printable(warning));
    for (const warning of warnings) warned.add(warning);
    return { entry: { path, sidecar: output.path(sidecarPath), ...detected }, hasCrashed: false };
  } catch (error) {
    if (isInterrupted(error, signal)) return undefined;
    if (!isAboutImage(error)) throw error;
    return { entry: failed(path, error, output), hasCrashed: error instanceof WorkerCrashed };
  }
}

function isAboutImage(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (error instanceof ImageSkipped || error instanceof FileError || error instanceof WorkerCrashed)
    return true;
  return error.name === 'ImageError' || error.name === 'ImageTooLarge';
}

function failed(path: string, error: Error, output: Output): Entry {
  if (!(error instanceof ImageSkipped)) return { path, at: path, error: error.message };
  return {
    path,
    at: `${output.path(error.path)}${error.line === undefined ? '' : `:${error.line}`}`,
    error: error.message,
  };
}

function report(entry: Entry, { output }: CliContext): void {
  if ('error' in entry) {
    output.note(`${printable(entry.at)}: ${printable(entry.error)}`);
    return;
  }
  const { proposals, added, removed, updated, known } = entry;
  const isSame = added + removed + updated === 0;
  const changes = [`+${added}`, `-${removed}`, ...(updated > 0 ? [`~${updated}`] : [])].join(' ');
  const aside = known > 0 ? `, ${known} labelled already` : '';
  output.line(
    `${printable(entry.path)}  ${counted(proposals, 'proposal')} (${isSame ? 'unchanged' : changes}${aside})`,
  );
}

function finish(
  total: number,
  entries: readonly Entry[],
  model: ResolvedModel,
  asJson: boolean,
  { output, signal }: CliContext,
): ExitCode {
  const failures = entries.filter((entry) => 'error' in entry).length;
  const proposals = entries.reduce((sum, entry) => sum + ('error' in entry ? 0 : entry.proposals), 0);
  const isInterruptedEarly = signal.aborted && entries.length < total;
  const summary = { images: entries.length, failed: failures, proposals, interrupted: isInterruptedEarly };
  if (asJson) output.line(JSON.stringify({ version: 1, model: model.id, summary, images: entries }, null, 2));
  const left = total - entries.length;
  output.note(
    `${model.id}: ${counted(proposals, 'proposal')} on ${counted(entries.length - failures, 'image')}` +
      `${failures > 0 ? `, ${counted(failures, 'image')} left alone` : ''}${left > 0 ? `, ${left} not reached` : ''}.`,
  );
  if (isInterruptedEarly) return 130;
  return failures > 0 || left > 0 ? 1 : 0;
}
