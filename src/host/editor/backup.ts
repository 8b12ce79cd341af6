import type { AnnotationDoc } from '../../core/annotation/document';
import { parseSidecar, printSidecar } from '../../core/annotation/sidecar';
import type { UnsavedLabels } from './openLabels';

/** Unsaved labels as VS Code keeps them over a restart: both documents as sidecars, and the base's hash. */
interface BackupFile {
  readonly relabelBackup: 1;
  /** Path of the image. */
  readonly image: string;
  readonly ours: string;
  readonly base: string;
  /** null when there was no sidecar. */
  readonly baseHash: string | null;
}

export function printBackup({ doc, base }: UnsavedLabels, imagePath: string): string {
  const file: BackupFile = {
    relabelBackup: 1,
    image: imagePath,
    ours: printSidecar(doc),
    base: printSidecar(base.doc),
    baseHash: base.hash ?? null,
  };
  return JSON.stringify(file);
}

/** The labels of a backup; a sentence that says what is wrong when it cannot be read. */
export function parseBackup(text: string): UnsavedLabels | string {
  const file = backupFile(text);
  if (!file) return 'it is not a backup of this version of Relabel';
  const doc = documentIn(file.ours);
  const base = documentIn(file.base);
  if (!doc || !base) return 'its labels cannot be read';
  return { doc, base: { doc: base, hash: file.baseHash ?? undefined } };
}

/** The path of the image that a backup belongs to; undefined when the text is none. */
export function imageOfBackup(text: string): string | undefined {
  return backupFile(text)?.image;
}

function backupFile(text: string): BackupFile | undefined {
  try {
    const value = JSON.parse(text) as Partial<BackupFile> | null;
    const { relabelBackup, image, ours, base, baseHash } = value ?? {};
    if (
      relabelBackup !== 1 ||
      typeof image !== 'string' ||
      typeof ours !== 'string' ||
      typeof base !== 'string'
    )
      return undefined;
    if (baseHash !== null && typeof baseHash !== 'string') return undefined;
    return { relabelBackup, image, ours, base, baseHash };
  } catch {
    return undefined;
  }
}

function documentIn(text: string): AnnotationDoc | undefined {
  const parsed = parseSidecar(text);
  return parsed.ok ? parsed.doc : undefined;
}
