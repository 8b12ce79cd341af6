import * as vscode from 'vscode';
import { ACTIONS, type HostCommand } from '../../protocol/actions';
import { guarded } from '../versions/guarded';
import { later, type Handler } from './later';
import { goTo, labelThisImage, nextUnlabelled } from './navigate';
import { openKeyboardShortcuts, openSchema, openSidecar, openWalkthrough } from './open';
import { repairConflict } from './repairConflict';
import type { CommandServices } from './services';

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
  | 'relabel.exportReport'
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
  'relabel.initDataSet': later('initDataSet'),
  'relabel.detect': ({ editors, detection }) => editors.active && detection.run(editors.active.document),
  'relabel.cancelDetection': ({ editors, detection }) =>
    editors.active && detection.cancel(editors.active.document),
  'relabel.chooseModel': later('chooseModel'),
  'relabel.useOnnxModel': later('useOnnxModel'),
  'relabel.nextImage': (services) =>
    services.versions.asOf.active ? services.versions.asOf.step(1) : goTo(services, 1),
  'relabel.previousImage': (services) =>
    services.versions.asOf.active ? services.versions.asOf.step(-1) : goTo(services, -1),
  'relabel.nextUnlabelled': nextUnlabelled,
  'relabel.commitLabels': later('commitLabels'),
  'relabel.setUpGit': later('setUpGit'),
  'relabel.openSchema': openSchema,
  'relabel.openSidecar': openSidecar,
  'relabel.repairConflict': repairConflict,
  'relabel.fetchImage': later('fetchImage'),
  'relabel.openKeyboardShortcuts': openKeyboardShortcuts,
  'relabel.openWalkthrough': openWalkthrough,
  'relabel.importLabels': later('importLabels'),
  'relabel.exportLabels': later('exportLabels'),
  'relabel.stageResolved': later('stageResolved'),
  'relabel.nextConflictImage': later('nextConflictImage'),
  'relabel.previousConflictImage': later('previousConflictImage'),
  'relabel.reviewLabels': guarded((services) => services.review.begin(services)),
  'relabel.nextReviewImage': ({ review }) => review.go(1),
  'relabel.previousReviewImage': ({ review }) => review.go(-1),
  'relabel.endReview': guarded((services) => services.review.end(services)),
  'relabel.startLabellingBranch': later('startLabellingBranch'),
  'relabel.proposeLabels': later('proposeLabels'),
  'relabel.showHistory': guarded(later('showHistory')),
  'relabel.showInstanceHistory': ({ versions }) => versions.history.followInstance(true),
  'relabel.showImageHistory': ({ versions }) => versions.history.followInstance(false),
  'relabel.refreshHistory': ({ versions }) => versions.history.refresh(),
  'relabel.stopHistory': ({ versions }) => versions.history.stop(),
  'relabel.loadMoreHistory': ({ versions }) => versions.history.more(),
  'relabel.showChange': guarded(later('showChange')),
  'relabel.copyCommitHash': guarded(later('copyCommitHash')),
  'relabel.openCommitOnRemote': guarded(later('openCommitOnRemote')),
  'relabel.compareWithHead': guarded(later('compareWithHead')),
  'relabel.compareWithWorkingTree': guarded(later('compareWithWorkingTree')),
  'relabel.compareWithVersion': guarded(later('compareWithVersion')),
  'relabel.compareVersions': guarded(later('compareVersions')),
  'relabel.compareLabelFiles': guarded(later('compareLabelFiles')),
  'relabel.exportReport': guarded(later('exportReport')),
  'relabel.openLabelsAsOf': guarded(later('openLabelsAsOf')),
  'relabel.openVersionImage': guarded(later('openVersionImage')),
  'relabel.closeLabelsAsOf': ({ versions }) => versions.asOf.close(),
  'relabel.openWorkingCopy': later('openWorkingCopy'),
  'relabel.restoreImage': guarded(later('restoreImageLabels')),
  'relabel.restoreInstance': guarded(later('restoreInstance')),
  'relabel.restoreInstanceBefore': guarded(later('restoreInstanceBefore')),
  'relabel.restoreAll': guarded(later('restoreAllLabels')),
  'relabel.undoRestore': guarded(later('undoLastRestore')),
  'relabel.pullFolder': later('pullFolder'),
  'relabel.pushData': later('pushData'),
  'relabel.versionData': later('versionData'),
  'relabel.dataSetVersions': later('showDataSetVersions'),
  'relabel.openOnDagsHub': later('openOnDagsHub'),
  'relabel.setUpDagsHub': later('setUpDagsHub'),
  'relabel.copyDiagnostics': later('copyDiagnostics'),
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
