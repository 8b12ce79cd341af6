// Lets a bundle be loaded in parts: what its entry imports is one file, what `import()` names lies beside it.
// esbuild splits into many small pieces, and only ES modules: so those that the start needs are joined again, the parts
// take from that file what they share with it, and for VS Code's host all become CommonJS.
import { build } from 'esbuild';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

/** For a bundle with one entry; the parts lie in a folder that is named after it. */
export const inParts = {
  name: 'in parts',
  setup({ initialOptions, onEnd }) {
    const { minify, sourcemap, outdir, entryPoints, format, platform, target } = initialOptions;
    const folder = basename(entryPoints[0].out ?? entryPoints[0], '.ts');
    const entry = slashed(relative('', join(outdir, `${folder}.js`)));
    const options = {
      ...{ bundle: true, write: false, minify, format, platform, target, logLevel: 'warning' },
      sourcemap: sourcemap && 'inline',
      // VS Code requires faster than it imports.
      ...(format === 'cjs' && { supported: { 'dynamic-import': false } }),
    };
    Object.assign(initialOptions, { format: 'esm', splitting: true, write: false });
    Object.assign(initialOptions, { chunkNames: `${folder}/[name]-[hash]`, sourcemap: options.sourcemap });
    onEnd(async ({ errors, metafile, outputFiles }) => {
      if (errors.length > 0) return;
      const texts = new Map(outputFiles.map(({ path, text }) => [slashed(relative('', path)), text]));
      const start = importedFrom(entry, metafile);
      const pieces = { entry, texts, start, exported: (path) => metafile.outputs[path].exports };
      rmSync(join(outdir, folder), { recursive: true, force: true });
      mkdirSync(join(outdir, folder), { recursive: true });
      for (const path of [entry, ...[...texts.keys()].filter((each) => !start.includes(each))])
        writeFileSync(path, await finished(path, pieces, options));
      tellJoined(entry, start, metafile);
    });
  },
};

const slashed = (path) => path.split(sep).join('/');
const beside = (path, other) => `./${slashed(relative(dirname(path), other))}`.replace(/^\.\/\.\.\//, '../');

/** The entry and all that is there once it is: not what `import()` names. */
function importedFrom(entry, { outputs }) {
  const found = new Set([entry]);
  for (const path of found)
    for (const { path: imported, kind } of outputs[path].imports)
      if (kind === 'import-statement' && outputs[imported]) found.add(imported);
  return [...found];
}

/** The entry with all that the start needs, or one part. */
async function finished(path, { entry, texts, start, exported }, options) {
  /** The same name in two pieces is two things: in the joined file each gets one of its own. */
  const joinedName = (piece, name) => `p${start.indexOf(piece)}_${name}`;
  const handedOn = (piece, from, renamed) =>
    `export { ${exported(piece).map((name) => renamed(name, joinedName(piece, name)))} } from '${from}';`;
  const give = (piece) => handedOn(piece, piece, (name, joined) => `${name} as ${joined}`);
  const take = (piece) => handedOn(piece, entry, (name, joined) => `${joined} as ${name}`);
  const fromPieces = {
    name: 'from pieces',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path: asked, kind }) => {
        const piece = [...texts.keys()].find((each) => basename(each) === basename(asked));
        if (piece === undefined) return { path: asked, external: true };
        if (kind === 'dynamic-import') return { path: beside(path, piece), external: true };
        if (piece === path || (path === entry && start.includes(piece)))
          return { path: piece, namespace: 'piece' };
        const isShared = piece !== entry && start.includes(piece);
        return isShared
          ? { path: piece, namespace: 'shared' }
          : { path: beside(path, piece), external: true };
      });
      onLoad({ filter: /.*/, namespace: 'piece' }, ({ path: piece }) => ({ contents: texts.get(piece) }));
      onLoad({ filter: /.*/, namespace: 'shared' }, ({ path: piece }) => ({ contents: take(piece) }));
    },
  };
  const given = path === entry ? start.slice(1).map(give) : [];
  const contents = [`export * from '${path}';`, ...given].join('\n');
  const { outputFiles } = await build({ ...options, plugins: [fromPieces], stdin: { contents } });
  return outputFiles[0].text;
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
