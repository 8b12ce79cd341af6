import * as vscode from 'vscode';
import type { AnnotationDoc } from '../core/annotation/document';
import { isUndecided } from '../core/annotation/conflict';
import type { OpenEditors } from './editor/openEditors';

/** Keys that decide a conflict are taken only while the active image has one: they are those of VS Code's tabs. */
export function tellConflicts(editors: OpenEditors): vscode.Disposable {
  let seen: AnnotationDoc | undefined;
  let told = false;
  return editors.onActive(() => {
    const doc = editors.active?.document.doc;
    if (doc === seen) return;
    seen = doc;
    const found = doc !== undefined && isUndecided(doc);
    if (found === told) return;
    told = found;
    void vscode.commands.executeCommand('setContext', 'relabel.conflicts', found);
  });
}
