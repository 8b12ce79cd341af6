import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { repoRoot } from '../repoRoot';
import { failed, passed, type Outcome } from './level';

/** Packages that only one place may import, whatever else the compiler would let through. */
const RULES: readonly { readonly packages: RegExp; readonly only: RegExp; readonly name: string }[] = [
  {
    name: 'only src/worker imports sharp and onnxruntime-node',
    packages: /^(sharp|onnxruntime-node|onnxruntime-common|@img\/.*)$/,
    only: /^src\/worker\//,
  },
  {
    name: 'only webview/ui/controls.ts imports the widget toolkit',
    packages: /^@vscode\/webview-ui-toolkit(\/|$)/,
    only: /^webview\/ui\/controls\.ts$/,
  },
  {
    name: 'only src/extension.ts and src/host import vscode',
    packages: /^vscode$/,
    only: /^src\/(extension\.ts$|host\/)/,
  },
];

/** One outcome per rule, over every import, require and import() in src and webview. */
export function importRules(): Outcome[] {
  const files = ['src', 'webview'].flatMap(sourceFiles).map((path) => ({ path, imports: importsOf(path) }));
  return RULES.map(({ name, packages, only }) => {
    const against = files.filter(
      ({ path, imports }) => !only.test(path) && imports.some((one) => packages.test(one)),
    );
    return against.length === 0 ? passed(name) : failed(name, against.map(({ path }) => path).join('\n'));
  });
}

function sourceFiles(folder: string): string[] {
  if (!existsSync(join(repoRoot, folder))) return [];
  return readdirSync(join(repoRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(repoRoot, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

function importsOf(path: string): string[] {
  const text = readFileSync(join(repoRoot, path), 'utf8');
  return ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);
}
