import { compareUrl, FORGES, forgeOf, repositoryUrl, type Forge } from '../../core/remotes/compareUrl';
import { remotePlace, withoutSecrets } from '../../core/remotes/remoteUrl';
import {
  openBranches,
  type Branches,
  type BranchState,
  type Remote,
} from '../../engine/versioning/branches/branches';
import { openGit } from '../../engine/versioning/git';
import { GitError } from '../../engine/versioning/gitError';
import {
  flagOption,
  textOption,
  UsageError,
  type CliContext,
  type Command,
  type CommandArguments,
  type ExitCode,
} from '../command';
import { counted } from '../output';

export const propose: Command = {
  name: 'propose',
  about: 'Says what this branch proposes and where; pushes it when asked to.',
  usage: '[--push] [--remote NAME] [--base BRANCH] [--server KIND] [--print-url] [--json]',
  options: {
    push: {
      type: 'boolean',
      about: 'Push the branch and follow it on the remote. Without it nothing is changed.',
    },
    remote: {
      type: 'string',
      value: 'NAME',
      about: "Where to. Default: the branch's own, else origin, else the only one.",
    },
    base: {
      type: 'string',
      value: 'BRANCH',
      about: "Where the changes are to go. Default: the remote's default branch.",
    },
    server: {
      type: 'string',
      value: 'KIND',
      about: `What serves the remote, where its name does not tell: ${FORGES.join(', ')}.`,
    },
    'print-url': { type: 'boolean', about: 'Print only the address of the page to propose on.' },
    json: { type: 'boolean', about: 'Print one JSON object.' },
  },
  details: [
    'The page is that of a new pull or merge request on GitHub, GitLab, Bitbucket, DagsHub, Gitea or Azure DevOps. ' +
      'Nobody is asked for a password: sign in before, through a credential helper or an SSH key. Ends with 1 when ' +
      'there is nothing to propose or git refuses.',
  ],
  examples: [
    ['relabel propose', 'What would be proposed, and the page for it.'],
    ['relabel propose --push', 'Push the branch, then print the page.'],
  ],
  run,
};

async function run(args: CommandArguments, context: CliContext): Promise<ExitCode> {
  if (args.positionals.length > 0)
    throw new UsageError('propose takes no paths: it proposes the whole branch.');
  const server = serverOption(args);
  try {
    return await proposeBranch(args, server, context);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (error.kind === 'cancelled') return 130;
    context.output.note(error.message);
    return 1;
  }
}

async function proposeBranch(
  args: CommandArguments,
  server: Forge | undefined,
  { cwd, output, signal }: CliContext,
): Promise<ExitCode> {
  const root = await openGit({ signal }).rootOf(cwd);
  if (root === undefined) throw new GitError('notARepository', 'This folder is not in a git repository.');
  const branches = openBranches({ signal });
  const state = await branches.state(root);
  const remote = remoteOf(state, textOption(args, 'remote'));
  const { branch, base, revision } = await branchesOf(
    branches,
    root,
    state,
    remote,
    textOption(args, 'base'),
  );
  const summary = await branches.summary(root, revision);
  if (summary.commits === 0)
    throw new GitError('nothing', `${branch} has no commit that ${revision} has not.`);
  if (flagOption(args, 'push'))
    await branches.push(root, remote.name, branch, { onLine: (line) => output.progress(line) });
  const url = pageOf(remote, server, base, branch);
  if (flagOption(args, 'json'))
    output.line(
      JSON.stringify({ version: 1, branch, base, remote: remote.name, url: url ?? null, ...summary }),
    );
  else if (flagOption(args, 'print-url')) output.line(url ?? '');
  else {
    const { commits, labelFiles, otherFiles } = summary;
    const parts = [
      counted(commits, 'commit'),
      counted(labelFiles, 'label file'),
      counted(otherFiles, 'other file'),
    ];
    output.line(
      `${branch} -> ${base} on ${remote.name} (${withoutSecrets(remote.url)}): ${parts.join(', ')}`,
    );
    output.line(url ?? `${withoutSecrets(remote.url)} has no page that is known; see --server.`);
  }
  return 0;
}

function serverOption(args: CommandArguments): Forge | undefined {
  const text = textOption(args, 'server');
  const forge = FORGES.find((each) => each === text);
  if (text !== undefined && !forge)
    throw new UsageError(`--server must be one of ${FORGES.join(', ')}, not "${text}".`);
  return forge;
}

function remoteOf({ remotes, upstream }: BranchState, asked: string | undefined): Remote {
  const find = (name: string | undefined): Remote | undefined =>
    remotes.find((remote) => remote.name === name);
  const found = asked === undefined ? (find(upstream?.remote) ?? find('origin') ?? remotes[0]) : find(asked);
  if (found) return found;
  const name = asked ?? 'origin';
  throw new GitError('noRemote', `There is no remote called ${name}. Add one: git remote add ${name} URL`);
}

async function branchesOf(
  branches: Branches,
  root: string,
  { branch }: BranchState,
  remote: Remote,
  asked: string | undefined,
): Promise<{ readonly branch: string; readonly base: string; readonly revision: string }> {
  if (branch === undefined)
    throw new GitError('refused', 'No branch is checked out (detached HEAD). Start one: git switch -c NAME');
  const usual = await branches.defaultBranch(root, remote.name);
  const base = asked ?? usual?.name;
  if (base === undefined)
    throw new UsageError('Nothing tells which branch the changes are to go to: give --base.');
  if (base === branch)
    throw new GitError(
      'refused',
      `${branch} is the branch the changes are to go to. Start one of your own: git switch -c NAME`,
    );
  return { branch, base, revision: base === usual?.name ? usual.revision : base };
}

function pageOf(
  { url }: Remote,
  server: Forge | undefined,
  base: string,
  branch: string,
): string | undefined {
  const place = remotePlace(url);
  const forge = place && (server ?? forgeOf(place));
  if (!place) return undefined;
  return forge ? compareUrl(place, forge, { base, branch }) : repositoryUrl(place);
}
