import { isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import { listModels, resolveModel, type ModelEntry, type ResolvedModel } from '../engine/models';
import type { ModelInfo } from '../protocol/editor';
import { settings } from './settings';

const CHOSEN = 'relabel.chosenModel';
/** The detector that comes with the extension. */
const BUNDLED = 'parts-nano';

/** Which model Detect runs: the one chosen in this workspace, else the setting's, else the bundled one. */
export class ModelChoice implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #titles = new Map<string, string>();
  readonly onChange = this.#changed.event;

  constructor(context: vscode.ExtensionContext) {
    this.#context = context;
  }

  /** Folders in which models are looked for by name: the workspace's first. */
  folders(image?: vscode.Uri): readonly string[] {
    return [join(baseFolder(image), 'models'), join(this.#context.extensionPath, 'models')];
  }

  /** The models that can be chosen by name. */
  async list(image?: vscode.Uri): Promise<readonly ModelEntry[]> {
    return (await listModels(this.folders(image))).models;
  }

  current(image?: vscode.Uri): string {
    return this.#context.workspaceState.get<string>(CHOSEN) ?? (settings.model(image) || BUNDLED);
  }

  /** Throws `ModelNotFound` with what was looked for. */
  async resolve(image?: vscode.Uri): Promise<ResolvedModel> {
    const name = this.current(image);
    const model = await resolveModel(name, this.folders(image), baseFolder(image));
    this.#titles.set(name, model.title);
    return model;
  }

  async choose(nameOrPath: string): Promise<void> {
    await this.#context.workspaceState.update(CHOSEN, nameOrPath);
    this.#changed.fire();
  }

  /** What the page shows; the title becomes exact once the model was read. */
  info(image: vscode.Uri): ModelInfo {
    const name = this.current(image);
    const title = this.#titles.get(name);
    if (title === undefined) void this.#readTitle(name, image);
    const shown = title ?? (isAbsolute(name) ? name.replace(/^.*[\\/]/, '') : name);
    if (vscode.workspace.isTrusted) return { title: shown };
    return {
      title: shown,
      unavailable: vscode.l10n.t('Models run only in a trusted workspace.'),
    };
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** By the list alone: no model file is read, and none is hashed, only to show a name. */
  async #readTitle(name: string, image: vscode.Uri): Promise<void> {
    const entry = (await this.list(image)).find((model) => model.name === name);
    this.#titles.set(name, entry?.title ?? name.replace(/^.*[\\/]/, ''));
    if (entry) this.#changed.fire();
  }
}

function baseFolder(image?: vscode.Uri): string {
  const folder = image && vscode.workspace.getWorkspaceFolder(image);
  return (folder ?? vscode.workspace.workspaceFolders?.[0])?.uri.fsPath ?? '';
}
