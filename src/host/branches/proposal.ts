import type { DefaultBranch, Remote } from '../../engine/versioning/branches/branches';

/** What is pushed, and where it is to go. */
export interface Proposal {
  readonly root: string;
  readonly branch: string;
  readonly remote: Remote;
  readonly base: DefaultBranch | undefined;
}
