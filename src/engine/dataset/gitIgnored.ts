import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { programPath } from '../programPath';

/** Tells which of the absolute paths git ignores in the repository at `root`. Never rejects. */
export type AskGit = (root: string, paths: readonly string[]) => Promise<GitAnswer>;

export interface GitAnswer {
  readonly ignored: ReadonlySet<string>;
  /** Why git could not say; `ignored` is empty then. */
  readonly unsure?: string;
}

/** For folders that are not trusted and machines without git: nothing counts as ignored, nothing is run. */
export const NO_GIT: AskGit = () => Promise.resolve({ ignored: new Set() });

const TIME_LIMIT_MS = 20_000;
const MAX_TOLD = 300;

interface Waiting {
  readonly paths: readonly string[];
  readonly answer: (answer: GitAnswer) => void;
}

/**
 * Asks `git check-ignore`. Questions that come while one is under way are asked together afterwards, so that
 * a data set of many folders costs few processes. Paths must not lead through symbolic links.
 */
export function askGit(program = 'git'): AskGit {
  const queues = new Map<string, Waiting[]>();
  const drain = async (root: string, queue: Waiting[]): Promise<void> => {
    await Promise.resolve();
    while (queue.length > 0) {
      const batch = queue.splice(0);
      const said = await checkIgnore(program, root, [...new Set(batch.flatMap(({ paths }) => paths))]);
      for (const { answer } of batch) answer(said);
    }
    queues.delete(root);
  };
  return (root, paths) =>
    new Promise((answer) => {
      const queue = queues.get(root);
      const waiting = { paths, answer };
      if (queue) queue.push(waiting);
      else {
        const fresh = [waiting];
        queues.set(root, fresh);
        void drain(root, fresh);
      }
    });
}

/** Exit 0: some are ignored, 1: none, anything else: git cannot say (absent, not trusted, broken, too slow). */
function checkIgnore(program: string, root: string, paths: readonly string[]): Promise<GitAnswer> {
  const found = programPath(program);
  if (found === undefined) return Promise.resolve(unsure(`${program} is not on the PATH`));
  return new Promise((done) => {
    const child = spawn(found, ['-c', 'core.fsmonitor=false', 'check-ignore', '--stdin', '-z'], {
      cwd: root,
      stdio: 'pipe',
      timeout: TIME_LIMIT_MS,
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    let complaint = '';
    child.on('error', ({ message }) => done(unsure(message)));
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on(
      'data',
      (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(0, MAX_TOLD)),
    );
    child.on('close', (code, signal) => {
      const names = splitNames(Buffer.concat(chunks).toString('utf8'));
      if (code === 0 || code === 1) done({ ignored: new Set(names.map((name) => resolve(root, name))) });
      else done(unsure(complaint.split('\n')[0] || `git ended with ${signal ?? code ?? 'nothing'}`));
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(paths.join('\0'));
  });
}

function unsure(reason: string): GitAnswer {
  return { ignored: new Set(), unsure: reason.trim() };
}

function splitNames(text: string): string[] {
  return text.split('\0').filter((name) => name !== '');
}
