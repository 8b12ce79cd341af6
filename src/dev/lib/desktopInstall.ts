import { resolveCliPathFromVSCodeExecutablePath } from '@vscode/test-electron';
import { plainEnv } from './plainEnv';
import { runProgram } from './runProgram';

export interface DesktopFolders {
  readonly userDataDir: string;
  readonly extensionsDir: string;
}

/** Installs VSIX files for a desktop VS Code, into folders of our own. Throws with what it said. */
export async function installIntoDesktop(
  program: string,
  folders: DesktopFolders,
  vsixPaths: readonly string[],
): Promise<void> {
  const args = [
    ...['--user-data-dir', folders.userDataDir, '--extensions-dir', folders.extensionsDir],
    ...vsixPaths.flatMap((path) => ['--install-extension', path]),
    ...['--force', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  ];
  const cli = resolveCliPathFromVSCodeExecutablePath(program);
  const shell = process.platform === 'win32';
  const { code, output } = await runProgram(shell ? `"${cli}"` : cli, args, { env: plainEnv(), shell });
  if (code !== 0) throw new Error(`installing into ${program} failed:\n${output}`);
}
