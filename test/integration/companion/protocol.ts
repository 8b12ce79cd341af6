import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** A URI on its way to the extension host; revived into a `vscode.Uri` there. */
export interface WireUri {
  readonly $path: string;
}

/** What a test may ask of the extension host. */
export interface CompanionCalls {
  /** Runs a command and returns its result, as far as JSON can carry it. */
  executeCommand(command: string, ...args: readonly unknown[]): unknown;
  /** Whether an extension is there and running. */
  isActive(extensionId: string): boolean;
  tabs(): readonly TabInfo[];
  problems(path: string): readonly ProblemInfo[];
  setting(name: string): unknown;
  /** The address by which a browser brings `PATH?QUERY` to an extension's handler of addresses. */
  externalUri(extensionId: string, pathAndQuery: string): string;
  updateSetting(name: string, value: unknown): void;
}

export interface TabInfo {
  readonly label: string;
  readonly path: string | undefined;
  readonly viewType: string | undefined;
  readonly isActive: boolean;
  readonly isDirty: boolean;
}

/** A diagnostic; lines and columns count from 0, as in the VS Code API. */
export interface ProblemInfo {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly source: string | undefined;
  readonly code: string | undefined;
}

/** The file that tells where the companion of a window listens, by the window's folder. */
export function addressFile(companionDir: string, folder: string): string {
  return join(companionDir, `${createHash('sha1').update(folder).digest('hex')}.json`);
}

export interface CompanionAddress {
  readonly port: number;
  readonly processId: number;
}
