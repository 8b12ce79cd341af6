import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backend } from './backend';
import { eventually } from './eventually';

/** Waits until a backup of unsaved labels that holds all these texts is on the disk: then the window may go away. */
export async function expectBackup(...texts: readonly string[]): Promise<void> {
  const { home } = await backend();
  const wanted = ['"relabelBackup"', ...texts.map((text) => JSON.stringify(text).slice(1, -1))];
  await eventually(`a backup holds ${texts.join(' and ')}`, () =>
    filesBelow(home, 'relabel.relabel').some((path) => holds(path, wanted)),
  );
}

/** Takes all backups away, as a save does that VS Code has not heard of. */
export async function deleteBackups(): Promise<void> {
  const { home } = await backend();
  for (const path of filesBelow(home, 'relabel.relabel')) rmSync(path);
}

function holds(path: string, texts: readonly string[]): boolean {
  const content = readFileSync(path, 'utf8');
  return texts.every((text) => content.includes(text));
}

function filesBelow(home: string, folder: string): string[] {
  return readdirSync(home, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.parentPath.endsWith(folder))
    .map((entry) => join(entry.parentPath, entry.name));
}
