import { compareCodePoints } from '../../dataset/pathOrder';

/** Folders for class names: what a file system or loader takes for something else is replaced. Names stay apart. */
export class FolderNames {
  readonly #byName = new Map<string, string>();
  readonly #taken = new Set<string>();

  /** The folder of a class, the same each time. */
  of(name: string): string {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const safe = safeName(name);
    let folder = safe;
    for (let n = 2; this.#taken.has(folder); n++) folder = `${safe}_${n}`;
    this.#taken.add(folder);
    this.#byName.set(name, folder);
    return folder;
  }

  /** All folders in the order in which loaders number them. */
  get sorted(): readonly string[] {
    return [...this.#taken].sort(compareCodePoints);
  }
}

function safeName(name: string): string {
  const plain = name
    .replace(/[\u0000-\u001f\u007f\\/:*?"<>|]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, (edge) => '_'.repeat(edge.length));
  return plain === '' ? '_' : plain;
}

const SPLITS: ReadonlyMap<string, string> = new Map([
  ['train', 'train'],
  ['val', 'val'],
  ['valid', 'val'],
  ['validation', 'val'],
  ['test', 'test'],
]);
/** Holds what belongs to no split where other images do. */
export const UNSPLIT = 'unsplit';

/** True when a folder's name is that of a split. */
export function isSplitFolder(name: string): boolean {
  return SPLITS.has(name) || name === UNSPLIT;
}

/** The split of a folder; a name of the source's own stays. */
export function splitOfFolder(name: string): string | undefined {
  return name === UNSPLIT ? undefined : (SPLITS.get(name) ?? name);
}

/** The folder of a split. */
export function folderOfSplit(split: string | undefined): string {
  return split === undefined ? UNSPLIT : safeName(SPLITS.get(split) ?? split);
}
