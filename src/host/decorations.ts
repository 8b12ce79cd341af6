import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { isImageName } from '../core/dataset/imageNames';
import type { DataSets } from '../engine/dataset/dataSets';
import { readSidecar } from './editor/sidecarFile';
import type { GitChanges } from './gitChanges';

/** Larger sidecars are not read only to count: their image counts as labelled. */
const MAX_COUNTED_BYTES = 1_000_000;

interface Facts {
  readonly stamp: string;
  readonly labels: number | undefined;
  readonly proposals: number;
  readonly isDone: boolean;
  readonly isBroken: boolean;
}

/** Badges in the Explorer: labelled, proposals waiting, changed since the last commit. Asked only for rows in sight. */
export class Decorations implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #dataSets: () => DataSets;
  readonly #git: GitChanges;
  readonly #changed = new vscode.EventEmitter<vscode.Uri | vscode.Uri[] | undefined>();
  readonly #facts = new Map<string, Facts>();
  readonly #disposables: vscode.Disposable[];
  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor(dataSets: () => DataSets, git: GitChanges) {
    this.#dataSets = dataSets;
    this.#git = git;
    this.#disposables = [
      this.#changed,
      git.onChange(() => this.#changed.fire(undefined)),
      vscode.window.registerFileDecorationProvider(this),
    ];
  }

  async provideFileDecoration(uri: vscode.Uri): Promise<vscode.FileDecoration | undefined> {
    if (uri.scheme !== 'file' || !isImageName(uri.path)) return undefined;
    const place = await this.#dataSets().sidecars.locate(uri.fsPath);
    if (!place.exists) return undefined;
    return decoration(await this.#read(place.path), this.#git.has(place.path));
  }

  /** A sidecar came, went or changed. */
  async sidecarChanged(path: string): Promise<void> {
    this.#facts.delete(path);
    this.#changed.fire(vscode.Uri.file(await this.#dataSets().sidecars.imageOf(path)));
  }

  allChanged(): void {
    this.#changed.fire(undefined);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  async #read(path: string): Promise<Facts> {
    const stats = await stat(path).catch(() => undefined);
    const stamp = stats ? `${stats.mtimeMs}:${stats.size}` : '';
    const known = this.#facts.get(path);
    if (known?.stamp === stamp) return known;
    const facts = stats && stats.size > MAX_COUNTED_BYTES ? uncounted(stamp) : await count(path, stamp);
    this.#facts.set(path, facts);
    return facts;
  }
}

function uncounted(stamp: string): Facts {
  return { stamp, labels: undefined, proposals: 0, isDone: false, isBroken: false };
}

async function count(path: string, stamp: string): Promise<Facts> {
  const read = await readSidecar(path);
  if (read.kind !== 'ok') return { ...uncounted(stamp), isBroken: read.kind === 'broken' };
  const proposals = read.doc.annotations.filter(({ proposed }) => proposed).length;
  const labels = read.doc.annotations.length - proposals;
  return { stamp, labels, proposals, isDone: read.doc.state === 'done', isBroken: false };
}

function decoration(facts: Facts, isChanged: boolean): vscode.FileDecoration {
  const { badge, color } = look(facts, isChanged);
  const made = new vscode.FileDecoration(badge, words(facts, isChanged));
  if (color !== undefined) made.color = new vscode.ThemeColor(color);
  return made;
}

function look(
  { isBroken, proposals, isDone }: Facts,
  isChanged: boolean,
): { badge: string; color: string | undefined } {
  const color = isChanged ? 'gitDecoration.modifiedResourceForeground' : undefined;
  if (isBroken) return { badge: '!', color: 'list.errorForeground' };
  if (proposals > 0) return { badge: '?', color };
  return { badge: isDone ? '✓' : '●', color };
}

function words({ isBroken, labels, proposals, isDone }: Facts, isChanged: boolean): string {
  const { t } = vscode.l10n;
  if (isBroken) return t('The labels cannot be read');
  const parts = [
    labels === undefined ? t('Labelled') : labels === 1 ? t('1 label') : t('{0} labels', labels),
    ...(proposals > 0
      ? [proposals === 1 ? t('1 proposal waiting') : t('{0} proposals waiting', proposals)]
      : []),
    ...(isDone ? [t('done')] : []),
    ...(isChanged ? [t('changed since the last commit')] : []),
  ];
  return parts.join(', ');
}
