import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Problem } from '../core/problem';
import { parseSchema } from '../core/schema/parseSchema';
import type { DataSets } from '../engine/dataset/dataSets';
import { isSchemaFile } from '../engine/dataset/images';
import { readSchemaFile, type SchemaFile } from '../engine/dataset/schemaFile';
import { isSidecar } from '../engine/dataset/sidecars';
import { FileError } from '../engine/fileError';
import { readTextFile } from '../engine/fs';
import { loadPart } from '../engine/loadPart';
import type { OpenEditors } from './editor/openEditors';
import { messageOf, type Log } from './log';
import type * as checkingPart from './problems/checkSidecar';
import type { CheckedSidecar } from './problems/checkSidecar';
import { Budget, limited, MAX_TOTAL } from './problems/limits';
import { WorkQueue } from './problems/workQueue';

export const SOURCE = 'Relabel';
/** More sidecars than this are not checked in the background; `relabel check` does them all. */
const MAX_FILES = 100_000;
/** Larger ones are checked when they are opened: reading and checking would hold up everything else. */
const MAX_BACKGROUND_BYTES = 8_000_000;
const AT_ONCE = 2;
const SETTLE_MS = 250;

/** What a file's problems depend on; while it stays the same they need not be found again. */
interface Seen {
  readonly stamp: string;
  readonly schema: SchemaFile | undefined;
}

/** Checks what is open at once and the workspace's sidecars in the background, and shows what it finds in Problems. */
export class Diagnostics implements vscode.Disposable {
  readonly #dataSets: () => DataSets;
  readonly #editors: OpenEditors;
  readonly #log: Log;
  readonly #collection = vscode.languages.createDiagnosticCollection('relabel');
  readonly #queue: WorkQueue;
  readonly #seen = new Map<string, Seen>();
  readonly #budget = new Budget();
  readonly #disposables: vscode.Disposable[];
  /** The first file whose problems are not all shown, because there are too many in all; it says so. */
  #cutAt: string | undefined;

  constructor(dataSets: () => DataSets, editors: OpenEditors, log: Log) {
    this.#dataSets = dataSets;
    this.#editors = editors;
    this.#log = log;
    this.#queue = new WorkQueue((path) => this.#check(path), {
      atOnce: AT_ONCE,
      settleMs: SETTLE_MS,
      onError: (path, error) => log.warn(`${path}: ${messageOf(error)}`),
    });
    const typed = ({ uri }: vscode.TextDocument): void => {
      if (uri.scheme === 'file' && isOurs(uri.fsPath)) this.recheck(uri.fsPath);
    };
    this.#disposables = [
      this.#collection,
      this.#queue,
      editors.onDocument(({ labels }) => this.recheck(labels.path)),
      editors.onSaved(({ labels }) => this.recheck(labels.path)),
      editors.onClosed(({ uri, labels }) => {
        this.#show(uri, []);
        this.recheck(labels.path);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => typed(document)),
      vscode.workspace.onDidCloseTextDocument(typed),
    ];
  }

  /** Checks everything in the workspace, in the background. */
  async checkAll(): Promise<void> {
    const ignored = '**/{node_modules,.git}/**';
    const schemas = await vscode.workspace.findFiles('**/relabel.{yaml,yml}', ignored);
    const sidecars = await vscode.workspace.findFiles('**/*.labels.json', ignored, MAX_FILES);
    if (sidecars.length === MAX_FILES)
      this.#log.warn(
        `Only ${MAX_FILES} sidecars are checked in the background; run "relabel check" for all.`,
      );
    this.#queue.addAll([...schemas, ...sidecars].map(({ fsPath }) => fsPath));
    this.#queue.addAll(this.#seen.keys());
  }

  /** A sidecar, its image or a `relabel.yaml` may be different now. */
  recheck(path: string): void {
    this.#queue.add(path);
  }

  /** Checks a sidecar as the user sees it: as text if it is being edited as text, else as labels if the image is open. */
  async look(path: string): Promise<CheckedSidecar | undefined> {
    const typed = editedText(path);
    const { checkOpen, checkText } = await checking();
    if (typed !== undefined) return checkText(path, typed, this.#dataSets());
    const open = this.#editors.ofSidecar(path);
    return open ? checkOpen(open, this.#dataSets()) : this.#read(path);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  async #check(path: string): Promise<void> {
    if (isSchemaFile(path)) return this.#checkSchema(path);
    if (!isSidecar(path)) return this.#checkStore(path);
    const isLive = editedText(path) !== undefined || this.#editors.ofSidecar(path) !== undefined;
    const seen = isLive ? undefined : await this.#stamp(path);
    const known = this.#seen.get(path);
    if (seen && known?.stamp === seen.stamp && known.schema === seen.schema) return;
    const checked = await this.look(path);
    if (seen) this.#seen.set(path, seen);
    else this.#seen.delete(path);
    const uri = vscode.Uri.file(path);
    if (!checked) return this.#gone(path);
    const shown = limited(checked.problems, vscode.l10n.t).map(diagnosticOf);
    this.#show(uri, checked.isSaved ? shown : []);
    const open = this.#editors.ofImage(checked.imagePath);
    if (open) this.#show(open.uri, checked.isSaved ? [] : shown);
  }

  /** A label file of another format: of the images that are open only, which for some share one file. */
  async #checkStore(path: string): Promise<void> {
    const open = this.#editors.documents.filter(({ store, labels }) => store && labels.path === path);
    const { checkOpen } = await checking();
    const checked = await Promise.all(open.map((document) => checkOpen(document, this.#dataSets())));
    checked.forEach(({ isSaved, problems }, i) => {
      const { uri } = open[i] ?? {};
      if (uri) this.#show(uri, isSaved ? [] : limited(problems, vscode.l10n.t).map(diagnosticOf));
    });
    const saved = checked.flatMap(({ isSaved, problems }) => (isSaved ? problems : []));
    const shown = [...saved].sort((a, b) => a.line - b.line);
    if (shown.length > 0 || this.#collection.has(vscode.Uri.file(path)))
      this.#show(vscode.Uri.file(path), limited(shown, vscode.l10n.t).map(diagnosticOf));
  }

  /** Another sidecar of the same image may be the one in use now. */
  async #gone(path: string): Promise<void> {
    this.#seen.delete(path);
    this.#show(vscode.Uri.file(path), []);
    const { sidecars } = this.#dataSets();
    const other = await sidecars.locate(await sidecars.imageOf(path));
    if (other.exists && other.path !== path) this.recheck(other.path);
  }

  async #stamp(path: string): Promise<Seen> {
    const { sidecars, schemas } = this.#dataSets();
    const imagePath = await sidecars.imageOf(path);
    const second = (await sidecars.locate(imagePath)).problem?.message ?? '';
    const stamps = await Promise.all([fileStamp(path), fileStamp(imagePath)]);
    return {
      stamp: [...stamps, imagePath, second].join('|'),
      schema: await schemas.nearest(dirname(imagePath)),
    };
  }

  async #read(path: string): Promise<CheckedSidecar | undefined> {
    try {
      const { size } = await stat(path);
      if (size > MAX_BACKGROUND_BYTES) return await this.#refused(path, tooLarge(size));
    } catch {
      return undefined;
    }
    try {
      const { checkText } = await checking();
      return await checkText(path, await readTextFile(path), this.#dataSets());
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      if (error.kind === 'missing') return undefined;
      return this.#refused(path, { severity: 'error', code: `file-${error.kind}`, message: error.message });
    }
  }

  async #refused(path: string, problem: Problem): Promise<CheckedSidecar> {
    const { unreadable } = await checking();
    return unreadable(path, await this.#dataSets().sidecars.imageOf(path), problem);
  }

  async #checkSchema(path: string): Promise<void> {
    const typed = editedText(path);
    const isThere = typed !== undefined || (await fileStamp(path)) !== undefined;
    const problems =
      typed === undefined ? (await readSchemaFile(path)).problems : parseSchema(typed).problems;
    this.#show(vscode.Uri.file(path), isThere ? limited(problems, vscode.l10n.t).map(diagnosticOf) : []);
  }

  #show(uri: vscode.Uri, problems: readonly vscode.Diagnostic[]): void {
    const count = this.#budget.take(uri.fsPath, problems.length);
    const shown = problems.slice(0, count);
    if (count < problems.length) this.#cutAt ??= uri.fsPath;
    else if (this.#cutAt === uri.fsPath) this.#cutAt = undefined;
    if (this.#cutAt === uri.fsPath) shown.push(diagnosticOf(cutShort()));
    this.#collection.set(uri, shown.length === 0 ? undefined : shown);
  }
}

/** The checks, which are not needed before there is something to check. */
function checking(): Promise<typeof checkingPart> {
  return loadPart(import('./problems/checkSidecar'));
}

function isOurs(path: string): boolean {
  return isSidecar(path) || isSchemaFile(path);
}

/** The text of a file with unsaved changes in a text editor. */
function editedText(path: string): string | undefined {
  return vscode.workspace.textDocuments
    .find(({ uri, isDirty }) => isDirty && uri.scheme === 'file' && uri.fsPath === path)
    ?.getText();
}

async function fileStamp(path: string): Promise<string | undefined> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined);
  return stats && `${stats.size}:${stats.mtimeNs}`;
}

function cutShort(): Problem {
  const message = vscode.l10n.t(
    'Relabel shows at most {0} problems. More were found; run "relabel check" for the whole list.',
    MAX_TOTAL,
  );
  return { severity: 'info', code: 'more', message };
}

function tooLarge(bytes: number): Problem {
  const message = vscode.l10n.t(
    'The file has {0} MB, too much to check in the background: open its image in Relabel, or run "relabel check".',
    Math.round(bytes / 1e6),
  );
  return { severity: 'info', code: 'not-checked', message };
}

/** The whole line where no column is known. */
function diagnosticOf({ severity, message, code, line = 1, column = 1 }: Problem): vscode.Diagnostic {
  const range = new vscode.Range(line - 1, column - 1, line - 1, LINE_END);
  const made = new vscode.Diagnostic(range, message, SEVERITIES[severity]);
  made.source = SOURCE;
  made.code = code;
  return made;
}

const LINE_END = 1e5;

const SEVERITIES: Readonly<Record<Problem['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};
