/** How the versions of a repository are read. */
export interface VersionsOptions {
  /** The git program; the built-in Git extension's `git.path`. */
  readonly program?: string | undefined;
  /** Ends everything. */
  readonly signal?: AbortSignal | undefined;
}
