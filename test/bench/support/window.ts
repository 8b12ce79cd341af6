import type { Page } from 'playwright-core';
import { backend, stopBackend } from '../../integration/support/backend';
import { Companion } from '../../integration/support/companion';

/** A real VS Code window with the packaged extension in it. */
export interface CodeWindow {
  /** The workbench page; another one after `restart`. */
  readonly page: Page;
  /** Answers from inside the extension host. */
  readonly companion: Companion;
  restart(): Promise<void>;
}

/** Opens the one VS Code of this process on a folder; `closeCode` ends it. */
export async function openCode(folder: string): Promise<CodeWindow> {
  const { open, companionDir } = await backend();
  const companion = new Companion(companionDir, folder);
  const session = await open(folder);
  const ready = async (): Promise<void> => {
    await session.page.locator('.monaco-workbench .statusbar').waitFor({ timeout: 60_000 });
    await companion.ready();
  };
  await ready();
  return {
    get page() {
      return session.page;
    },
    companion,
    restart: async () => {
      companion.forget();
      await session.restart();
      await ready();
    },
  };
}

export async function closeCode(): Promise<void> {
  await stopBackend();
}
