import * as vscode from 'vscode';
import { ACTIONS, type HostCommand } from '../../protocol/actions';
import { proposeLabels } from '../branches/propose';
import { startLabellingBranch } from '../branches/startBranch';
import { exportLabels } from '../formats/exportLabels';
import { importLabels } from '../formats/importLabels';
import { commitLabels } from './commit';
import { copyDiagnostics } from './diagnosticsReport';
import { fetchImage } from './fetchImage';
import { initDataSet } from './initDataSet';
import { chooseModel, useOnnxModel } from './model';
import { goTo, labelThisImage, nextUnlabelled } from './navigate';
import { openKeyboardShortcuts, openSchema, openSidecar, openWalkthrough } from './open';
import type { CommandServices } from './services';

type Handler = (services: CommandServices, uri?: vscode.Uri) => unknown;

/** Our own commands; those of VS Code that the page may run too are not ours to register. */
type OwnCommand =
  | Extract<HostCommand, `relabel.${string}`>
  | 'relabel.labelThisImage'
  | 'relabel.useOnnxModel'
  | 'relabel.importLabels'
  | 'relabel.exportLabels'
  | 'relabel.startLabellingBranch'
  | 'relabel.proposeLabels'
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
  'relabel.nextImage': (services) => goTo(services, 1),
  'relabel.previousImage': (services) => goTo(services, -1),
  'relabel.nextUnlabelled': nextUnlabelled,
  'relabel.commitLabels': commitLabels,
  'relabel.openSchema': openSchema,
  'relabel.openSidecar': openSidecar,
  'relabel.fetchImage': fetchImage,
  'relabel.openKeyboardShortcuts': openKeyboardShortcuts,
  'relabel.openWalkthrough': openWalkthrough,
  'relabel.importLabels': importLabels,
  'relabel.exportLabels': exportLabels,
  'relabel.startLabellingBranch': startLabellingBranch,
  'relabel.proposeLabels': proposeLabels,
  'relabel.copyDiagnostics': copyDiagnostics,
  'relabel.showLog': ({ log }) => log.show(),
} as const satisfies Record<OwnCommand, Handler>;

/** Registers all of them, and one command for each action of the page. */
export function registerCommands(services: CommandServices): vscode.Disposable {
  const own = Object.entries(COMMANDS).map(([id, handler]: [string, Handler]) =>
    vscode.commands.registerCommand(id, (uri?: unknown) =>
      handler(services, uri instanceof vscode.Uri ? uri : undefined),
    ),
  );
  const actions = ACTIONS.map((id) =>
    vscode.commands.registerCommand(`relabel.${id}`, () => services.editors.active?.act(id)),
  );
  return vscode.Disposable.from(...own, ...actions);
}
