import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cacheFolder';
import { plainEnv } from './plainEnv';
import { repoRoot } from './repoRoot';
import { runProgram } from './runProgram';

const VIEW_TYPE = 'relabel.editor';

/**
 * A scratch copy of the sample data set as a git repository of its own; kept between starts with the labels
 * made in it, unless `fresh`. It is made aside and moved into place, so a half copy is never opened.
 */
export async function sampleFolder(fresh: boolean): Promise<string> {
  const folder = join(cacheFolder(), 'sample-data-set');
  if (fresh) rmSync(folder, { recursive: true, force: true });
  if (existsSync(folder)) return folder;
  const aside = `${folder}.part-${String(process.pid)}`;
  mkdirSync(aside, { recursive: true });
  cpSync(join(repoRoot, 'media/sample'), aside, { recursive: true });
  takeImagesOver(aside);
  await commitAll(aside);
  renameSync(aside, folder);
  return folder;
}

/** Lets images of this folder open in Relabel on a click, and folds each sidecar below its image. */
function takeImagesOver(folder: string): void {
  const associations = Object.fromEntries(imagePatterns().map((pattern) => [pattern, VIEW_TYPE]));
  const settings = {
    'workbench.editorAssociations': associations,
    'explorer.fileNesting.enabled': true,
    'explorer.fileNesting.expand': false,
  };
  mkdirSync(join(folder, '.vscode'), { recursive: true });
  writeFileSync(join(folder, '.vscode/settings.json'), `${JSON.stringify(settings, undefined, 2)}\n`);
}

interface Manifest {
  readonly contributes: {
    readonly customEditors: readonly { viewType: string; selector: readonly { filenamePattern: string }[] }[];
  };
}

function imagePatterns(): string[] {
  const manifest = JSON.parse(readFileSync(join(repoRoot, 'package.json'), 'utf8')) as Manifest;
  const editors = manifest.contributes.customEditors.filter((editor) => editor.viewType === VIEW_TYPE);
  return editors.flatMap((editor) => editor.selector.map((selector) => selector.filenamePattern));
}

/** The first commit, so that later changes show as such. The user's own identity is used where there is one. */
async function commitAll(folder: string): Promise<void> {
  if ((await git(folder, 'init', '-q')).code !== 0) {
    console.log(
      'git was not found: the sample opens without a repository, so labels cannot be committed there.',
    );
    return;
  }
  for (const [key, value] of [
    ['user.name', 'Relabel sample'],
    ['user.email', 'sample@localhost'],
  ] as const)
    if ((await git(folder, 'config', key)).code !== 0) await git(folder, 'config', '--local', key, value);
  await git(folder, 'add', '-A');
  const unsigned = ['-c', 'commit.gpgsign=false', '-c', 'core.hooksPath=/dev/null'];
  const { code, output } = await git(folder, ...unsigned, 'commit', '-q', '-m', 'Sample data set');
  if (code !== 0) console.log(`The sample's first commit failed: ${output.trim()}`);
}

/** Away from any repository that an outer git process has put into the environment. */
function git(folder: string, ...args: string[]): ReturnType<typeof runProgram> {
  const env = plainEnv();
  for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE']) Reflect.deleteProperty(env, name);
  return runProgram('git', args, { cwd: folder, env });
}
