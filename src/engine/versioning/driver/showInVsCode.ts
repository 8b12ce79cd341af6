import { basename } from 'node:path';
import { tmpdir } from 'node:os';
import { runProgram } from './runProgram';

export interface ShownSides {
  readonly left: string | undefined;
  readonly right: string | undefined;
  /** Of the file in the working tree, whether it is there or not. Absolute, as the others. */
  readonly path: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The address that opens a comparison; the extension answers to it. */
export function diffAddress(scheme: string, { left, right, path }: ShownSides): string {
  const pairs = Object.entries({ left, right, path }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${encodeURIComponent(value)}`],
  );
  return `${scheme}://relabel.relabel/diff?${pairs.join('&')}`;
}

/** Which VS Code a terminal belongs to, and what opens addresses in it; undefined elsewhere. */
export function vsCodeOf(
  environment: Environment,
  platform: string,
): { readonly program: string; readonly scheme: string } | undefined {
  if (environment['TERM_PROGRAM'] !== 'vscode') return undefined;
  const isInsiders = environment['TERM_PROGRAM_VERSION']?.includes('insider') === true;
  const scheme = isInsiders ? 'vscode-insiders' : 'vscode';
  const name = isInsiders ? 'code-insiders' : 'code';
  if (platform !== 'win32') return { program: name, scheme };
  // `code` is a batch file there, which only a shell can run: the program itself takes the same arguments.
  const program = environment['VSCODE_GIT_ASKPASS_NODE'];
  const isDesktop = program !== undefined && /code/i.test(basename(program.replaceAll('\\', '/')));
  return isDesktop ? { program, scheme } : undefined;
}

/** Opens the comparison in the window whose terminal this is. False when there is none, or it did not take it. */
export async function showInVsCode(
  sides: ShownSides,
  environment: Environment,
  signal?: AbortSignal,
): Promise<boolean> {
  const vsCode = vsCodeOf(environment, process.platform);
  if (!vsCode) return false;
  const args = ['--open-url', diffAddress(vsCode.scheme, sides)];
  const { code } = await runProgram(vsCode.program, args, { cwd: tmpdir(), ...(signal && { signal }) });
  return code === 0;
}
