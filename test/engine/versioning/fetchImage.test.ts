import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FetchError, runFetch } from '../../../src/engine/versioning/fetchImage';
import { ends } from '../../helpers/ends';

describe('runFetch', function () {
  this.timeout(10_000);
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'relabel-fetch-'));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  /** A stand-in for `dvc`, which is not on every machine. */
  function program(script: string): string {
    if (process.platform === 'win32') throw new Error('needs a shell script');
    const path = join(cwd, 'tool');
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  async function failure(work: Promise<void>): Promise<FetchError> {
    const thrown: unknown = await work.catch((error: unknown) => error);
    assert.ok(thrown instanceof FetchError, String(thrown));
    return thrown;
  }

  it('runs in the folder, hands arguments over untouched, and reports what is written', async () => {
    const lines: string[] = [];
    const command = { command: program('echo "got $1"; pwd; : > done'), args: ['a b; touch evil'], cwd };
    await runFetch(command, { onLine: (line) => lines.push(line) });
    assert.ok(existsSync(join(cwd, 'done')));
    assert.equal(existsSync(join(cwd, 'evil')), false);
    assert.ok(lines.length > 0);
  });

  it('passes on why it failed', async () => {
    const error = await failure(
      runFetch({ command: program('echo "no remote" >&2; exit 3'), args: [], cwd }),
    );
    assert.match(error.message, /code 3: no remote/);
    assert.equal(error.cancelled, false);
  });

  it('says what to install', async () => {
    const missing = await failure(runFetch({ command: 'no-such-program-here', args: ['pull'], cwd }));
    assert.match(missing.message, /no-such-program-here was not found/);
    const script = `echo "git: 'lfs' is not a git command. See 'git --help'." >&2; exit 1`;
    const lfs = await failure(runFetch({ command: program(script), args: ['lfs', 'pull'], cwd }));
    assert.match(lfs.message, /Git LFS is not installed/);
  });

  it('never tells the password of an address', async () => {
    const script = `echo "from 'https://me:s3cr3t@example.org/x.git/info/lfs'" >&2; exit 2`;
    const lines: string[] = [];
    const run = runFetch(
      { command: program(script), args: [], cwd },
      { onLine: (line) => void lines.push(line) },
    );
    const { message } = await failure(run);
    for (const told of [message, ...lines]) assert.doesNotMatch(told, /s3cr3t/);
    assert.match(message, /https:\/\/example\.org/);
  });

  it('can be cancelled', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    const command = { command: program('exec sleep 9'), args: [], cwd };
    const error = await failure(runFetch(command, { signal: controller.signal }));
    assert.equal(error.cancelled, true);
  });

  it('ends what hangs, with everything it started', async () => {
    const script = `sleep 60 &\necho $! > '${join(cwd, 'pid')}'\nwait`;
    const error = await failure(runFetch({ command: program(script), args: [], cwd }, { quietMs: 300 }));
    assert.match(error.message, /said nothing for 0 seconds and was stopped/);
    assert.equal(await ends(Number(readFileSync(join(cwd, 'pid'), 'utf8'))), true);
  });

  it('works in the repository of its folder, whatever a hook around it works in', async () => {
    const lines: string[] = [];
    process.env['GIT_DIR'] = '/elsewhere/.git';
    try {
      const command = { command: program('echo "in ${GIT_DIR-its own}"'), args: [], cwd };
      await runFetch(command, { onLine: (line) => lines.push(line) });
    } finally {
      delete process.env['GIT_DIR'];
    }
    assert.deepEqual(lines, ['in its own']);
  });
});
