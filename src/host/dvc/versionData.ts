import * as vscode from 'vscode';
import { standing, stepsOf, stepText, type VersionPlan, type VersionRun } from '../../core/versioning/plan';
import { openGit } from '../../engine/versioning/git';
import { GitError } from '../../engine/versioning/gitError';
import { targetOf } from '../../engine/versioning/version/dataChoices';
import { newDataFolders } from '../../engine/versioning/version/newData';
import { unfinishedRun } from '../../engine/versioning/version/runFile';
import { beginVersion, goOn } from '../../engine/versioning/version/runVersion';
import type { VersionTools } from '../../engine/versioning/version/steps';
import { undoVersion } from '../../engine/versioning/version/undoVersion';
import { versionState } from '../../engine/versioning/version/versionState';
import { inProgress, repositoryOf, withGit } from '../branches/repository';
import type { CommandServices } from '../commands/services';
import { messageOf } from '../log';
import { askPlan } from './askPlan';
import { dataTools, type DataTools } from './dataTools';

/** One guided step: what changed in images and labels, what of it is taken, commit, tag, push; each with a way back. */
export function versionData(services: CommandServices): Promise<void> {
  return withGit(services, async () => {
    const root = await repositoryOf(services);
    if (root === undefined || !(await saved(services))) return;
    const tools = await inProgress(vscode.l10n.t('Looking for DVC'), (signal) => dataTools(root, signal));
    const unfinished = await unfinishedRun(tools.git);
    if (unfinished) return afterwards(services, tools, unfinished);
    await refuseMidway(tools);
    const plan = await planned(services, tools);
    if (!plan) return;
    await afterwards(
      services,
      tools,
      await carryOut(services, tools, (work, events) => beginVersion(plan, work, events)),
    );
  });
}

async function refuseMidway({ git }: DataTools): Promise<void> {
  const { operation } = await openGit({ program: git.program }).state(git.folder);
  if (operation && operation !== 'bisect')
    throw new GitError(
      'midOperation',
      vscode.l10n.t('A {0} is under way: finish or abort it first.', operation),
    );
}

/** What is unsaved is not on disk and would be missing. False when the user wants to stop here. */
async function saved({ editors }: CommandServices): Promise<boolean> {
  await Promise.all(editors.documents.map((document) => document.settle()));
  const unsaved = editors.documents.filter(({ labels }) => labels.dirty);
  if (unsaved.length === 0) return true;
  const save = vscode.l10n.t('Save and Go On');
  const text = vscode.l10n.t('{0} images have unsaved labels.', unsaved.length);
  if ((await vscode.window.showWarningMessage(text, { modal: true }, save)) !== save) return false;
  for (const { uri } of unsaved) if (!(await vscode.workspace.save(uri))) return false;
  return true;
}

async function planned(
  { dataSets, log }: CommandServices,
  tools: DataTools,
): Promise<VersionPlan | undefined> {
  const title = vscode.l10n.t('Looking for changed images and labels');
  const { state, fresh } = await inProgress(title, async (signal) => ({
    state: await versionState(tools.git, dataSets(), { dvc: tools.dvc, signal }),
    fresh: tools.dvc ? await newDataFolders(tools.git, signal) : [],
  }));
  for (const warning of state.warnings) log.warn(warning);
  if (state.labels.broken.length > 0) throw new GitError('refused', state.labels.broken.join('\n'));
  const asked = await askPlan(tools, state, fresh);
  if (!asked) return undefined;
  const plan: VersionPlan = { ...asked, data: asked.data.map(targetOf) };
  return (await confirmed(plan)) ? plan : undefined;
}

async function confirmed(plan: VersionPlan): Promise<boolean> {
  const make = vscode.l10n.t('Make This Version');
  const steps = stepsOf(plan).map((step, at) => `${at + 1}. ${stepText(step, plan)}`);
  const detail = [...steps, '', vscode.l10n.t('You can stop between steps, go on later, or undo.')].join(
    '\n',
  );
  const options = { modal: true, detail };
  return (await vscode.window.showInformationMessage(plan.message, options, make)) === make;
}

type Work = (
  tools: VersionTools,
  events: { onStep: (step: Parameters<typeof stepText>[0], run: VersionRun) => void },
) => Promise<VersionRun>;

function carryOut({ log }: CommandServices, { git, dvc }: DataTools, work: Work): Thenable<VersionRun> {
  return inProgress(vscode.l10n.t('Making a version'), (signal, report) => {
    const onLine = (line: string): void => {
      report(line);
      log.info(line);
    };
    const onStep = (step: Parameters<typeof stepText>[0], { plan }: VersionRun): void =>
      onLine(stepText(step, plan));
    return work({ git, dvc, signal, onLine }, { onStep });
  });
}

/** Says where the version stands and offers the ways that are open from there. */
async function afterwards(services: CommandServices, tools: DataTools, run: VersionRun): Promise<void> {
  services.repositoryChanged();
  if (stepsOf(run.plan).length === run.done.length) return complete(services, tools, run);
  const [goingOn, undo, log] = [vscode.l10n.t('Go On'), vscode.l10n.t('Undo'), vscode.l10n.t('Show Log')];
  services.log.warn(standing(run));
  const answer = await vscode.window.showWarningMessage(standing(run), goingOn, undo, log);
  if (answer === log) services.log.show();
  if (answer === goingOn)
    await afterwards(
      services,
      tools,
      await carryOut(services, tools, (work, events) => goOn(run, work, events)),
    );
  if (answer === undo) await takeBack(services, tools, run);
}

async function complete(services: CommandServices, tools: DataTools, run: VersionRun): Promise<void> {
  const { plan, commit, done } = run;
  const name = plan.tag?.name ?? commit?.slice(0, 10) ?? '';
  const text = vscode.l10n.t('Version {0} is made: {1}', name, plan.message);
  services.log.info(text);
  const undo = vscode.l10n.t('Undo');
  const ways = done.includes('pushGit') ? [] : [undo];
  if ((await vscode.window.showInformationMessage(text, ...ways)) === undo)
    await takeBack(services, tools, run);
}

async function takeBack(services: CommandServices, { git }: DataTools, run: VersionRun): Promise<void> {
  try {
    await undoVersion(run, git);
    const text = vscode.l10n.t('The version was taken back: everything is as it was before it.');
    void vscode.window.showInformationMessage(text);
  } catch (error) {
    services.log.error(error instanceof Error ? error : String(error));
    void vscode.window.showErrorMessage(messageOf(error));
  } finally {
    services.repositoryChanged();
  }
}
