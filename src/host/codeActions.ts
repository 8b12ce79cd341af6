import { access } from 'node:fs/promises';
import * as vscode from 'vscode';
import { repairMarkers } from '../core/annotation/repairMarkers';
import { printSidecar } from '../core/annotation/sidecar';
import { apply, squash, type Edit } from '../core/edit/edit';
import { parseSchema } from '../core/schema/parseSchema';
import type { DataSets } from '../engine/dataset/dataSets';
import { isSchemaFile } from '../engine/dataset/images';
import { loadPart } from '../engine/loadPart';
import { SOURCE, type Diagnostics } from './diagnostics';
import type { OpenEditors } from './editor/openEditors';
import { VIEW_TYPE } from './editor/provider';
import { messageOf } from './log';
import type { CheckedSidecar, SidecarProblem } from './problems/checkSidecar';
import { textChange } from './problems/textChange';
import { schemaFix } from './problems/schemaFix';

/** Run by quick fixes only; not in the palette. */
export const FIX_COMMANDS = { applyEdit: 'relabel.fix.applyEdit', addClass: 'relabel.fix.addClass' } as const;
/** Checks whose first repair can be done everywhere at once without a choice by the user. */
const ALL_AT_ONCE: ReadonlySet<string> = new Set([
  ...['outside-image', 'zero-area', 'duplicate', 'broken-link', 'self-cross'],
]);

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
    const patterns = ['**/*.labels.json', '**/relabel.yaml', '**/relabel.yml'];
    const selector = patterns.map((pattern) => ({ scheme: 'file', pattern }));
    return vscode.Disposable.from(
      vscode.languages.registerCodeActionsProvider(selector, provider, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
      vscode.commands.registerCommand(FIX_COMMANDS.applyEdit, (path: string, edit: Edit) =>
        services.editors.ofImage(path)?.edit(edit),
      ),
      vscode.commands.registerCommand(FIX_COMMANDS.addClass, (imagePath: string, name: string) =>
        provider.addClass(imagePath, name),
      ),
    );
  }

  async provideCodeActions(
    text: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const ours = context.diagnostics.filter(({ source }) => source === SOURCE);
    if (ours.length === 0) return [];
    if (isSchemaFile(text.uri.fsPath)) return ours.flatMap((diagnostic) => schemaActions(text, diagnostic));
    const checked = await this.#services.diagnostics.look(text.uri.fsPath);
    if (!checked || token.isCancellationRequested) return [];
    const fixes = ours.flatMap((diagnostic) => this.#actionsFor(text, checked, diagnostic));
    return [...fixes, ...(await openAction(checked, ours))];
  }

  async addClass(imagePath: string, name: string): Promise<void> {
    const { dataSets, schemaChanged } = this.#services;
    try {
      const { addClassTo } = await loadPart(import('./schemaClasses'));
      await addClassTo(imagePath, name, dataSets());
      await schemaChanged();
    } catch (error) {
      void vscode.window.showErrorMessage(messageOf(error));
    }
  }

  #actionsFor(
    text: vscode.TextDocument,
    checked: CheckedSidecar,
    diagnostic: vscode.Diagnostic,
  ): vscode.CodeAction[] {
    const problem = checked.problems.find((each) => isShownAs(each, diagnostic));
    if (problem?.code === 'sidecar-conflict') return repairActions(text, diagnostic);
    if (!problem?.finding) return [];
    const fixes = problem.finding.fixes.map(({ title, edit }) =>
      this.#editAction(text, checked, title, edit),
    );
    const all = this.#allAction(text, checked, problem);
    const added = addClassAction(checked, problem);
    const [only] = fixes;
    if (only && fixes.length === 1 && !added) only.isPreferred = true;
    return [...fixes, ...(all ? [all] : []), ...(added ? [added] : [])].map((action) => {
      action.diagnostics = [diagnostic];
      return action;
    });
  }

  /** "Delete all duplicates" and the like, where the file has several of the same. */
  #allAction(
    text: vscode.TextDocument,
    checked: CheckedSidecar,
    { code }: SidecarProblem,
  ): vscode.CodeAction | undefined {
    if (!ALL_AT_ONCE.has(code)) return undefined;
    const edits = checked.problems
      .filter((problem) => problem.code === code)
      .flatMap(({ finding }) => finding?.fixes[0]?.edit ?? []);
    if (edits.length < 2) return undefined;
    const title = vscode.l10n.t('Fix all {0} of these in this file ({1})', edits.length, code);
    const edit = edits.reduce((sum, next) => squash(sum, next, title));
    return this.#editAction(text, checked, title, edit);
  }

  #editAction(
    text: vscode.TextDocument,
    { imagePath, doc }: CheckedSidecar,
    title: string,
    edit: Edit,
  ): vscode.CodeAction {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    const open = text.isDirty ? undefined : this.#services.editors.ofImage(imagePath);
    if (open) action.command = { command: FIX_COMMANDS.applyEdit, title, arguments: [imagePath, edit] };
    else if (doc) action.edit = textChange(text, printSidecar(apply(doc, edit).doc));
    return action;
  }
}

function isShownAs(problem: SidecarProblem, { code, message, range }: vscode.Diagnostic): boolean {
  return problem.code === code && problem.message === message && problem.line === range.start.line + 1;
}

/** Git's conflict markers are merged by instance; what clashes is left to decide on the image. */
function repairActions(text: vscode.TextDocument, diagnostic: vscode.Diagnostic): vscode.CodeAction[] {
  const repaired = repairMarkers(text.getText());
  if (!repaired.ok) return [];
  const action = new vscode.CodeAction(vscode.l10n.t('Repair Conflict'), vscode.CodeActionKind.QuickFix);
  action.edit = textChange(text, repaired.text);
  action.isPreferred = true;
  action.diagnostics = [diagnostic];
  return [action];
}

function addClassAction(
  { imagePath, doc }: CheckedSidecar,
  { finding }: SidecarProblem,
): vscode.CodeAction | undefined {
  const annotation = doc?.annotations.find(({ id }) => id === finding?.annotationId);
  if (finding?.check !== 'unknown-class' || !annotation) return undefined;
  const title = vscode.l10n.t('Add class "{0}" to relabel.yaml', annotation.label);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: FIX_COMMANDS.addClass, title, arguments: [imagePath, annotation.label] };
  return action;
}

async function openAction(
  { imagePath }: CheckedSidecar,
  diagnostics: vscode.Diagnostic[],
): Promise<vscode.CodeAction[]> {
  const isThere = await access(imagePath).then(
    () => true,
    () => false,
  );
  if (!isThere) return [];
  const title = vscode.l10n.t('Open the image in Relabel');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = {
    command: 'vscode.openWith',
    title,
    arguments: [vscode.Uri.file(imagePath), VIEW_TYPE],
  };
  action.diagnostics = diagnostics;
  return [action];
}

function schemaActions(text: vscode.TextDocument, diagnostic: vscode.Diagnostic): vscode.CodeAction[] {
  const { start } = diagnostic.range;
  const problem = parseSchema(text.getText()).problems.find(
    ({ message, line, column }) =>
      message === diagnostic.message && line === start.line + 1 && column === start.character + 1,
  );
  const fix = problem && schemaFix(text.lineAt(start.line).text, problem);
  if (!fix) return [];
  const title =
    fix.kind === 'quote' ? vscode.l10n.t('Put it in quotes') : vscode.l10n.t('Change to "{0}"', fix.text);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(text.uri, new vscode.Range(start, start.translate(0, fix.length)), fix.text);
  action.isPreferred = true;
  action.diagnostics = [diagnostic];
  return [action];
}
