import * as vscode from 'vscode';
import type { Finding, Fix } from '../core/checks/check';
import { parseSidecar, printSidecar } from '../core/annotation/sidecar';
import { apply, type Edit } from '../core/edit/edit';
import type { LabelDocument } from './editor/document';
import type { OpenEditors } from './editor/openEditors';
import { SOURCE, type Diagnostics } from './diagnostics';
import { addClassTo } from './schemaClasses';
import type { DataSets } from '../engine/dataset/dataSets';
import { messageOf } from './log';

/** Run by quick fixes only; not in the palette. */
export const FIX_COMMANDS = { applyEdit: 'relabel.fix.applyEdit', addClass: 'relabel.fix.addClass' } as const;

interface FixServices {
  readonly editors: OpenEditors;
  readonly diagnostics: Diagnostics;
  readonly dataSets: () => DataSets;
  /** A `relabel.yaml` was changed. */
  readonly schemaChanged: () => Promise<void>;
}

/** Quick fixes for what the checks find: an edit where the image is open, else a change of the sidecar's text. */
export class FixProvider implements vscode.CodeActionProvider {
  readonly #services: FixServices;

  constructor(services: FixServices) {
    this.#services = services;
  }

  static register(services: FixServices): vscode.Disposable {
    const provider = new FixProvider(services);
    const selector = { scheme: 'file', pattern: '**/*.labels.json' };
    return vscode.Disposable.from(
      vscode.languages.registerCodeActionsProvider(selector, provider, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
      vscode.commands.registerCommand(FIX_COMMANDS.applyEdit, (path: string, edit: Edit) =>
        services.editors.ofSidecar(path)?.edit(edit),
      ),
      vscode.commands.registerCommand(FIX_COMMANDS.addClass, (path: string, name: string) =>
        provider.addClass(path, name),
      ),
    );
  }

  provideCodeActions(
    text: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const path = text.uri.fsPath;
    const found = this.#services.diagnostics.of(path);
    const open = this.#services.editors.ofSidecar(path);
    const ours = context.diagnostics.filter(({ source }) => source === SOURCE);
    return ours.flatMap((diagnostic) => {
      const finding = found?.findings.find((each) => matches(each, diagnostic, found.lineOf));
      if (!finding) return [];
      const fixes = finding.fixes.map((fix) => fixAction(text, fix, open));
      return [...fixes, ...this.#addClassAction(path, finding)].map((action) => {
        action.diagnostics = [diagnostic];
        return action;
      });
    });
  }

  async addClass(sidecarPath: string, name: string): Promise<void> {
    const { dataSets, schemaChanged } = this.#services;
    try {
      await addClassTo(await dataSets().sidecars.imageOf(sidecarPath), name, dataSets());
      await schemaChanged();
    } catch (error) {
      void vscode.window.showErrorMessage(messageOf(error));
    }
  }

  #addClassAction(path: string, finding: Finding): vscode.CodeAction[] {
    const annotation = this.#services.diagnostics
      .of(path)
      ?.doc?.annotations.find(({ id }) => id === finding.annotationId);
    if (finding.check !== 'unknown-class' || !annotation) return [];
    const title = vscode.l10n.t('Add "{0}" to relabel.yaml', annotation.label);
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = { command: FIX_COMMANDS.addClass, title, arguments: [path, annotation.label] };
    return [action];
  }
}

function matches(
  finding: Finding,
  { code, message, range }: vscode.Diagnostic,
  lineOf: (id: string) => number | undefined,
): boolean {
  const line = finding.annotationId === undefined ? 1 : (lineOf(finding.annotationId) ?? 1);
  return finding.check === code && finding.message === message && range.start.line === line - 1;
}

function fixAction(
  text: vscode.TextDocument,
  { title, edit }: Fix,
  open: LabelDocument | undefined,
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  if (open) action.command = { command: FIX_COMMANDS.applyEdit, title, arguments: [text.uri.fsPath, edit] };
  else action.edit = textEdit(text, edit);
  return action;
}

/** Replaces the text as a whole: a sidecar is always printed in one way, so only the changed lines differ. */
function textEdit(text: vscode.TextDocument, edit: Edit): vscode.WorkspaceEdit {
  const change = new vscode.WorkspaceEdit();
  const parsed = parseSidecar(text.getText());
  if (!parsed.ok) return change;
  const whole = new vscode.Range(0, 0, text.lineCount, 0);
  change.replace(text.uri, whole, printSidecar(apply(parsed.doc, edit).doc));
  return change;
}
