import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { repoRoot } from './repoRoot';
import { runProgram } from './runProgram';
import { shippedModules } from './shippedModules';
import { thirdPartyNotices, type Metafile } from './thirdPartyNotices';

const DOCUMENTS = ['README.md', 'CHANGELOG.md', 'LICENSE', 'LICENSE.md', 'LICENSE.txt'];
const MODEL_FILES = /\.model\.json$|\.onnx$|README\.md$/;
const WORKSHOP_KEYS = ['devDependencies', 'dependencies', 'scripts', 'private'];

/** Puts exactly what users get into an empty folder: production bundles, natives, models, media, papers. */
export async function stageVsix(stage: string): Promise<void> {
  mkdirSync(stage, { recursive: true });
  writeFileSync(join(stage, 'package.json'), JSON.stringify(shippedManifest(), undefined, 2));
  for (const name of DOCUMENTS) if (existsSync(at(name))) cpSync(at(name), join(stage, name));
  if (existsSync(at('media'))) cpSync(at('media'), join(stage, 'media'), { recursive: true });
  copyModels(stage);
  copyModules(stage);
  const bundles = await bundle(join(stage, 'out'));
  writeFileSync(join(stage, 'ThirdPartyNotices.txt'), thirdPartyNotices(bundles, repoRoot));
}

function at(path: string): string {
  return join(repoRoot, path);
}

/** The manifest without what only a checkout can use; without `scripts` vsce does not run a build either. */
function shippedManifest(): Record<string, unknown> {
  const manifest = JSON.parse(readFileSync(at('package.json'), 'utf8')) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(manifest).filter(([key]) => !WORKSHOP_KEYS.includes(key)));
}

function copyModels(stage: string): void {
  if (!existsSync(at('models'))) return;
  for (const entry of readdirSync(at('models'), { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const depth = relative(at('models'), path).split(sep).length;
    if (entry.isFile() && depth <= 2 && MODEL_FILES.test(entry.name))
      cpSync(path, join(stage, relative(repoRoot, path)));
  }
}

/** Beside the bundles and not at the root, where vsce would take its own view of what they depend on. */
function copyModules(stage: string): void {
  for (const { path, keep } of shippedModules(at('node_modules'), process.platform, process.arch))
    cpSync(at(join('node_modules', path)), join(stage, 'out/node_modules', path), {
      recursive: true,
      dereference: true,
      filter: (source) =>
        keep(
          relative(at(join('node_modules', path)), source)
            .split(sep)
            .join('/'),
        ),
    });
}

const BUNDLES = ['extension', 'worker', 'cli', 'merge', 'webview', 'diff'];

/** Makes the bundles and tells what is in them. */
async function bundle(out: string): Promise<readonly Metafile[]> {
  const args = ['esbuild.mjs', `--only=${BUNDLES.join()}`, '--ship', '--meta', `--out=${out}`];
  const { code, output } = await runProgram(process.execPath, args, { cwd: repoRoot });
  if (code !== 0) throw new Error(`the production build failed:\n${output}`);
  return BUNDLES.map((name) => takeMetafile(join(out, `${name}.meta.json`)));
}

/** Reads a file that does not ship, and takes it away. */
function takeMetafile(path: string): Metafile {
  const metafile = JSON.parse(readFileSync(path, 'utf8')) as Metafile;
  rmSync(path);
  return metafile;
}
