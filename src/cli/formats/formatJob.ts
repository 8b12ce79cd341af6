import type { ConversionRequest, ConversionResult } from '../../engine/formats/conversion';
import { convert } from '../../engine/formats/convert';
import type { Follower } from '../../engine/formats/countingReport';
import { findFormats, type FindRequest, type FoundFormats } from '../../engine/formats/findFormats';
import { importLabels, type ImportRequest, type ImportResult } from '../../engine/formats/importLabels';
import { readProblems, type ProblemsRequest, type ReadProblems } from '../../engine/formats/readProblems';

import { splitLists, type SplitLists, type SplitListsRequest } from '../../engine/formats/splitLists';

/** Work on label files that blocks its thread: plain values, so that they can be sent to another one. */
export interface FormatJobs {
  convert(request: ConversionRequest, follower: Follower): ConversionResult;
  find(request: FindRequest, follower: Follower): FoundFormats;
  import(request: ImportRequest, follower: Follower): Promise<ImportResult>;
  split(request: SplitListsRequest, follower: Follower): Promise<SplitLists>;
  problems(request: ProblemsRequest, follower: Follower): ReadProblems;
}

export type JobName = keyof FormatJobs;
export type JobRequest<N extends JobName> = Parameters<FormatJobs[N]>[0];
export type JobResult<N extends JobName> = Awaited<ReturnType<FormatJobs[N]>>;

export const FORMAT_JOBS: FormatJobs = {
  convert,
  find: findFormats,
  import: importLabels,
  split: splitLists,
  problems: readProblems,
};
