import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What esbuild says of a bundle; the paths of its inputs are relative to where it ran. */
export interface Metafile {
  readonly inputs: Readonly<Record<string, unknown>>;
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly homepage?: string;
  readonly author?: string | { readonly name?: string };
}

const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const LICENCE_FILE = /^(licen[cs]e|copying|notice|third-?party)/i;
const RULE = '-'.repeat(80);
const HEAD = `Relabel contains the following packages, each under the licence that follows it. Native packages below
out/node_modules carry theirs in their own folders.`;

/** The names, versions and licences of all packages that the bundles are made of, sorted by name. */
export function thirdPartyNotices(bundles: readonly Metafile[], root: string): string {
  const folders = new Set(bundles.flatMap(({ inputs }) => Object.keys(inputs).flatMap(packageOf)));
  const notices = new Set([...folders].sort().map((folder) => noticeOf(join(root, folder))));
  return `${[HEAD, ...notices].join(`\n\n${RULE}\n\n`)}\n`;
}

/** The folder of the package that a file belongs to; none for files of our own. */
function packageOf(input: string): readonly string[] {
  const folder = PACKAGE.exec(input)?.[1];
  return folder === undefined ? [] : [folder];
}

function noticeOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const { name = folder, version = '', license = 'unknown', homepage, author } = manifest;
  const by = typeof author === 'string' ? author : author?.name;
  const facts = [`${name} ${version}`, `Licence: ${license}`, by && `By: ${by}`, homepage];
  return [facts.filter(Boolean).join('\n'), ...licencesIn(folder)].join('\n\n');
}

function licencesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map(({ name }) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
}
