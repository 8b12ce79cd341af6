import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { startGroup } from '../../../src/dev/lib/processGroup';
import { runProgram } from '../../../src/dev/lib/runProgram';

/** A program that starts one of its own, says its id, ignores polite requests and never ends. */
const STUBBORN = `
  process.on('SIGTERM', () => {});
  const child = require('child_process').spawn(process.execPath, ['-e', 'process.on("SIGTERM",()=>{});setInterval(()=>{},1000)']);
  console.log(child.pid);
  setInterval(() => {}, 1000);`;

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

describe('process group', function () {
  this.timeout(20_000);

  it('ends a program with everything it started, even against its will', async () => {
    const group = startGroup(process.execPath, ['-e', STUBBORN], { stdio: ['ignore', 'pipe', 'ignore'] });
    assert.ok(group.child.stdout);
    const [line] = (await once(createInterface(group.child.stdout), 'line')) as [string];
    assert.ok(isAlive(Number(line)));
    await group.stop();
    for (let tries = 0; isAlive(Number(line)) && tries < 100; tries++) await delay(20);
    assert.equal(isAlive(Number(line)), false);
  });

  it('gives exit code and output of a program, and code 1 for one that is missing', async () => {
    const { code, output } = await runProgram(process.execPath, [
      '-e',
      'console.log("out"); process.exitCode = 3',
    ]);
    assert.deepEqual([code, output], [3, 'out\n']);
    const missing = await runProgram('relabel-no-such-program', []);
    assert.equal(missing.code, 1);
    assert.match(missing.output, /ENOENT/);
  });

  it('ends a program that takes too long, and says so', async () => {
    const { code, output } = await runProgram(process.execPath, ['-e', 'setInterval(()=>{},1000)'], {
      timeoutMs: 300,
    });
    assert.notEqual(code, 0);
    assert.match(output, /ended after 0.3 s/);
  });
});
