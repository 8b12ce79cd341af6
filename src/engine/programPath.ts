import { existsSync } from 'node:fs';
import { posix, win32 } from 'node:path';

/** Where programs are looked for; tests stand in for another machine. */
export interface ProgramSearch {
  readonly platform: string;
  /** The variable PATH. */
  readonly path: string;
  readonly exists: (path: string) => boolean;
}

/**
 * The program to start. Windows looks into the working folder before PATH, and that is a repository of somebody's:
 * there a bare name is found here, in absolute folders of PATH only. Undefined when it is in none.
 */
export function programPath(
  program: string,
  { platform, path, exists }: ProgramSearch = thisMachine(),
): string | undefined {
  if (platform !== 'win32' || posix.basename(program) !== program || win32.basename(program) !== program)
    return program;
  const folders = path.split(win32.delimiter).filter((folder) => /^(?:[a-z]:[\\/]|\\\\)/i.test(folder));
  const names = /\.(?:exe|com)$/i.test(program) ? [program] : [`${program}.exe`, `${program}.com`];
  return folders.flatMap((folder) => names.map((name) => win32.join(folder, name))).find(exists);
}

function thisMachine(): ProgramSearch {
  return { platform: process.platform, path: process.env['PATH'] ?? '', exists: existsSync };
}
