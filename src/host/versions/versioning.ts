import type { DiffRequest, DiffSearch } from '../diff/request';
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
  /** Shows two versions of labels side by side; images that are still looked for join those of the request. */
  readonly showDiff: (request: DiffRequest, search?: DiffSearch) => Promise<void>;
}
