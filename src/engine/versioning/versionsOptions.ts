/** How the versions of a repository are read. */
export interface VersionsOptions {
  /** The git program; the built-in Git extension's `git.path`. */
  readonly program?: string | undefined;
  /** Of the hook that this runs in, and the folder it does that in; nothing when it is none of the repository's. */
  readonly hook?: {
    readonly variables: Readonly<Record<string, string | undefined>>;
    readonly folder: string;
  };
  /** Ends everything. */
  readonly signal?: AbortSignal | undefined;
}
