import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePng, type PngSpec } from '../../helpers/png';
import { git } from '../../helpers/gitRepo';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

export interface DatasetSpec {
  /** PNG files by name; an empty spec part means 320 x 240 pixels, RGB, a gradient. */
  readonly images: Readonly<Record<string, Partial<PngSpec>>>;
  /** Other files by path: relabel.yaml, sidecars, … */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Opens images with Relabel on a click, as an initialised data set does. */
  readonly takeOver?: boolean;
  /** Makes a git repository and commits everything. */
  readonly git?: boolean;
}

const TAKE_OVER = { 'workbench.editorAssociations': { '*.png': 'relabel.editor' } };

/** A fresh folder with images made on the fly; removed when the run ends. */
export function tempDataset(spec: DatasetSpec): string {
  const folder = tempFolder();
  for (const [name, image] of Object.entries(spec.images))
    writeFileSync(join(folder, name), encodePng({ widthPx: 320, heightPx: 240, ...image }));
  if (spec.files) writeFiles(folder, spec.files);
  if (spec.takeOver) writeFiles(folder, { '.vscode/settings.json': JSON.stringify(TAKE_OVER) });
  if (spec.git) commitAll(folder);
  return folder;
}

/** The identity is the repository's own, so that commits made through the editor work on any machine. */
function commitAll(folder: string): void {
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'config', 'user.name', 'Test');
  git(folder, 'config', 'user.email', 'test@example.org');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'Images');
}
