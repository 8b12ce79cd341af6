import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DvcError } from '../../../src/engine/dvc/dvcError';
import { findDvc } from '../../../src/engine/dvc/findDvc';
import { keepSecret, redacted } from '../../../src/engine/dvc/redacted';
import { runDvc } from '../../../src/engine/dvc/runDvc';
import { behave, fakeDvc } from '../../helpers/fakeDvc';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

interface Call {
  readonly args: readonly string[];
  readonly analytics: string;
  readonly prompt: string;
  readonly gitDir?: string;
}

describe('the dvc program', function () {
  this.timeout(30_000);

  async function failure(work: Promise<unknown>): Promise<DvcError> {
    const thrown: unknown = await work.catch((error: unknown) => error);
    assert.ok(thrown instanceof DvcError, String(thrown));
    return thrown;
  }

  function program(context: Mocha.Context, folder: string): { command: string; prefix: string[] } {
    return { command: fakeDvc(context, folder), prefix: [] };
  }

  it('is found where the setting says, or is absent with a reason', async function () {
    const folder = tempFolder();
    const setting = fakeDvc(this, folder);
    const found = await findDvc({ setting, folders: [] });
    assert.deepEqual(found, { kind: 'found', program: { command: setting, prefix: [], version: '3.64.0' } });
    const absent = await findDvc({ setting: join(folder, 'nothing'), folders: [] });
    assert.equal(absent.kind, 'absent');
    assert.match(absent.kind === 'absent' ? absent.why : '', /relabel\.dvcPath.*was not found/);
  });

  it("is found in the folder's own environment before the PATH", async function () {
    const root = tempFolder();
    const own = fakeDvc(this, join(root, '.venv', 'bin'));
    const found = await findDvc({ folders: [root] });
    assert.equal(found.kind === 'found' && found.program.command, own);
  });

  it('gets no terminal, no analytics and no prompt, and arguments as they are', async function () {
    const folder = tempFolder();
    const dvc = program(this, folder);
    writeFiles(folder, { '.dvc/config': '' });
    process.env['GIT_DIR'] = '/elsewhere/.git';
    try {
      await failure(runDvc(dvc, folder, ['add', '--', '$(touch evil) "x"', '-n']));
    } finally {
      delete process.env['GIT_DIR'];
    }
    const [call] = readFileSync(join(folder, 'calls.txt'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Call);
    assert.deepEqual(call?.args, ['add', '--', '$(touch evil) "x"', '-n']);
    assert.deepEqual([call?.analytics, call?.prompt, call?.gitDir], ['1', '0', undefined]);
  });

  it('is tried again while another one holds the lock', async function () {
    const folder = tempFolder();
    const dvc = program(this, folder);
    writeFiles(folder, { '.dvc/config': '' });
    behave(folder, { locked: 2 });
    const lines: string[] = [];
    const run = { lockDelaysMs: [10, 10], onLine: (line: string) => void lines.push(line) };
    assert.equal((await runDvc(dvc, folder, ['data', 'status', '--json'], run)).trim(), '{}');
    assert.ok(lines.some((line) => /waiting for it/.test(line)));
    behave(folder, { locked: 9 });
    const error = await failure(runDvc(dvc, folder, ['data', 'status', '--json'], { lockDelaysMs: [10] }));
    assert.equal(error.kind, 'locked');
    assert.match(error.message, /delete \.dvc\/tmp\/lock/);
  });

  it('runs one command at a time in a repository', async function () {
    const folder = tempFolder();
    const dvc = program(this, folder);
    writeFiles(folder, { '.dvc/config': '' });
    const ended: number[] = [];
    const run = async (at: number): Promise<void> => {
      await runDvc(dvc, folder, ['data', 'status', '--json']);
      ended.push(at);
    };
    await Promise.all([run(1), run(2), run(3)]);
    assert.deepEqual(ended, [1, 2, 3]);
  });

  it('can be cancelled, and is ended when it hangs; the next command runs all the same', async function () {
    const folder = tempFolder();
    const dvc = program(this, folder);
    writeFiles(folder, { '.dvc/config': '' });
    behave(folder, { hang: ['pull'] });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 300);
    const cancelled = await failure(runDvc(dvc, folder, ['pull'], { signal: controller.signal }));
    assert.equal(cancelled.kind, 'cancelled');
    const slow = await failure(runDvc(dvc, folder, ['pull'], { timeoutMs: 300 }));
    assert.equal(slow.kind, 'timedOut');
    assert.equal((await runDvc(dvc, folder, ['data', 'status', '--json'])).trim(), '{}');
  });

  it('has its codes and words put into words', async function () {
    const folder = tempFolder();
    const dvc = program(this, folder);
    const outside = await failure(runDvc(dvc, folder, ['add', '--', 'x']));
    assert.deepEqual([outside.kind, outside.exitCode], ['notARepository', 253]);
    writeFiles(folder, { '.dvc/config': '' });
    const cases = [
      [251, 'bad config', 'configuration'],
      [1, 'failed to push data to the cloud - 401, message=Unauthorized', 'unauthorised'],
      [1, 'config file error: no remote specified in project', 'noRemote'],
      [255, 'unexpected error - [Errno 28] No space left on device', 'diskFull'],
      [255, 'odd', 'failed'],
    ] as const;
    for (const [code, text, kind] of cases) {
      behave(folder, { fail: { push: { code, text } } });
      const error = await failure(runDvc(dvc, folder, ['push']));
      assert.deepEqual([error.kind, error.exitCode], [kind, code]);
      assert.ok(error.message.includes(text));
    }
  });

  it('never has its secrets told', async function () {
    const folder = tempFolder();
    const dvc = program(this, folder);
    writeFiles(folder, { '.dvc/config': '' });
    keepSecret('tok3n-of/mine');
    const text =
      'https://me:pw12345@dagshub.com/a.dvc password = hunter2000 tok3n-of/mine tok3n-of%2Fmine token=abcdef99';
    behave(folder, { fail: { push: { code: 1, text } } });
    const lines: string[] = [];
    const error = await failure(runDvc(dvc, folder, ['push'], { onLine: (line) => void lines.push(line) }));
    for (const told of [error.message, error.output, ...lines])
      assert.doesNotMatch(told, /pw12345|hunter2000|tok3n|abcdef99/);
    assert.equal(redacted('Authorization: Basic YWJjOmRlZg=='), 'Authorization: …');
  });
});
