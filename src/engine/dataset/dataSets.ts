import { askGit, NO_GIT } from './gitIgnored';
import { schemaFiles, type SchemaFiles } from './schemaFile';
import { sidecars, type Sidecars } from './sidecars';

/** Everything that answers questions about where labels and their rules are. */
export interface DataSets {
  readonly schemas: SchemaFiles;
  readonly sidecars: Sidecars;
  /** Call when `relabel.yaml`, `.gitignore` or `.dvc` files changed. */
  forget(): void;
}

export interface DataSetOptions {
  /** The git program; undefined when git must not be run (untrusted folder) or is not there. */
  readonly git?: string | undefined;
  /** Workspace folders: without a repository, data set files are looked for up to these. */
  readonly roots?: () => readonly string[];
}

export function dataSets(options: DataSetOptions): DataSets {
  const schemas = schemaFiles(options.roots);
  const places = sidecars({
    askGit: options.git === undefined ? NO_GIT : askGit(options.git),
    async placeOf(folder) {
      const file = await schemas.nearest(folder);
      return file && { place: file.schema.sidecars, root: file.folder };
    },
  });
  return {
    schemas,
    sidecars: places,
    forget() {
      schemas.forget();
      places.forget();
    },
  };
}
