import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { relabelSync } from './relabelSync';
import { tempFolder } from './tempFolder';

/** How a git command ended. */
export interface GitRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const IDENTITY = [
  '-c',
  'user.name=Test',
  '-c',
  'user.email=test@example.org',
  '-c',
  'protocol.file.allow=always',
];

/** Runs git as a person would: with the hooks, drivers and failures that this brings. */
export function runGit(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): GitRun {
  const { status, stdout, stderr } = spawnSync('git', [...IDENTITY, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', GIT_TERMINAL_PROMPT: '0', ...env },
      ...{ GIT_EDITOR: 'true', GIT_MERGE_AUTOEDIT: 'no' },
    },
  });
  return { code: status, stdout, stderr };
}

/** A repository whose labels git merges through the built driver. */
export class DriverRepo {
  readonly root: string;

  constructor(root = tempFolder()) {
    this.root = root;
    if (runGit(root, ['rev-parse', '--git-dir']).code !== 0) this.git('init', '-q', '-b', 'main');
    this.setUp();
  }

  setUp(): void {
    const { code, stderr } = relabelSync(this.root, ['init', '--git']);
    if (code !== 0) throw new Error(stderr);
  }

  /** Throws when git fails. */
  git(...args: string[]): string {
    const { code, stdout, stderr } = runGit(this.root, args);
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  }

  run(...args: string[]): GitRun {
    return runGit(this.root, args);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /** Writes files and commits everything. */
  commit(message: string, files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    this.git('add', '-A');
    this.git('commit', '-q', '-m', message);
  }

  /** The base on `main`, then ours there and theirs on a branch of that name. */
  fork(
    base: Readonly<Record<string, string>>,
    ours: Readonly<Record<string, string>>,
    theirs: Readonly<Record<string, string>>,
  ): void {
    this.commit('base', base);
    this.git('checkout', '-q', '-b', 'theirs');
    this.commit('theirs', theirs);
    this.git('checkout', '-q', 'main');
    this.commit('ours', ours);
  }
}

/** The bundles that are started, and whether they are built. */
export const BUILT = resolve('out/merge.js');
