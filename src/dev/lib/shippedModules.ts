import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ShippedModule {
  /** Folder below node_modules. */
  readonly path: string;
  /** Whether a file or folder ships; its path is relative to the module, '' for the module itself. */
  readonly keep: (path: string) => boolean;
}

/** Needed only while npm installs it, to download GPU libraries. */
const INSTALL_TIME_ONLY = new Set(['adm-zip', 'global-agent']);

/** The two native packages and what they load at run time; everything else is inside the bundles. */
export function shippedModules(nodeModules: string, platform: string, arch: string): ShippedModule[] {
  const names = new Set<string>();
  for (const root of ['sharp', 'onnxruntime-node']) collect(nodeModules, root, names);
  return [...names]
    .filter((name) => !isOtherPlatform(name, platform, arch))
    .map((path) => ({ path, keep: keepRule(path, platform, arch) }));
}

function collect(nodeModules: string, name: string, into: Set<string>): void {
  const manifestPath = join(nodeModules, name, 'package.json');
  if (into.has(name) || INSTALL_TIME_ONLY.has(name) || !existsSync(manifestPath)) return;
  into.add(name);
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as Record<string, Record<string, string>>;
  const needs = { ...manifest['dependencies'], ...manifest['optionalDependencies'] };
  for (const need of Object.keys(needs)) collect(nodeModules, need, into);
}

function isOtherPlatform(name: string, platform: string, arch: string): boolean {
  return name.startsWith('@img/sharp-') && !name.endsWith(`${platform}-${arch}`);
}

function keepRule(name: string, platform: string, arch: string): (path: string) => boolean {
  if (name === 'sharp') return (path) => !/^(src|install)(\/|$)/.test(path);
  if (name === 'onnxruntime-node') return (path) => keepOnnx(path, `bin/napi-v6/${platform}/${arch}`);
  if (name === 'onnxruntime-common') return (path) => !/^(lib|dist\/esm)(\/|$)|\.map$/.test(path);
  return (path) => !/\.(map|md|d\.ts)$/.test(path) || /licen[cs]e|notice/i.test(path);
}

function keepOnnx(path: string, binaries: string): boolean {
  if (/^(script|lib)(\/|$)|\.map$/.test(path)) return false;
  return !path.startsWith('bin/') || binaries.startsWith(path) || path.startsWith(`${binaries}/`);
}
