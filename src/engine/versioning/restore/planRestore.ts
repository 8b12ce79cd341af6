import type { AnnotationDoc } from '../../../core/annotation/document';
import { diffDocs, type DocDiff, type InstanceChange } from '../../../core/diff/docDiff';
import { inOrder } from '../inOrder';
import { docOf, type LabelChange } from '../labelVersions';
import { WORKTREE, type Revision } from '../revision';
import { sameLabels } from '../sameLabels';
import type { Versions } from '../versions';

/** An image whose labels are to become what they were; absolute paths. */
export interface RestoreItem {
  readonly imagePath: string;
  /** Where the image was in the version, when it was renamed since. */
  readonly fromImagePath?: string;
}

/** Labels that cannot be restored, and why, in a sentence. */
export interface NotRestored {
  readonly path: string;
  readonly reason: string;
}

/** What restoring a version means for the labels as they are now, counted. */
export interface RestorePlan {
  readonly revision: Revision;
  readonly items: readonly RestoreItem[];
  /** Instances that come back, go away, and become again what they were. */
  readonly returning: number;
  readonly leaving: number;
  readonly changing: number;
  /** Images that have labels now and will have none. */
  readonly emptied: number;
  /** Of `items`, those with labels that are in no commit: what stands there now is nowhere else. */
  readonly uncommitted: readonly string[];
  readonly unreadable: readonly NotRestored[];
}

export interface PlanOptions {
  /** Images and folders, absolute; all labels of the repository unless given. */
  readonly paths?: readonly string[];
  /** Ids of the instances that are to be restored; whole images unless given. */
  readonly instances?: ReadonlySet<string>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (images: number) => void;
}

/** Looks which labels differ from those of a version; changes nothing. Rejects as `Versions` does. */
export async function planRestore(
  versions: Versions,
  revision: Revision,
  { paths, instances, signal, onProgress }: PlanOptions = {},
): Promise<RestorePlan> {
  const options = { signal, ...(paths && { paths }) };
  const tally = new Tally(instances);
  for await (const change of versions.changesBetween(revision, WORKTREE, options)) {
    tally.add(change);
    onProgress?.(tally.items.length);
  }
  return { revision, ...tally.plan(), uncommitted: await uncommitted(versions, tally.items, signal) };
}

class Tally {
  readonly items: RestoreItem[] = [];
  readonly #only: ReadonlySet<string> | undefined;
  readonly #unreadable: NotRestored[] = [];
  #returning = 0;
  #leaving = 0;
  #changing = 0;
  #emptied = 0;

  constructor(only: ReadonlySet<string> | undefined) {
    this.#only = only;
  }

  add({ imagePath, fromImagePath, before, after }: LabelChange): void {
    const unreadable =
      before?.kind === 'unreadable' ? before : after?.kind === 'unreadable' ? after : undefined;
    if (unreadable) return void this.#unreadable.push({ path: unreadable.path, reason: unreadable.reason });
    const diff = diffDocs(docOf(before), docOf(after));
    const changes = diff.instances.filter(({ id }) => this.#only?.has(id) ?? true);
    if (changes.length === 0 && (this.#only || (fromImagePath !== undefined && isSameButName(diff)))) return;
    this.items.push({ imagePath, ...(fromImagePath !== undefined && { fromImagePath }) });
    this.#count(changes);
    if (!this.#only && isEmptied(docOf(before), docOf(after))) this.#emptied++;
  }

  plan(): Omit<RestorePlan, 'revision' | 'uncommitted'> {
    return {
      items: this.items,
      returning: this.#returning,
      leaving: this.#leaving,
      changing: this.#changing,
      emptied: this.#emptied,
      unreadable: this.#unreadable,
    };
  }

  #count(changes: readonly InstanceChange[]): void {
    for (const { before, after } of changes)
      if (!after) this.#returning++;
      else if (!before) this.#leaving++;
      else this.#changing++;
  }
}

/** A renamed image has another name in its labels; that stays. */
function isSameButName({ instances, facts, existence }: DocDiff): boolean {
  return instances.length === 0 && !facts && !existence;
}

function isEmptied(was: AnnotationDoc | undefined, now: AnnotationDoc | undefined): boolean {
  return (now?.annotations.length ?? 0) > 0 && (was?.annotations.length ?? 0) === 0;
}

/** Images looked at the same time. */
const AT_ONCE = 16;

/**
 * Those of the items whose labels on disk are not those of HEAD. Looked at one by one: git tells nothing of files that
 * it ignores now, or was told to take for unchanged. Where there is no HEAD yet there is no version to restore either.
 */
async function uncommitted(
  versions: Versions,
  items: readonly RestoreItem[],
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  if (items.length === 0) return [];
  const head = await versions.resolve('HEAD');
  const look = async ({ imagePath }: RestoreItem): Promise<string | undefined> => {
    const now = await versions.labelsAt(WORKTREE, imagePath);
    return now && !sameLabels(await versions.labelsAt(head, imagePath), now) ? imagePath : undefined;
  };
  const found: string[] = [];
  for await (const path of inOrder(items, AT_ONCE, look, signal)) found.push(path);
  return found;
}
