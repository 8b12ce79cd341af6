import { readFile, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../fileError';
import { writeAtomic } from '../../fs';
import { withBlock, withoutBlock } from './attributesBlock';
import { driverConfig, type ConfigEntry } from './driverConfig';
import { labelGlobs } from './labelGlobs';
import { difftoolScript, mergeScript, RUNTIME_NAME, SCRIPT_NAMES, textconvScript } from './mergeScript';
import { git, slashed, type DriverRepository } from './repository';
import { readRuntime, runs, writeRuntime, type Runtime } from './runtime';

/** Git did not take a configuration; everything else that was to be written may be there or not. */
export class SetUpError extends Error {
  override readonly name = 'SetUpError';
}

/** What setting up changes, and what of it there is to change: nothing is there twice. */
export interface SetUpPlan {
  readonly scripts: readonly (readonly [path: string, text: string])[];
  readonly config: readonly ConfigEntry[];
  readonly attributes?: { readonly path: string; readonly text: string };
  readonly runtime?: Runtime;
}

export function isDone({ scripts, config, attributes, runtime }: SetUpPlan): boolean {
  return scripts.length + config.length === 0 && !attributes && !runtime;
}

/** What a repository lacks, line by line, for people. */
export function planLines(plan: SetUpPlan): readonly string[] {
  return [
    ...(plan.attributes ? [`${plan.attributes.path}: which files merge and diff as labels (commit it)`] : []),
    ...plan.config.map(([key]) => `git config --local ${key}`),
    ...plan.scripts.map(([path]) => path),
    ...(plan.runtime ? [`what merges: ${plan.runtime.script}`] : []),
  ];
}

/** Looks what is there and what is to be written. `runtime`: what shall merge. */
export async function planSetUp(
  repository: DriverRepository,
  runtime: Runtime,
  signal?: AbortSignal,
): Promise<SetUpPlan> {
  const { root, scripts } = repository;
  const path = join(root, '.gitattributes');
  const old = await readFile(path, 'utf8').catch(ifMissing);
  const attributes = withBlock(old, await labelGlobs(root, signal));
  const config = await Promise.all(
    driverConfig(slashed(scripts)).map(async (entry) => ((await isSet(root, entry, signal)) ? [] : [entry])),
  );
  const known = await readRuntime(scripts);
  const isSame = known?.program === runtime.program && known.script === runtime.script;
  return {
    scripts: await staleScripts(scripts),
    config: config.flat(),
    ...(attributes !== old && { attributes: { path, text: attributes } }),
    ...(!(isSame && (await runs(known))) && { runtime }),
  };
}

/** A clone of a repository that names our driver has to be told of it: git takes no programs from repositories. */
export async function lacksConfig(repository: DriverRepository): Promise<boolean> {
  const { root } = repository;
  const text = await readFile(join(root, '.gitattributes'), 'utf8').catch(() => '');
  if (!/^[^#\n]*\bmerge=relabel\b/m.test(text)) return false;
  return (await git(root, ['config', '--get', 'merge.relabel.driver'])).code === 1;
}

/** Part of the path of an installed extension: versions lie beside each other, and the old one is removed one day. */
const INSTALLED = /[\\/]relabel\.relabel-[^\\/]*[\\/]/;

/**
 * After an update of the extension: the scripts and what they start are written again where they were set up before,
 * and nowhere else. A runtime that somebody chose and that is still there stays. True when something was written.
 * Throws `FileError`.
 */
export async function refreshSetUp(
  { scripts: folder }: DriverRepository,
  runtime: Runtime,
): Promise<boolean> {
  const known = await readRuntime(folder);
  if (!known) return false;
  const isOther = known.program !== runtime.program || known.script !== runtime.script;
  const isOurs = isOther && (INSTALLED.test(known.script) || !(await runs(known)));
  if (isOurs) await writeRuntime(folder, runtime);
  const stale = await staleScripts(folder);
  for (const [path, text] of stale) await writeAtomic(path, text);
  return isOurs || stale.length > 0;
}

async function staleScripts(folder: string): Promise<readonly (readonly [string, string])[]> {
  const wanted = scriptsOf(folder);
  const stand = await Promise.all(wanted.map(([file]) => readFile(file, 'utf8').catch(() => undefined)));
  return wanted.filter(([, text], i) => stand[i] !== text);
}

function ifMissing(error: unknown): string {
  if (errorCode(error) === 'ENOENT') return '';
  throw error;
}

function scriptsOf(folder: string): readonly (readonly [string, string])[] {
  return [
    [join(folder, SCRIPT_NAMES.merge), mergeScript()],
    [join(folder, SCRIPT_NAMES.textconv), textconvScript()],
    [join(folder, SCRIPT_NAMES.difftool), difftoolScript()],
  ];
}

async function isSet(root: string, [key, value]: ConfigEntry, signal?: AbortSignal): Promise<boolean> {
  const { code, stdout } = await git(root, ['config', '--local', '-z', '--get-all', key], signal);
  return code === 0 && stdout === `${value}\0`;
}

/**
 * Writes what the plan says: the scripts before the configuration that names them, and what is committed last. Throws
 * `FileError` and `SetUpError`; what was written until then does no harm, and another run goes on from there.
 */
export async function carryOut(
  { root, scripts: folder }: DriverRepository,
  { scripts, config, attributes, runtime }: SetUpPlan,
  signal?: AbortSignal,
): Promise<void> {
  for (const [path, text] of scripts) await writeAtomic(path, text);
  if (runtime) await writeRuntime(folder, runtime);
  for (const [key, value] of config) {
    const { code, stderr } = await git(root, ['config', '--local', '--replace-all', key, value], signal);
    if (code !== 0) throw new SetUpError(`git did not set ${key} in ${root}: ${stderr.trim()}`);
  }
  if (attributes) await writeAtomic(attributes.path, attributes.text);
}

const SECTIONS = ['merge.relabel', 'diff.relabel', 'difftool.relabel'];

/** Takes away what `carryOut` wrote, and nothing else. Returns what went. Throws `FileError`. */
export async function undoSetUp({ root, scripts }: DriverRepository): Promise<readonly string[]> {
  const gone: string[] = [];
  const path = join(root, '.gitattributes');
  const old = await readFile(path, 'utf8').catch(ifMissing);
  const text = withoutBlock(old);
  if (text !== old) {
    if (text === '') await unlink(path);
    else await writeAtomic(path, text);
    gone.push(path);
  }
  for (const section of SECTIONS) {
    const { code } = await git(root, ['config', '--local', '--remove-section', section]);
    if (code === 0) gone.push(`git config --local ${section}`);
  }
  for (const name of [...Object.values(SCRIPT_NAMES), RUNTIME_NAME])
    await unlink(join(scripts, name)).then(
      () => gone.push(join(scripts, name)),
      () => undefined,
    );
  await rmdir(scripts).catch(() => undefined);
  return gone;
}
