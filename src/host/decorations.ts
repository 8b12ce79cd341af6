import * as vscode from 'vscode';
import { isImageName } from '../core/dataset/imageNames';
import type { DataSets } from '../engine/dataset/dataSets';
import { isSidecar } from '../engine/dataset/sidecars';
import type { GitChanges } from './gitChanges';
import { badgeOf, type Badge } from './views/badge';
import { LabelFactsCache, type Located } from './views/labelFacts';

/** Changes are told together: a checkout touches many files. */
const SETTLE_MS = 100;
/** With more than this, asking again for every row in sight is cheaper than a list. */
const MAX_NAMED = 500;

/** Badges in the Explorer: labelled, proposals waiting, done, changed since the last commit. Asked only for rows in sight. */
export class Decorations implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #dataSets: () => DataSets;
  readonly #git: GitChanges;
  readonly #changed = new vscode.EventEmitter<vscode.Uri[] | undefined>();
  readonly #facts = new LabelFactsCache();
  readonly #waiting = new Set<string>();
  readonly #disposables: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;
  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor(dataSets: () => DataSets, git: GitChanges) {
    this.#dataSets = dataSets;
    this.#git = git;
    this.#disposables = [
      this.#changed,
      git.onChange(() => this.allChanged()),
      vscode.window.registerFileDecorationProvider(this),
    ];
  }

  async provideFileDecoration(
    uri: vscode.Uri,
    token: vscode.CancellationToken,
  ): Promise<vscode.FileDecoration | undefined> {
    if (uri.scheme !== 'file') return undefined;
    const path = uri.fsPath;
    const isLabels = isSidecar(path);
    if (!isLabels && !isImageName(path)) return undefined;
    const located: Located = isLabels ? { path } : await this.#dataSets().sidecars.locate(path);
    if (token.isCancellationRequested) return undefined;
    const facts = await this.#facts.get(located);
    // The sidecar's own row has git's letter already; a file of many images says nothing of a single one.
    const isChanged = !isLabels && !located.store?.file.isShared && this.#git.has(located.path);
    return decoration(badgeOf(facts, isChanged, vscode.l10n.t));
  }

  /** A sidecar came, went or changed. */
  sidecarChanged(path: string): void {
    this.#waiting.add(path);
    this.#timer ??= setTimeout(() => void this.#tell(), SETTLE_MS);
  }

  allChanged(): void {
    this.#changed.fire(undefined);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  async #tell(): Promise<void> {
    this.#timer = undefined;
    const sidecars = [...this.#waiting];
    this.#waiting.clear();
    if (sidecars.length > MAX_NAMED) return this.allChanged();
    const places = this.#dataSets().sidecars;
    const images = await Promise.all(sidecars.map((path) => places.imageOf(path)));
    this.#changed.fire([...sidecars, ...images].map((path) => vscode.Uri.file(path)));
  }
}

function decoration(badge: Badge | undefined): vscode.FileDecoration | undefined {
  if (!badge) return undefined;
  const made = new vscode.FileDecoration(badge.badge, badge.tooltip, new vscode.ThemeColor(badge.color));
  made.propagate = false;
  return made;
}
