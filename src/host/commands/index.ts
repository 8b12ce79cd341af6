import * as vscode from 'vscode';
import { ACTIONS, type HostCommand } from '../../protocol/actions';
import { proposeLabels } from '../branches/propose';
import { stageResolved } from '../branches/stageResolved';
import { startLabellingBranch } from '../branches/startBranch';
import { openOnDagsHub } from '../dvc/dagshub';
import { showDataSetVersions } from '../dvc/dataSetVersions';
import { pullFolder } from '../dvc/pull';
import { pushData } from '../dvc/pushData';
import { setUpDagsHub } from '../dvc/setUpDagsHub';
import { versionData } from '../dvc/versionData';
import { exportLabels } from '../formats/exportLabels';
import { importLabels } from '../formats/importLabels';
import { compareWithHead } from '../diff/compareWithHead';
import { commitLabels } from './commit';
import { copyDiagnostics } from './diagnosticsReport';
import { fetchImage } from './fetchImage';
import { initDataSet } from './initDataSet';
import { chooseModel, useOnnxModel } from './model';
import { goTo, labelThisImage, nextUnlabelled } from './navigate';
import { setUpGit } from '../git/setUpGit';
import { openKeyboardShortcuts, openSchema, openSidecar, openWalkthrough } from './open';
import { repairConflict } from './repairConflict';
import type { CommandServices } from './services';
import { openLabelsAsOf, openVersionImage, openWorkingCopy } from '../versions/asOf/asOfCommands';
import {
  compareVersions,
  compareWithVersion,
  compareWithWorkingTree,
} from '../versions/compare/compareCommands';
import { compareLabelFiles } from '../versions/compare/compareFiles';
import { guarded } from '../versions/guarded';
import { copyCommitHash, showChange, showHistory } from '../versions/history/historyCommands';
import { openCommitOnRemote } from '../versions/history/openCommit';
import {
  restoreAllLabels,
  restoreImageLabels,
  restoreInstanceLabels,
} from '../versions/restore/restoreCommands';
import { undoLastRestore } from '../versions/restore/restoreSet';

/** `args`: all that the command was called with, a row of a view or an entry of Source Control among them. */
type Handler = (services: CommandServices, uri: vscode.Uri | undefined, args: readonly unknown[]) => unknown;

/** Our own commands; those of VS Code that the page may run too are not ours to register. */
type OwnCommand =
  | Extract<HostCommand, `relabel.${string}`>
  | 'relabel.labelThisImage'
  | 'relabel.useOnnxModel'
  | 'relabel.importLabels'
  | 'relabel.exportLabels'
  | 'relabel.startLabellingBranch'
  | 'relabel.reviewLabels'
  | 'relabel.proposeLabels'
  | 'relabel.showImageHistory'
  | 'relabel.refreshHistory'
  | 'relabel.stopHistory'
  | 'relabel.loadMoreHistory'
  | 'relabel.showChange'
  | 'relabel.copyCommitHash'
  | 'relabel.openCommitOnRemote'
  | 'relabel.compareWithVersion'
  | 'relabel.compareVersions'
  | 'relabel.compareLabelFiles'
  | 'relabel.openLabelsAsOf'
  | 'relabel.openVersionImage'
  | 'relabel.closeLabelsAsOf'
  | 'relabel.restoreInstance'
  | 'relabel.restoreInstanceBefore'
  | 'relabel.restoreAll'
  | 'relabel.undoRestore'
  | 'relabel.pushData'
  | 'relabel.versionData'
  | 'relabel.dataSetVersions'
  | 'relabel.openOnDagsHub'
  | 'relabel.setUpDagsHub'
  | 'relabel.compareWithHead'
  | 'relabel.setUpGit'
  | 'relabel.repairConflict'
  | 'relabel.copyDiagnostics'
  | 'relabel.showLog';

/** Every command beside the actions of the page, as the manifest contributes them. */
export const COMMANDS = {
  'relabel.labelThisImage': (_, uri) => labelThisImage(uri),
  'relabel.initDataSet': initDataSet,
  'relabel.detect': ({ editors, detection }) => editors.active && detection.run(editors.active.document),
  'relabel.cancelDetection': ({ editors, detection }) =>
    editors.active && detection.cancel(editors.active.document),
  'relabel.chooseModel': chooseModel,
  'relabel.useOnnxModel': useOnnxModel,
  'relabel.nextImage': (services) =>
    services.versions.asOf.active ? services.versions.asOf.step(1) : goTo(services, 1),
  'relabel.previousImage': (services) =>
    services.versions.asOf.active ? services.versions.asOf.step(-1) : goTo(services, -1),
  'relabel.nextUnlabelled': nextUnlabelled,
  'relabel.commitLabels': commitLabels,
  'relabel.setUpGit': setUpGit,
  'relabel.openSchema': openSchema,
  'relabel.openSidecar': openSidecar,
  'relabel.repairConflict': repairConflict,
  'relabel.fetchImage': fetchImage,
  'relabel.openKeyboardShortcuts': openKeyboardShortcuts,
  'relabel.openWalkthrough': openWalkthrough,
  'relabel.importLabels': importLabels,
  'relabel.exportLabels': exportLabels,
  'relabel.stageResolved': stageResolved,
  'relabel.reviewLabels': (services) => services.review.begin(services),
  'relabel.nextReviewImage': ({ review }) => review.go(1),
  'relabel.previousReviewImage': ({ review }) => review.go(-1),
  'relabel.endReview': (services) => services.review.end(services),
  'relabel.startLabellingBranch': startLabellingBranch,
  'relabel.proposeLabels': proposeLabels,
  'relabel.showHistory': guarded(showHistory),
  'relabel.showInstanceHistory': ({ versions }) => versions.history.followInstance(true),
  'relabel.showImageHistory': ({ versions }) => versions.history.followInstance(false),
  'relabel.refreshHistory': ({ versions }) => versions.history.refresh(),
  'relabel.stopHistory': ({ versions }) => versions.history.stop(),
  'relabel.loadMoreHistory': ({ versions }) => versions.history.more(),
  'relabel.showChange': guarded(showChange),
  'relabel.copyCommitHash': guarded(copyCommitHash),
  'relabel.openCommitOnRemote': guarded(openCommitOnRemote),
  'relabel.compareWithHead': guarded(compareWithHead),
  'relabel.compareWithWorkingTree': guarded(compareWithWorkingTree),
  'relabel.compareWithVersion': guarded(compareWithVersion),
  'relabel.compareVersions': guarded(compareVersions),
  'relabel.compareLabelFiles': guarded(compareLabelFiles),
  'relabel.openLabelsAsOf': guarded(openLabelsAsOf),
  'relabel.openVersionImage': guarded(openVersionImage),
  'relabel.closeLabelsAsOf': ({ versions }) => versions.asOf.close(),
  'relabel.openWorkingCopy': openWorkingCopy,
  'relabel.restoreImage': guarded(restoreImageLabels),
  'relabel.restoreInstance': guarded(restoreInstanceLabels('after')),
  'relabel.restoreInstanceBefore': guarded(restoreInstanceLabels('before')),
  'relabel.restoreAll': guarded(restoreAllLabels),
  'relabel.undoRestore': guarded(undoLastRestore),
  'relabel.pullFolder': pullFolder,
  'relabel.pushData': pushData,
  'relabel.versionData': versionData,
  'relabel.dataSetVersions': showDataSetVersions,
  'relabel.openOnDagsHub': openOnDagsHub,
  'relabel.setUpDagsHub': setUpDagsHub,
  'relabel.copyDiagnostics': copyDiagnostics,
  'relabel.showLog': ({ log }) => log.show(),
} as const satisfies Record<OwnCommand, Handler>;

/** Registers all of them, and one command for each action of the page. */
export function registerCommands(services: CommandServices): vscode.Disposable {
  const own = Object.entries(COMMANDS).map(([id, handler]: [string, Handler]) =>
    vscode.commands.registerCommand(id, (...args: unknown[]) =>
      handler(services, args[0] instanceof vscode.Uri ? args[0] : undefined, args),
    ),
  );
  const actions = ACTIONS.map((id) =>
    vscode.commands.registerCommand(`relabel.${id}`, () =>
      (services.editors.active ?? services.versions.asOf.active)?.act(id),
    ),
  );
  return vscode.Disposable.from(...own, ...actions);
}
