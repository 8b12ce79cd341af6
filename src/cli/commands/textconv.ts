import { resolve } from 'node:path';
import { parseSidecar } from '../../core/annotation/sidecar';
import { describeDoc } from '../../core/describe/describeDoc';
import { FileError } from '../../engine/fileError';
import { readTextFile } from '../../engine/fs';
import { UsageError, type CliContext, type Command, type CommandArguments, type ExitCode } from '../command';

export const textconv: Command = {
  name: 'textconv',
  about: 'Prints a sidecar as readable lines, one per annotation: for git diff, log and show.',
  usage: 'FILE',
  options: {},
  details: [
    'A line has class, id, shape and whatever else is said of an annotation. What is no sidecar is printed as it is. ' +
      '"relabel init --git" makes git show labels in this way.',
  ],
  examples: [['relabel textconv data/cat.jpg.labels.json', 'The labels of an image in words.']],
  run,
};

async function run({ positionals }: CommandArguments, { cwd, output }: CliContext): Promise<ExitCode> {
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('Give one file.');
  try {
    const text = await readTextFile(resolve(cwd, file));
    const parsed = parseSidecar(text);
    output.line((parsed.ok ? describeDoc(parsed.doc) : text).replace(/\n$/, ''));
    return 0;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    output.note(`relabel: ${error.message}`);
    return 1;
  }
}
