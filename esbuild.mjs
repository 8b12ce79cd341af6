// Bundles everything into out/. Flags: --only=NAME[,NAME] (see `bundles`), --watch, --minify, --meta (sizes),
// --out=DIR (another place than out/), --ship (what users install: minified, without source maps).
import { build, context } from 'esbuild';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { inParts } from './src/dev/lib/esbuildParts.mjs';

const flag = (name) => process.argv.find((a) => a === `--${name}` || a.startsWith(`--${name}=`));
const only = flag('only')?.split('=')[1]?.split(',');
const ship = Boolean(flag('ship'));
const minify = ship || Boolean(flag('minify'));
const out = flag('out')?.split('=')[1] ?? 'out';

const node = {
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // WebAssembly decoders lie beside the worker, and are read when they are first needed.
  loader: { '.wasm': 'file' },
  assetNames: 'codecs/[name]',
  external: [
    ...['vscode', 'sharp', 'onnxruntime-node', 'esbuild', 'playwright-core', 'typescript', 'mocha'],
    ...['@vscode/vsce', '@vscode/test-electron'],
  ],
};
/** Styles are text to esbuild, so it leaves their line breaks and comments in: 12 kB of a page. */
const tightStyles = {
  name: 'tight styles',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]webview[\\/].*\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replace(/\bcss`[^`]*`/g, (styles) =>
        styles
          .replace(/\/\*[^]*?\*\//g, '')
          .replace(/\s*\n\s*/g, ' ')
          .replace(/ ?([{};]) ?/g, '$1'),
      ),
    })),
};
/** Tests get fast-check with a fixed seed. */
const seeded = {
  name: 'fixed seed',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^fast-check$/ }, ({ importer }) =>
      basename(importer) === 'seededChecks.ts'
        ? undefined
        : { path: resolve('test/helpers/seededChecks.ts') },
    ),
};
const browser = {
  plugins: minify ? [tightStyles] : [],
  platform: 'browser',
  format: 'esm',
  target: 'chrome128',
  loader: { '.css': 'text', '.svg': 'text' },
};

/** Every file below `dir` whose name ends with `suffix`: test files are found, never listed by hand. */
function filesBelow(dir, suffix) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(suffix))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** The programs of a folder: its own files, not those of its subfolders. */
function entriesOf(dir) {
  return filesBelow(dir, '.ts').filter((path) => dirname(path) === join(dir));
}

const testLevel = (level) => ({
  ...node,
  plugins: [seeded],
  entryPoints: filesBelow(`test/${level}`, '.test.ts'),
  outdir: `${out}/test/${level}`,
  outbase: `test/${level}`,
});
const page = (path) => ({
  ...browser,
  entryPoints: existsSync(path) ? [path] : [],
  outbase: '.',
  outdir: out,
});

const bundles = {
  extension: { ...node, plugins: [inParts], entryPoints: ['src/extension.ts'], outdir: out },
  worker: { ...node, entryPoints: [{ in: 'src/worker/main.ts', out: 'worker' }], outdir: out },
  cli: {
    ...node,
    entryPoints: [{ in: 'src/cli/main.ts', out: 'cli' }],
    outdir: out,
    banner: { js: '#!/usr/bin/env node' },
  },
  // What git starts for each file: small, so that it starts fast.
  merge: { ...node, entryPoints: [{ in: 'src/cli/mergeMain.ts', out: 'merge' }], outdir: out },
  webview: {
    ...browser,
    plugins: [...browser.plugins, inParts],
    entryPoints: ['webview/main.ts'],
    outdir: `${out}/webview`,
  },
  diff: { ...browser, entryPoints: [{ in: 'webview/diff/main.ts', out: 'diff' }], outdir: `${out}/webview` },
  harness: page('webview/dev/harness.ts'),
  dev: { ...node, entryPoints: entriesOf('src/dev'), outdir: `${out}/dev` },
  'test-unit': testLevel('unit'),
  'test-engine': testLevel('engine'),
  'test-browser': testLevel('browser'),
  'test-integration': testLevel('integration'),
  'test-pages': { ...browser, entryPoints: filesBelow('test', '.page.ts'), outbase: '.', outdir: out },
  'test-companion': { ...node, entryPoints: filesBelow('test', '.companion.ts'), outbase: '.', outdir: out },
  'test-media': { ...testLevel('media'), entryPoints: filesBelow('test/media', '.media.ts') },
  bench: {
    ...node,
    entryPoints: filesBelow('test/bench', '.bench.ts'),
    outbase: 'test/bench',
    outdir: `${out}/bench`,
  },
};

function optionsOf(name) {
  return { bundle: true, sourcemap: !ship, minify, logLevel: 'warning', metafile: true, ...bundles[name] };
}

const names = Object.keys(bundles).filter((name) => !only || only.some((o) => name === o));
for (const name of names) {
  const options = optionsOf(name);
  if (options.entryPoints.length === 0) continue;
  if (flag('watch')) {
    await (await context(options)).watch();
    continue;
  }
  const { metafile } = await build(options);
  if (flag('meta')) report(name, metafile);
}

/** Prints each bundle's size and keeps the whole picture for a bundle analyser. */
function report(name, metafile) {
  writeFileSync(`${out}/${name}.meta.json`, JSON.stringify(metafile));
  for (const [path, { bytes }] of Object.entries(metafile.outputs))
    if (path.endsWith('.js')) console.log(`${relative(out, path)}  ${(bytes / 1024).toFixed(1)} kB`);
}
