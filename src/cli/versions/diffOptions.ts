import type { Revision } from '../../engine/versioning/revision';
import type { Versions } from '../../engine/versioning/versions';
import type { DiffForm } from './diffPrinter';

export interface DiffOptions {
  readonly form: DiffForm;
  /** Where a report is written. */
  readonly html: string | undefined;
  readonly title: string | undefined;
  readonly maxImages: number;
  readonly staged: boolean;
  readonly balance: boolean;
  readonly exitCode: boolean;
}

/** What the two versions are called, and where their images come from. */
export interface Sides {
  readonly from: Revision;
  readonly to: Revision;
  /** Absent: files without a repository. */
  readonly versions?: Versions;
}
