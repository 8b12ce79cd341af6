/**
 * Everything the editor can be told to do by a key or the palette. Each is a VS Code command
 * `relabel.<id>` (contributed in package.json, so every key can be rebound) that the host passes
 * to the active webview as an `action` note; the webview's `actions.ts` has one handler for each.
 */
export const ACTIONS = [
  'tool.select',
  'tool.box',
  'tool.polygon',
  'tool.pan',
  'view.fit',
  'view.actualSize',
  'view.zoomIn',
  'view.zoomOut',
  'view.zoomToSelection',
  'view.toggleLabels',
  'edit.delete',
  'edit.duplicate',
  'edit.copy',
  'edit.cut',
  'edit.paste',
  'edit.selectAll',
  'edit.finish',
  'edit.back',
  'edit.cancel',
  'nudge.left',
  'nudge.right',
  'nudge.up',
  'nudge.down',
  'nudge.leftFar',
  'nudge.rightFar',
  'nudge.upFar',
  'nudge.downFar',
  'select.next',
  'select.previous',
  'class.pick',
  'class.key1',
  'class.key2',
  'class.key3',
  'class.key4',
  'class.key5',
  'class.key6',
  'class.key7',
  'class.key8',
  'class.key9',
  'class.key0',
  'tags.edit',
  'state.toggleDone',
  'proposals.accept',
  'proposals.acceptAll',
  'proposals.reject',
  'proposals.rejectAll',
  'panel.toggle',
  'panel.focusList',
  'help.toggle',
] as const;

export type ActionId = (typeof ACTIONS)[number];

export function isAction(id: string): id is ActionId {
  return (ACTIONS as readonly string[]).includes(id);
}

/** Commands of the host that the webview's buttons may run. */
export const HOST_COMMANDS = [
  'relabel.detect',
  'relabel.cancelDetection',
  'relabel.chooseModel',
  'relabel.nextImage',
  'relabel.previousImage',
  'relabel.nextUnlabelled',
  'relabel.commitLabels',
  'relabel.initDataSet',
  'relabel.openSchema',
  'relabel.openSidecar',
  'relabel.fetchImage',
  'relabel.openKeyboardShortcuts',
  'relabel.openWalkthrough',
  'workbench.action.files.save',
  'undo',
  'redo',
] as const;

export type HostCommand = (typeof HOST_COMMANDS)[number];
