import { codeServerBackend } from './codeServerBackend';
import { desktopBackend } from './desktopBackend';
import { made, once } from './once';
import type { Backend } from './session';

/** The VS Code of this run, started by the first test that needs it: RELABEL_DESKTOP_VSCODE names a desktop one. */
export function backend(): Promise<Backend> {
  const desktop = process.env['RELABEL_DESKTOP_VSCODE'];
  return once('backend', () => (desktop ? desktopBackend(desktop) : codeServerBackend()));
}

/** Ends it, when one was started. */
export async function stopBackend(): Promise<void> {
  const running = await made<Promise<Backend>>('backend')?.catch(() => undefined);
  await running?.stop();
}
