import { join } from 'node:path';
import { isFile } from '../dataset/findUp';
import { programPath } from '../programPath';
import { DvcError } from './dvcError';
import { runDvc, type DvcProgram } from './runDvc';

/** The user's own DVC, or that there is none: a state, not an error. */
export type DvcState =
  | { readonly kind: 'found'; readonly program: DvcProgram }
  /** `why` is a sentence that says what was tried and what to do. */
  | { readonly kind: 'absent'; readonly why: string };

export interface DvcSearch {
  /** The setting: a program, or a Python that has DVC. Nothing else is tried then. */
  readonly setting?: string | undefined;
  /** Folders that may hold a virtual environment (`.venv`, `venv`, `env`). */
  readonly folders: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
}

type Candidate = Pick<DvcProgram, 'command' | 'prefix'>;

/** Python needs a while when the disk is cold. */
const TIMEOUT_MS = 20_000;
const OLDEST_MAJOR = 2;

/** Tries the setting, else `dvc` of the folders' virtual environments, `dvc` on PATH, and their `python -m dvc`. */
export async function findDvc(search: DvcSearch): Promise<DvcState> {
  const tried: string[] = [];
  for (const candidate of await candidates(search)) {
    const version = await versionOf(candidate, search);
    if (typeof version === 'string') return found(candidate, version);
    tried.push(`${[candidate.command, ...candidate.prefix].join(' ')}: ${version.message}`);
  }
  const why = search.setting
    ? `"relabel.dvcPath" does not lead to DVC. ${tried.join(' ')}`
    : 'DVC is not installed here (pip install dvc), or not on the PATH: "relabel.dvcPath" can say where it is.';
  return { kind: 'absent', why };
}

function found(candidate: Candidate, version: string): DvcState {
  if (Number(version.split('.')[0]) < OLDEST_MAJOR)
    return { kind: 'absent', why: `${candidate.command} is DVC ${version}; version 3 is needed.` };
  return { kind: 'found', program: { ...candidate, version } };
}

async function candidates({ setting, folders }: DvcSearch): Promise<readonly Candidate[]> {
  if (setting) return [{ command: setting, prefix: isPython(setting) ? ['-m', 'dvc'] : [] }];
  const places = folders.flatMap((folder) => ['.venv', 'venv', 'env'].map((name) => join(folder, name)));
  const own = await existing(places.map((at) => inEnvironment(at, 'dvc')));
  const pythons = await existing(places.map((at) => inEnvironment(at, 'python')));
  const onPath = programPath('dvc');
  return [
    ...own.map((command) => ({ command, prefix: [] })),
    ...(onPath === undefined ? [] : [{ command: onPath, prefix: [] }]),
    ...pythons.map(withModule),
  ];
}

function inEnvironment(folder: string, name: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', `${name}.exe`) : join(folder, 'bin', name);
}

async function existing(paths: readonly string[]): Promise<string[]> {
  const there = await Promise.all(paths.map(isFile));
  return paths.filter((_, at) => there[at]);
}

function isPython(path: string): boolean {
  return /(?:^|[\\/])python[\d.]*(?:\.exe)?$/i.test(path);
}

/** Without looking for modules in the working folder, which is a repository of somebody's. */
function withModule(python: string): Candidate {
  return { command: python, prefix: ['-I', '-m', 'dvc'] };
}

async function versionOf(
  candidate: Candidate,
  { signal, timeoutMs = TIMEOUT_MS, folders }: DvcSearch,
): Promise<string | DvcError> {
  try {
    const text = await runDvc(candidate, folders[0] ?? process.cwd(), ['--version'], {
      signal,
      timeoutMs,
      lockDelaysMs: [],
    });
    const version = /\d+\.\d+(?:\.\d+)?\S*/.exec(text)?.[0];
    return (
      version ?? new DvcError('failed', `It says "${text.slice(0, 80).trim()}", which is no version of DVC.`)
    );
  } catch (error) {
    if (!(error instanceof DvcError) || error.kind === 'cancelled') throw error;
    return error;
  }
}
