import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { backend } from './backend';
import { eventually } from './eventually';

/**
 * Waits until VS Code keeps unsaved labels in which this text stands, and has noted where: then a window may be
 * closed or killed.
 */
export async function expectBackup(text: string): Promise<void> {
  const { home } = await backend();
  const wanted = JSON.stringify(text).slice(1, -1);
  await eventually(`a backup holds ${text}`, () => {
    const ours = filesBelow(home, 'workspaceStorage').filter((path) =>
      holds(path, '"relabelBackup"', wanted),
    );
    const notes = filesBelow(home, 'Backups');
    return ours.some((path) => notes.some((note) => holds(note, basename(path))));
  });
}

function holds(path: string, ...texts: readonly string[]): boolean {
  const content = readFileSync(path, 'utf8');
  return texts.every((text) => content.includes(text));
}

function filesBelow(home: string, folder: string): string[] {
  return readdirSync(home, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && `${entry.parentPath}${sep}`.includes(`${sep}${folder}${sep}`))
    .map((entry) => join(entry.parentPath, entry.name));
}
