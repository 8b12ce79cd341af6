import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repoRoot } from '../repoRoot';
import { startGroup } from '../processGroup';
import { filesThatFailed, withSecondTry } from './secondTry';
import { failed, type Level, type LevelContext, type Outcome } from './level';

export interface MochaOptions {
  /** A test that does not finish fails; the whole level is ended after `limitMs`. */
  readonly testLimitMs: number;
  readonly limitMs: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Spec files that drive processes, a browser or a window are run once more, from their start, when something in them failed. */
  readonly secondTry?: boolean;
}

/** Runs the bundled spec files of out/test/<name> in one mocha process of their own. */
export async function runMocha(
  name: string,
  options: MochaOptions,
  context: LevelContext,
): Promise<readonly Outcome[]> {
  const files = specFiles(name);
  if (files.length === 0) return [failed(name, `no test file in test/${name}`)];
  const outcomes = await runFiles(name, files, options, context);
  const again = options.secondTry ? filesThatFailed(outcomes) : [];
  if (again.length === 0) return outcomes;
  console.log(`\nonce more, as something in them failed:\n${again.join('\n')}`);
  return withSecondTry(outcomes, await runFiles(name, again, options, context));
}

async function runFiles(
  name: string,
  files: readonly string[],
  options: MochaOptions,
  context: LevelContext,
): Promise<readonly Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'relabel-outcomes-'));
  const path = join(folder, 'outcomes.json');
  try {
    const code = await mocha([...argsFor(options, context, path), ...files], options);
    return verdict(name, code, path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A mocha level that needs nothing prepared. */
export function mochaLevel(name: string, options: MochaOptions): Level {
  return { name, run: (context) => runMocha(name, options, context) };
}

function specFiles(name: string): string[] {
  const folder = join(repoRoot, 'out/test', name);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.js'))
    .map((file) => join(folder, file))
    .sort();
}

function argsFor({ testLimitMs }: MochaOptions, { grep }: LevelContext, path: string): string[] {
  const reporter = [
    '--reporter',
    join(repoRoot, 'out/dev/mochaReporter.js'),
    '--reporter-option',
    `outcomes=${path}`,
  ];
  return ['--exit', '--timeout', String(testLimitMs), ...reporter, ...(grep ? ['--grep', grep] : [])];
}

async function mocha(args: readonly string[], { limitMs, env }: MochaOptions): Promise<number | 'too long'> {
  const script = join(repoRoot, 'node_modules/mocha/bin/mocha.js');
  const group = startGroup(process.execPath, ['--enable-source-maps', script, ...args], {
    cwd: repoRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  let tooLong = false;
  const timer = setTimeout(() => {
    tooLong = true;
    void group.stop();
  }, limitMs);
  const code = await group.exited;
  clearTimeout(timer);
  return tooLong ? 'too long' : code;
}

/** A process that ended without its report, or against it, is a failure even if every test it ran passed. */
function verdict(name: string, code: number | 'too long', path: string): readonly Outcome[] {
  if (code === 'too long') return [failed(name, 'the level ran past its time limit and was ended')];
  if (!existsSync(path)) return [failed(name, `mocha ended with code ${String(code)} before it reported`)];
  const outcomes = JSON.parse(readFileSync(path, 'utf8')) as Outcome[];
  const failures = outcomes.filter((outcome) => outcome.kind === 'failed').length;
  if (failures === 0 && code !== 0)
    return [...outcomes, failed(name, `mocha ended with code ${String(code)}`)];
  return outcomes;
}
