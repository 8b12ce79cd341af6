import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** Tells which of the absolute paths git ignores in the repository at `root`. Never rejects. */
export type AskGit = (root: string, paths: readonly string[]) => Promise<ReadonlySet<string>>;

/** For folders that are not trusted and machines without git: nothing counts as ignored, nothing is run. */
export const NO_GIT: AskGit = () => Promise.resolve(new Set());

const TIME_LIMIT_MS = 20_000;

interface Waiting {
  readonly paths: readonly string[];
  readonly answer: (ignored: ReadonlySet<string>) => void;
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
      const ignored = await checkIgnore(program, root, [...new Set(batch.flatMap(({ paths }) => paths))]);
      for (const { answer } of batch) answer(ignored);
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

/** Exit 0: some are ignored, 1: none, anything else: git cannot say (absent, broken repository). */
function checkIgnore(program: string, root: string, paths: readonly string[]): Promise<ReadonlySet<string>> {
  return new Promise((done) => {
    const args = ['-c', 'core.fsmonitor=false', 'check-ignore', '--stdin', '-z'];
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: TIME_LIMIT_MS,
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    child.on('error', () => {
      done(new Set());
    });
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('close', () => {
      done(new Set(splitNames(Buffer.concat(chunks).toString('utf8')).map((name) => resolve(root, name))));
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(paths.join('\0'));
  });
}

function splitNames(text: string): string[] {
  return text.split('\0').filter((name) => name !== '');
}
