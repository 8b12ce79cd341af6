import type { Page } from 'playwright-core';

/** One VS Code window on one folder. */
export interface Session {
  /** The workbench page; another one after `restart`. */
  readonly page: Page;
  /** Closes the window as a user does and opens it again on the same folder with the same profile. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A VS Code with the package under test installed: the embedded one, or a desktop one. */
export interface Backend {
  readonly name: string;
  /** Where the companion extension says which port it listens on. */
  readonly companionDir: string;
  /** Everything it writes for its users is below. */
  readonly home: string;
  open(folder: string): Promise<Session>;
  /** What the server or program has printed, for a failure's report. */
  log(): string;
  stop(): Promise<void>;
}

export const WINDOW_SIZE = { width: 1360, height: 860 } as const;
