import * as vscode from 'vscode';
import type { Finding } from '../core/checks/check';
import type { Problem } from '../core/problem';
import type { DataSets } from '../engine/dataset/dataSets';
import { readSchemaFile } from '../engine/dataset/schemaFile';
import { isSidecar } from '../engine/dataset/sidecars';
import type { OpenEditors } from './editor/openEditors';
import { messageOf, type Log } from './log';
import { findIn, type SidecarFindings } from './sidecarFindings';

export const SOURCE = 'Relabel';
/** More sidecars than this are not checked in the background; `relabel check` does them all. */
const MAX_FILES = 20_000;
const MAX_PER_FILE = 200;
const SETTLE_MS = 250;

/** Checks open documents at once and the workspace's sidecars in the background, and shows what they find in Problems. */
export class Diagnostics implements vscode.Disposable {
  readonly #dataSets: () => DataSets;
  readonly #editors: OpenEditors;
  readonly #log: Log;
  readonly #collection = vscode.languages.createDiagnosticCollection('relabel');
  readonly #findings = new Map<string, SidecarFindings>();
  readonly #waiting = new Set<string>();
  readonly #disposables: vscode.Disposable[] = [this.#collection];
  #timer: NodeJS.Timeout | undefined;
  #working = false;

  constructor(dataSets: () => DataSets, editors: OpenEditors, log: Log) {
    this.#dataSets = dataSets;
    this.#editors = editors;
    this.#log = log;
    this.#disposables.push(
      editors.onDocument(({ labels }) => this.recheck(labels.path)),
      editors.onSaved(({ labels }) => this.recheck(labels.path)),
      editors.onClosed(({ labels }) => this.recheck(labels.path)),
    );
  }

  /** What was last found in a sidecar. */
  of(path: string): SidecarFindings | undefined {
    return this.#findings.get(path);
  }

  /** Checks everything in the workspace, in the background. */
  async checkAll(): Promise<void> {
    const ignored = '**/{node_modules,.git}/**';
    const sidecars = await vscode.workspace.findFiles('**/*.labels.json', ignored, MAX_FILES);
    const schemas = await vscode.workspace.findFiles('**/relabel.{yaml,yml}', ignored);
    for (const { fsPath } of [...schemas, ...sidecars]) this.#waiting.add(fsPath);
    for (const path of this.#findings.keys()) this.#waiting.add(path);
    this.#soon();
  }

  /** A sidecar, its image or a `relabel.yaml` may be different now. */
  recheck(path: string): void {
    this.#waiting.add(path);
    this.#soon();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#work(), SETTLE_MS);
  }

  /** One file after the other, with a breath between them: the extension host is everybody's. */
  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    for (const path of this.#waiting) {
      this.#waiting.delete(path);
      await this.#check(path).catch((error: unknown) => this.#log.warn(`${path}: ${messageOf(error)}`));
      await new Promise((done) => setImmediate(done));
    }
    this.#working = false;
  }

  async #check(path: string): Promise<void> {
    const uri = vscode.Uri.file(path);
    if (!isSidecar(path)) return this.#checkSchema(path, uri);
    const found = await findIn(path, this.#dataSets(), this.#editors.ofSidecar(path));
    if (found) this.#findings.set(path, found);
    else this.#findings.delete(path);
    this.#collection.set(uri, found ? diagnosticsOf(found) : undefined);
  }

  async #checkSchema(path: string, uri: vscode.Uri): Promise<void> {
    const there = await Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => undefined);
    const problems = there ? (await readSchemaFile(path)).problems : [];
    this.#collection.set(uri, problems.map(fromProblem));
  }
}

function diagnosticsOf({ problems, findings, lineOf }: SidecarFindings): vscode.Diagnostic[] {
  const found = findings.slice(0, MAX_PER_FILE).map((finding) => fromFinding(finding, lineOf));
  return [...problems.map(fromProblem), ...found];
}

function fromProblem({ severity, message, line = 1, column = 1, code }: Problem): vscode.Diagnostic {
  return diagnostic(severity, message, code, new vscode.Range(line - 1, column - 1, line - 1, LINE_END));
}

const LINE_END = 1e5;

function fromFinding(finding: Finding, lineOf: SidecarFindings['lineOf']): vscode.Diagnostic {
  const line = finding.annotationId === undefined ? 1 : (lineOf(finding.annotationId) ?? 1);
  const range = new vscode.Range(line - 1, 0, line - 1, LINE_END);
  return diagnostic(finding.severity, finding.message, finding.check, range);
}

function diagnostic(
  severity: Problem['severity'],
  message: string,
  code: string,
  range: vscode.Range,
): vscode.Diagnostic {
  const made = new vscode.Diagnostic(range, message, SEVERITIES[severity]);
  made.source = SOURCE;
  made.code = code;
  return made;
}

const SEVERITIES: Readonly<Record<Problem['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};
