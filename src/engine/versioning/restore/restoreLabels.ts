import { unlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { emptyDoc, sameValue, type AnnotationDoc } from '../../../core/annotation/document';
import { apply, isEmpty, type Edit } from '../../../core/edit/edit';
import { restoreImage, restoreInstances, type RestoredInstance } from '../../../core/edit/restore';
import { concurrently } from '../../concurrently';
import type { DataSets } from '../../dataset/dataSets';
import { readLocated } from '../../dataset/readSidecar';
import { writeLabels } from '../../dataset/writeLabels';
import { docOf } from '../labelVersions';
import type { Revision } from '../revision';
import type { Versions } from '../versions';
import type { NotRestored, RestoreItem } from './planRestore';
import type { RestoreJournal } from './restoreJournal';

/** Files are synced one by one: a few at once keep the disk busy. */
const AT_ONCE = 8;

export interface RestoreServices {
  readonly versions: Versions;
  readonly dataSets: DataSets;
  /** What is replaced is kept there first. */
  readonly journal?: RestoreJournal;
  /**
   * Takes the edit of an image that is open elsewhere; `make` builds it from the labels as they are there. True when it
   * did: then nothing is written to the disk for that image.
   */
  readonly editOpen?: (imagePath: string, make: (now: AnnotationDoc) => Edit) => Promise<boolean>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, path: string) => void;
}

export interface RestoreOptions {
  /** What undo calls it. */
  readonly label: string;
  /** Only these instances; the whole image unless given. */
  readonly instances?: readonly RestoredInstance[];
}

export interface Restored {
  /** Images whose labels were written to the disk. */
  readonly written: number;
  /** Images that are open: they were edited, and are unsaved. */
  readonly edited: number;
  readonly skipped: readonly NotRestored[];
  /** The signal ended it: the rest is as it was. */
  readonly stopped: boolean;
}

/**
 * Makes the labels of images what they were in a version. Label files are replaced one by one, each at once or not at
 * all; neither the index nor any other file is touched. What cannot be read, now or then, is left alone and named.
 * A signal stops it between two images.
 */
export async function restoreLabels(
  items: readonly RestoreItem[],
  revision: Revision,
  options: RestoreOptions,
  services: RestoreServices,
): Promise<Restored> {
  const skipped: NotRestored[] = [];
  const count = { written: 0, edited: 0, same: 0 };
  let done = 0;
  const one = async (item: RestoreItem): Promise<void> => {
    const outcome = await restoreOne(item, revision, options, services).catch(reasonOf);
    if (outcome === 'written' || outcome === 'edited' || outcome === 'same') count[outcome]++;
    else skipped.push({ path: item.imagePath, reason: outcome.reason });
    services.onProgress?.(++done, item.imagePath);
  };
  await concurrently(items, AT_ONCE, one, services.signal).catch((error: unknown) => {
    if (!services.signal?.aborted) throw error;
  });
  const stopped = services.signal?.aborted === true;
  return { written: count.written, edited: count.edited, skipped, stopped };
}

type Outcome = 'written' | 'edited' | 'same' | { readonly reason: string };

function reasonOf(error: unknown): Outcome {
  return { reason: error instanceof Error ? error.message : String(error) };
}

async function restoreOne(
  { imagePath, fromImagePath = imagePath }: RestoreItem,
  revision: Revision,
  options: RestoreOptions,
  services: RestoreServices,
): Promise<Outcome> {
  const at = await services.versions.labelsAt(revision, fromImagePath);
  if (at?.kind === 'unreadable') return { reason: at.reason };
  const was = docOf(at);
  const make = (now: AnnotationDoc): Edit => editFor(now, was, options);
  if (await services.editOpen?.(imagePath, make)) return 'edited';
  return write(imagePath, was, make, options, services);
}

function editFor(now: AnnotationDoc, was: AnnotationDoc | undefined, options: RestoreOptions): Edit {
  const { label, instances } = options;
  return instances ? restoreInstances(label, now, was, instances) : restoreImage(label, now, was);
}

async function write(
  imagePath: string,
  was: AnnotationDoc | undefined,
  make: (now: AnnotationDoc) => Edit,
  { instances }: RestoreOptions,
  { dataSets, journal }: RestoreServices,
): Promise<Outcome> {
  const location = await dataSets.sidecars.locate(imagePath);
  const read = await readLocated(location);
  if (read.kind === 'broken') return { reason: `${read.path}: ${read.problem.message}` };
  const now = read.kind === 'ok' ? read.doc : undefined;
  if (!instances && !was && !location.store) return remove(location.path, now, journal);
  const target = now ?? emptyDoc({ ...(was?.image ?? NO_IMAGE), file: basename(imagePath) });
  const edit = make(target);
  const doc = instances || !was || location.store ? apply(target, edit).doc : { ...was, image: target.image };
  if (now ? sameValue(now, doc) : isEmpty(edit) && !was) return 'same';
  await journal?.keep(location.path);
  await writeLabels(location, doc);
  await journal?.written(location.path);
  return 'written';
}

const NO_IMAGE = { file: '', widthPx: 0, heightPx: 0 };

/** A version without a sidecar is one without its file. */
async function remove(
  path: string,
  now: AnnotationDoc | undefined,
  journal: RestoreJournal | undefined,
): Promise<Outcome> {
  if (!now) return 'same';
  await journal?.keep(path);
  await unlink(path);
  await journal?.written(path);
  return 'written';
}
