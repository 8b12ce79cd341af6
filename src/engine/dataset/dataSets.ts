import type { Problem } from '../../core/problem';
import type { SidecarPlace } from '../../core/schema/labelSchema';
import { DISK, type Files } from './files';
import { askGit, NO_GIT } from './gitIgnored';
import { schemaFiles, type SchemaFile, type SchemaFiles } from './schemaFile';
import { schemaFor } from './schemaFor';
import { sidecars, type Sidecars } from './sidecars';
import { labelStores, type LabelStores } from './stores/stores';
import { withStores } from './stores/withStores';

/** Everything that answers questions about where labels and their rules are. */
export interface DataSets {
  readonly schemas: SchemaFiles;
  /** Where the labels of images are: in sidecars, or in files of other formats that are edited in place. */
  readonly sidecars: Sidecars;
  /** Where sidecars are or would be, whatever other label files there are. */
  readonly ownSidecars: Sidecars;
  readonly stores: LabelStores;
  /** The rules for an image's labels: of `relabel.yaml`, else of the file that lists the classes of its store. */
  schemaFor(imagePath: string): Promise<SchemaFile | undefined>;
  /** Call when `relabel.yaml`, `.gitignore` or `.dvc` files changed. */
  forget(): void;
}

export interface DataSetOptions {
  /** Those on disk when absent. */
  readonly files?: Files;
  /** The git program; undefined when git must not be run (untrusted folder) or is not there. */
  readonly git?: string | undefined;
  /** Workspace folders: without a repository, data set files are looked for up to these. */
  readonly roots?: () => readonly string[];
}

export function dataSets(options: DataSetOptions): DataSets {
  const { files = DISK } = options;
  const schemas = schemaFiles(options.roots, files);
  const lastGood = lastGoodPlaces();
  const places = sidecars({
    files,
    askGit: options.git === undefined ? NO_GIT : askGit(options.git),
    async placeOf(folder) {
      const file = await schemas.nearest(folder);
      return file && { place: lastGood(file), root: file.folder };
    },
  });
  const stores = labelStores({
    files,
    roots: options.roots ?? (() => []),
    async choiceOf(folder) {
      const file = await schemas.nearest(folder);
      return file && { choice: file.schema.labels, root: file.folder };
    },
  });
  const forget = (): void => {
    schemas.forget();
    places.forget();
    stores.forget();
  };
  const sidecarsOrStores = { ...withStores(places, stores, files), forget };
  return {
    schemas,
    sidecars: sidecarsOrStores,
    ownSidecars: places,
    stores,
    schemaFor: (imagePath) => schemaFor(imagePath, schemas, sidecarsOrStores),
    forget,
  };
}

/**
 * What a data set file last said of the sidecars' place holds on while it is broken (git's conflict markers, an edit
 * half done); a file that was never understood leaves the place unknown.
 */
function lastGoodPlaces(): (file: SchemaFile) => SidecarPlace {
  const known = new Map<string, SidecarPlace>();
  return ({ path, schema: { sidecars: place } }) => {
    if (place.place === 'unknown')
      return known.get(path) ?? { place: 'unknown', problem: asReason(path, place.problem) };
    known.set(path, place);
    return place;
  };
}

/** Code of the problem of an image whose labels may be anywhere. */
export const UNKNOWN_PLACE = 'unknown-place';

/** Told about an image, so the file and line are part of the text. */
function asReason(path: string, { line = 1, message }: Problem): Problem {
  return {
    severity: 'error',
    code: UNKNOWN_PLACE,
    message: `Where the labels are is said in ${path}, which cannot be understood. Fix it there: line ${line}: ${message}`,
  };
}
