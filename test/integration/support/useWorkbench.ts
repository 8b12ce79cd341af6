import { tempDataset, type DatasetSpec } from './tempDataset';
import { openWorkbench, type Workbench } from './workbench';

const START_LIMIT_MS = 600_000;

/** Opens one window for the tests of a `describe` block and closes it after them; call the result to get it. */
export function useWorkbench(spec: DatasetSpec): () => Workbench {
  let bench: Workbench | undefined;
  before(async function () {
    this.timeout(START_LIMIT_MS);
    bench = await openWorkbench(tempDataset(spec));
  });
  after(() => bench?.close());
  return () => {
    if (!bench) throw new Error('the window is open only while tests run');
    return bench;
  };
}
