import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cacheFolder';
import { plainEnv } from './plainEnv';
import { startGroup, type ProcessGroup } from './processGroup';
import { repoRoot } from './repoRoot';
import { untilStopped } from './untilStopped';
import { QUIET_SETTINGS, writeSettings } from './vsCodeSettings';

/**
 * Opens an Extension Development Host on the folder and waits until its window closes. It runs on a profile
 * of its own, apart from the user's windows, so that ending it can end nothing else.
 */
export async function startDesktop(program: string, folder: string): Promise<void> {
  const userDataDir = join(cacheFolder(), 'start-desktop');
  writeSettings(userDataDir, QUIET_SETTINGS);
  const args = [
    `--extensionDevelopmentPath=${repoRoot}`,
    ...['--user-data-dir', userDataDir, '--disable-extensions', '--new-window', '--wait', folder],
  ];
  const shell = process.platform === 'win32';
  const quoted = shell ? args.map((arg) => `"${arg}"`) : args;
  const group = startGroup(shell ? `"${program}"` : program, quoted, {
    env: plainEnv(),
    stdio: 'ignore',
    shell,
  });
  console.log(
    `\nRelabel is running in VS Code (${program}) on ${folder}\nClose its window or press Ctrl-C to end it.`,
  );
  await untilStopped(withMainProcess(group, userDataDir), 'VS Code', () => '');
}

/** The `code` command starts VS Code apart from itself; VS Code leaves its process id in its profile. */
function withMainProcess(group: ProcessGroup, userDataDir: string): ProcessGroup {
  const stop = async (): Promise<void> => {
    const lock = join(userDataDir, 'code.lock');
    const id = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
    if (id > 0) endProcess(id);
    await group.stop();
  };
  return { ...group, stop };
}

function endProcess(id: number): void {
  try {
    process.kill(id, 'SIGTERM');
  } catch {
    // ESRCH: it has ended already.
  }
}
