import type { DiffRequest } from '../diff/request';
import type { AsOf } from './asOf/asOf';
import type { HistoryView } from './history/historyView';
import type { Repositories } from './repositories';
import type { LastRestore } from './restore/lastRestore';

/** What commands about versions work with. */
export interface Versioning {
  readonly repositories: Repositories;
  readonly history: HistoryView;
  readonly asOf: AsOf;
  readonly lastRestore: LastRestore;
  /** Shows two versions of labels side by side. */
  readonly showDiff: (request: DiffRequest) => Promise<void>;
}
