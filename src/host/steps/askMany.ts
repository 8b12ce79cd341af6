import * as vscode from 'vscode';
import { askedIn } from './askedIn';
import type { Asked, Place } from './inTurn';

export interface ManyQuestion<I extends vscode.QuickPickItem> {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly I[];
  readonly ticked: readonly I[];
  /** Nothing ticked is no answer. */
  readonly needsOne?: boolean;
}

/** Asks which of some items are meant. Undefined when the user stops. */
export function askMany<I extends vscode.QuickPickItem>(
  { title, placeholder, items, ticked, needsOne = false }: ManyQuestion<I>,
  place: Place,
): Promise<Asked<readonly I[]> | undefined> {
  const box = vscode.window.createQuickPick<I>();
  box.title = title;
  box.placeholder = placeholder;
  box.matchOnDetail = true;
  box.canSelectMany = true;
  box.items = items;
  box.selectedItems = ticked;
  const value = (): readonly I[] => items.filter((item) => box.selectedItems.includes(item));
  return askedIn(box, place, value, () => Promise.resolve(!needsOne || box.selectedItems.length > 0));
}
