import * as vscode from 'vscode';
import type { Asked, Place } from './inTurn';

type Box = vscode.QuickInput & Pick<vscode.InputBox, 'buttons' | 'onDidTriggerButton' | 'onDidAccept'>;

/**
 * Shows a box as one question of a row and waits for it; the box is disposed afterwards. `canBeTaken` decides whether
 * what stands in it is an answer.
 */
export function askedIn<T>(
  box: Box,
  { step, totalSteps, canGoBack }: Place,
  value: () => T,
  canBeTaken: () => Promise<boolean>,
): Promise<Asked<T> | undefined> {
  box.step = step;
  box.totalSteps = totalSteps;
  box.ignoreFocusOut = true;
  box.buttons = canGoBack ? [vscode.QuickInputButtons.Back] : [];
  return new Promise<Asked<T> | undefined>((resolve) => {
    const end = (go: Asked<T>['go']): void => {
      resolve({ go, value: value() });
      box.hide();
    };
    box.onDidTriggerButton(() => end('back'));
    box.onDidAccept(() => void canBeTaken().then((isAnswer) => isAnswer && end('on')));
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}
