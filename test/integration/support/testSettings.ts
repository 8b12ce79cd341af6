import { QUIET_SETTINGS } from '../../../src/dev/lib/vsCodeSettings';

/** Settings of the VS Code under test: dialogs and menus drawn by the page, so that both kinds can be driven. */
export const TEST_SETTINGS: Readonly<Record<string, unknown>> = {
  ...QUIET_SETTINGS,
  'window.dialogStyle': 'custom',
  'window.menuStyle': 'custom',
  'window.titleBarStyle': 'custom',
  'files.simpleDialog.enable': true,
  'files.hotExit': 'onExitAndWindowClose',
  'files.autoSave': 'off',
  'window.confirmBeforeClose': 'never',
  'workbench.editor.enablePreview': false,
  'workbench.reduceMotion': 'on',
  'git.autofetch': false,
};
