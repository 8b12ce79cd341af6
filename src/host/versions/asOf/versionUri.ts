import { basename } from 'node:path';
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { CommitRevision } from '../../../engine/versioning/revision';

/** Addresses of images as they were at a commit; only our own file system knows them. */
export const VERSION_SCHEME = 'relabel-version';

/** An image at a commit. */
export interface VersionFile {
  readonly revision: CommitRevision;
  /** Absolute, as if the commit were checked out. */
  readonly imagePath: string;
}

const Query = v.object({
  commit: v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/)),
  name: v.string(),
  path: v.string(),
});

/** The address; what VS Code shows of it is "v1 · cat.jpg". */
export function versionUri({ revision: { commit, name }, imagePath }: VersionFile): vscode.Uri {
  const folder = vscode.Uri.joinPath(vscode.Uri.file(imagePath), '..');
  const title = `${name.replaceAll(/[\\/]/g, '∕')} · ${basename(imagePath)}`;
  const query = JSON.stringify({ commit, name, path: imagePath });
  return vscode.Uri.joinPath(folder, title).with({ scheme: VERSION_SCHEME, query });
}

/** Undefined when the address is none of ours: it may come from anywhere. */
export function parseVersionUri({ scheme, query }: vscode.Uri): VersionFile | undefined {
  if (scheme !== VERSION_SCHEME) return undefined;
  try {
    const { commit, name, path } = v.parse(Query, JSON.parse(query));
    return { revision: { kind: 'commit', commit, name }, imagePath: path };
  } catch {
    return undefined;
  }
}
