/** Something wrong in a file, for Problems, the command line and error pages. */
export interface Problem {
  readonly severity: 'error' | 'warning' | 'info';
  /** What is wrong and what to do, in one or two sentences. */
  readonly message: string;
  /** 1-based; absent when it concerns the whole file. */
  readonly line?: number;
  /** 1-based, UTF-16 units. */
  readonly column?: number;
  /** Stable name of the rule, e.g. `outside-image`. */
  readonly code: string;
}
