import { standing } from '../../core/versioning/plan';
import { versionState, type VersionState } from '../../engine/versioning/version/versionState';
import {
  flagOption,
  UsageError,
  type CliContext,
  type Command,
  type CommandArguments,
  type ExitCode,
} from '../command';
import { counted, printable } from '../output';
import { toldFailure } from '../versions/failure';
import { repoTools } from '../versions/repoTools';

export const status: Command = {
  name: 'status',
  about: 'Says what changed in images (DVC) and labels (git) since the last commit.',
  usage: '[DIR] [--remote] [--json]',
  options: {
    remote: { type: 'boolean', about: 'Ask the DVC remote, too, which images it lacks. Uses the network.' },
    json: { type: 'boolean', about: 'Print one JSON object instead of lines.' },
  },
  details: [
    'Without the dvc program, .dvc files and the local cache are compared with what is on disk. RELABEL_DVC may ' +
      'say where the program is. The exit code is 0 whether or not something changed.',
  ],
  examples: [['relabel status', 'Images and labels in one look.']],
  run,
};

async function run(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  if (args.positionals.length > 1) throw new UsageError('Give one folder at most.');
  return toldFailure(context, async () => {
    const { git, dataSets, dvc, dvcAbsent } = await repoTools(args.positionals[0] ?? '.', context);
    const remote = flagOption(args, 'remote');
    if (remote && !dvc) throw new UsageError(dvcAbsent ?? 'DVC is not used in this repository.');
    const state = await versionState(git, dataSets, { dvc, remote, signal: context.signal });
    const lines = flagOption(args, 'json') ? [JSON.stringify(asJson(state, remote))] : asLines(state, remote);
    for (const line of lines) context.output.line(line);
    for (const warning of [...state.warnings, ...(dvcAbsent === undefined ? [] : [dvcAbsent])])
      context.output.note(printable(warning));
    return 0;
  });
}

function asJson(state: VersionState, remote: boolean): unknown {
  const { data, labels, notPulled, notPushed, by, warnings, unfinished } = state;
  return {
    by,
    data: data.map(({ path, title, targets, how, isSuggested, note }) => ({
      path,
      title,
      targets,
      how,
      isSuggested,
      note,
    })),
    notPulled,
    ...(remote && { notPushed }),
    labels: { files: labels.files.map(({ path, change }) => ({ path, change })), text: labels.text },
    broken: labels.broken,
    warnings,
    ...(unfinished && { unfinished: standing(unfinished) }),
  };
}

function asLines(
  { data, labels, notPulled, notPushed, unfinished, by }: VersionState,
  remote: boolean,
): string[] {
  return [
    ...data.map(({ title, note }) => printable(`data    ${title}${note === undefined ? '' : ` (${note})`}`)),
    ...(data.length === 0 && by !== 'none' ? ['data    nothing changed'] : []),
    ...(notPulled > 0 ? [`data    ${counted(notPulled, 'file')} not pulled`] : []),
    ...(remote
      ? [`data    ${notPushed === 0 ? 'everything is pushed' : `${counted(notPushed, 'file')} not pushed`}`]
      : []),
    `labels  ${labels.text === '' ? 'nothing changed' : printable(labels.text)}`,
    ...labels.broken.map((text) => printable(`labels  ${text}`)),
    ...(unfinished ? [printable(`A version is not finished. ${standing(unfinished)}`), HOW_ON] : []),
  ];
}

const HOW_ON = 'Go on with relabel version --resume, or back with relabel version --undo.';
