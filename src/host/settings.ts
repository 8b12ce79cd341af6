import * as vscode from 'vscode';
import type { EditorSettings } from '../protocol/editor';

const SECTION = 'relabel';
/** As package.json says; settings written by hand may say more. */
const MAX_MEGAPIXELS = 4000;
const LABEL_MODES = ['always', 'hover', 'never'] as const;

/** Typed reads of our settings with their defaults; the only caller of `getConfiguration` for them. */
export const settings = {
  /** What the page needs, for an image. */
  editor(scope?: vscode.Uri): EditorSettings {
    return {
      threshold: fraction('threshold', 0.35, scope),
      showLabels: oneOf('showLabels', LABEL_MODES, scope),
      showCrosshair: read('showCrosshair', true, scope),
      fillOpacity: fraction('fillOpacity', 0.15, scope),
    };
  },
  /** Name or path of a model; empty means the bundled one. */
  model: (scope?: vscode.Uri): string => read('model', '', scope).trim(),
  nodePath: (): string | undefined => read('nodePath', '').trim() || undefined,
  maxMegapixels: (): number => Math.min(MAX_MEGAPIXELS, Math.max(1, read('maxMegapixels', 1000))),
  /** Space for tiles of huge images. */
  cacheMegabytes: (): number => Math.max(0, read('cacheMegabytes', 4000)),
  /** DVC's program, or a Python that has it; undefined: it is looked for. */
  dvcPath: (): string | undefined => read('dvcPath', '').trim() || undefined,
  /** The server that runs DagsHub. */
  dagshubHost: (): string => read('dagshubHost', 'dagshub.com').trim() || 'dagshub.com',
  /** Git's program as the built-in Git extension is told. */
  gitPath(): string | undefined {
    const value = vscode.workspace.getConfiguration('git').get<unknown>('path');
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return typeof first === 'string' && first !== '' ? first : undefined;
  },
  /** Calls back when one of ours changes. */
  onChange(listener: (affects: (name: string) => boolean) => void): vscode.Disposable {
    return vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SECTION))
        listener((name) => event.affectsConfiguration(`${SECTION}.${name}`));
    });
  },
};

/** A value of another type than the default's, as hand-written settings may have, counts as not set. */
function read<T extends string | number | boolean>(name: string, fallback: T, scope?: vscode.Uri): T {
  const value = vscode.workspace.getConfiguration(SECTION, scope).get<unknown>(name);
  return typeof value === typeof fallback ? (value as T) : fallback;
}

function fraction(name: string, fallback: number, scope?: vscode.Uri): number {
  return Math.min(1, Math.max(0, read(name, fallback, scope)));
}

function oneOf<T extends string>(name: string, options: readonly [T, ...T[]], scope?: vscode.Uri): T {
  const value: string = read(name, options[0] as string, scope);
  return options.find((option) => option === value) ?? options[0];
}
