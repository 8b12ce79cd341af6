import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { readConfig } from '../../core/formats/labelStudio/config';
import { schemaOfConfig } from '../../core/formats/labelStudio/schemaOfConfig';
import { parseSchema } from '../../core/schema/parseSchema';
import { printSchema } from '../../core/schema/printSchema';
import { schemaTemplate } from '../../core/schema/template';
import { isFile } from '../../engine/dataset/findUp';
import { SCHEMA_NAMES } from '../../engine/dataset/schemaFile';
import { errorCode, FileError, fileError } from '../../engine/fileError';
import { readTextFile } from '../../engine/fs';
import { initGit } from '../initGit';
import {
  flagOption,
  listOption,
  textOption,
  UsageError,
  type CliContext,
  type Command,
  type CommandArguments,
  type ExitCode,
} from '../command';

export const init: Command = {
  name: 'init',
  about: 'Makes a folder a data set (a commented relabel.yaml), or lets git merge labels (--git).',
  usage: 'DIR [--name NAME] [--classes A,B | --from-config FILE] | --git [DIR] [--check | --undo]',
  options: {
    name: { type: 'string', value: 'NAME', about: "The data set's name. Default: the folder's." },
    classes: { type: 'string', value: 'A,B', about: 'Its classes, with commas between them.' },
    'from-config': {
      type: 'string',
      value: 'FILE',
      about: 'A Label Studio labeling config (XML): its labels, choices, attributes and relations are taken.',
    },
    git: {
      type: 'boolean',
      about: 'Sets up git in the repository of DIR: merge driver, readable diffs, difftool.',
    },
    check: {
      type: 'boolean',
      about: 'With --git: only says what this clone lacks; exit code 1 when it lacks something.',
    },
    undo: { type: 'boolean', about: 'With --git: takes away what it wrote.' },
  },
  details: [
    'A relabel.yaml that is there already is left as it is. The path of the new file is printed.',
    '--git writes a block into .gitattributes, which is committed, and for this clone the local configuration and the ' +
      'scripts that it names, into the git folder. Each further clone needs it once: git never takes programs from a ' +
      'repository. Where it is missing, git merges labels as text.',
  ],
  examples: [
    ['relabel init data --classes car,person', 'Begins a data set with two classes.'],
    ['relabel init data --from-config config.xml', "Begins one with a Label Studio project's labels."],
    ['relabel init --git', 'Lets git merge labels instance by instance in the repository of this folder.'],
    ['relabel init .', 'Begins one in this folder; classes can be added while labelling.'],
  ],
  run,
};

async function run(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  if (flagOption(args, 'git')) return initGit(args, context);
  if (flagOption(args, 'check') || flagOption(args, 'undo'))
    throw new UsageError('--check and --undo go with --git.');
  return initDataSet(args, context);
}

async function initDataSet(args: CommandArguments, { cwd, output }: CliContext): Promise<ExitCode> {
  const [dir, ...more] = args.positionals;
  if (dir === undefined || more.length > 0) throw new UsageError('Give one folder.');
  const folder = resolve(cwd, dir);
  for (const name of SCHEMA_NAMES)
    if (await isFile(join(folder, name))) throw new UsageError(`${join(dir, name)} is there already.`);
  const path = join(folder, SCHEMA_NAMES[0]);
  try {
    const text = await textFor(args, textOption(args, 'name') ?? basename(folder), cwd);
    await create(folder, path, text);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    output.note(`relabel: ${error.message}`);
    return 1;
  }
  output.line(output.path(path));
  return 0;
}

/** Throws `FileError` for a config that cannot be read. */
async function textFor(args: CommandArguments, name: string, cwd: string): Promise<string> {
  const [classes, config] = [listOption(args, 'classes'), textOption(args, 'from-config')];
  if (config === undefined) return template(name, classes ?? []);
  if (classes) throw new UsageError('Give --classes or --from-config, not both.');
  const read = readConfig(await readTextFile(resolve(cwd, config)));
  if (!read)
    throw new UsageError(`${config} is no Label Studio config: it has no <View> with labels or choices.`);
  return printSchema({ ...schemaOfConfig(read), name });
}

/** What the file would be wrong about, the arguments are. */
function template(name: string, classes: readonly string[]): string {
  const text = schemaTemplate({ name, classes });
  const [problem] = parseSchema(text).problems;
  if (problem) throw new UsageError(problem.message);
  return text;
}

async function create(folder: string, path: string, text: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw new UsageError(`${path} is there already.`);
    throw fileError('Could not write', path, error);
  }
}
