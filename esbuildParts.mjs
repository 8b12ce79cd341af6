// Lets a bundle for Node be loaded in parts: what its entry imports is one file, what `import()` names lies beside it.
// esbuild splits only ES modules, and in many small pieces, and VS Code requires CommonJS: so the pieces are made as
// ES modules, those that the start needs are joined again, and each file is turned into CommonJS.
import { build, transform } from 'esbuild';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

/** For a bundle with one entry; the parts lie in a folder that is named after it. */
export const inParts = {
  name: 'in parts',
  setup({ initialOptions, onEnd }) {
    const { minify, sourcemap, outdir, entryPoints } = initialOptions;
    const folder = basename(entryPoints[0], '.ts');
    const entry = slashed(relative('', join(outdir, `${folder}.js`)));
    const options = {
      ...{ format: 'cjs', platform: 'node', target: 'node20', logLevel: 'warning', minify },
      sourcemap: sourcemap && 'inline',
      // VS Code requires faster than it imports.
      supported: { 'dynamic-import': false },
    };
    Object.assign(initialOptions, { format: 'esm', splitting: true, write: false });
    Object.assign(initialOptions, { chunkNames: `${folder}/[name]-[hash]`, sourcemap: options.sourcemap });
    onEnd(async ({ errors, metafile, outputFiles }) => {
      if (errors.length > 0) return;
      const pieces = new Map(outputFiles.map(({ path, text }) => [slashed(relative('', path)), text]));
      const start = importedFrom(entry, metafile);
      rmSync(join(outdir, folder), { recursive: true, force: true });
      mkdirSync(join(outdir, folder), { recursive: true });
      writeFileSync(entry, await joined(entry, start, pieces, options));
      for (const [path, text] of pieces)
        if (!start.includes(path)) writeFileSync(path, await part(text, entry, start, options));
      tellJoined(entry, start, metafile);
    });
  },
};

const slashed = (path) => path.split(sep).join('/');
const idOf = (path) => basename(path, '.js').replaceAll('-', '_');

/** The entry and all that is there once it is: not what `import()` names. */
function importedFrom(entry, { outputs }) {
  const found = new Set([entry]);
  for (const path of found)
    for (const { path: imported, kind } of outputs[path].imports)
      if (kind === 'import-statement' && outputs[imported]) found.add(imported);
  return [...found];
}

/** One file of what the start needs, which also hands its pieces to the parts. */
async function joined(entry, start, pieces, options) {
  const names = start.slice(1).map((path) => `export * as ${idOf(path)} from '${path}';`);
  const fromPieces = {
    name: 'from pieces',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path, kind }) => {
        const piece = [...pieces.keys()].find((each) => basename(each) === basename(path));
        if (piece === undefined) return { path, external: true };
        if (kind !== 'dynamic-import') return { path: piece, namespace: 'piece' };
        return { path: `./${relative(dirname(entry), piece)}`, external: true };
      });
      onLoad({ filter: /.*/, namespace: 'piece' }, ({ path }) => ({ contents: pieces.get(path) }));
    },
  };
  const { outputFiles } = await build({
    ...options,
    ...{ bundle: true, write: false, plugins: [fromPieces] },
    stdin: { contents: [`export * from '${entry}';`, ...names].join('\n') },
  });
  return outputFiles[0].text;
}

async function part(text, entry, start, options) {
  const { code } = await transform(text, options);
  return code.replace(/require\("\.\/([^"]+\.js)"\)/g, (whole, name) =>
    start.some((path) => basename(path) === name) ? `require("../${basename(entry)}").${idOf(name)}` : whole,
  );
}

/** What was joined counts as the entry's, for those who look at sizes. */
function tellJoined(entry, start, { outputs }) {
  const { inputs } = outputs[entry];
  for (const path of start.slice(1)) {
    Object.assign(inputs, outputs[path].inputs);
    outputs[entry].bytes += outputs[path].bytes;
    delete outputs[path];
  }
}
