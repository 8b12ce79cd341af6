import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { runGit } from '../../engine/versioning/branches/runGit';
import { settings } from '../settings';

const LIMIT_MS = 5000;

/** Who works on an image's labels, as git would name them in a commit; null where git does not know or may not run. */
export async function authorOf({ path }: { readonly path: string }): Promise<string | null> {
  if (!vscode.workspace.isTrusted) return null;
  try {
    const options = { program: settings.gitPath(), timeoutMs: LIMIT_MS };
    return (await runGit(dirname(path), ['config', '--get', 'user.name'], options)).trim() || null;
  } catch {
    return null;
  }
}
