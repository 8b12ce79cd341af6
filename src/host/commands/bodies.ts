// What commands do that nobody needs in the first seconds: loaded when one of them is first run.

import { nextConflictImage as toConflict } from '../branches/nextConflict';
import { restoreInstanceLabels } from '../versions/restore/restoreCommands';

export { proposeLabels } from '../branches/propose';
export { stageResolved } from '../branches/stageResolved';
export { startLabellingBranch } from '../branches/startBranch';
export { compareWithHead } from '../diff/compareWithHead';
export { openOnDagsHub } from '../dvc/dagshub';
export { showDataSetVersions } from '../dvc/dataSetVersions';
export { pullFolder } from '../dvc/pull';
export { pushData } from '../dvc/pushData';
export { setUpDagsHub } from '../dvc/setUpDagsHub';
export { versionData } from '../dvc/versionData';
export { exportLabels } from '../formats/exportLabels';
export { importLabels } from '../formats/importLabels';
export { setUpGit } from '../git/setUpGit';
export { chooseReview } from '../review/chooseReview';
export { openLabelsAsOf, openVersionImage, openWorkingCopy } from '../versions/asOf/asOfCommands';
export {
  compareVersions,
  compareWithVersion,
  compareWithWorkingTree,
} from '../versions/compare/compareCommands';
export { compareLabelFiles } from '../versions/compare/compareFiles';
export { showAddress } from '../versions/compare/showAddress';
export { copyCommitHash, showChange, showHistory } from '../versions/history/historyCommands';
export { openCommitOnRemote } from '../versions/history/openCommit';
export { exportReport } from '../versions/report/exportReport';
export { restoreAllLabels, restoreImageLabels } from '../versions/restore/restoreCommands';
export { undoLastRestore } from '../versions/restore/restoreSet';
export { commitLabels, commitLabelsAs } from './commit';
export { copyDiagnostics } from './diagnosticsReport';
export { fetchImage } from './fetchImage';
export { initDataSet } from './initDataSet';
export { chooseModel, useOnnxModel } from './model';

export const nextConflictImage = toConflict(1);
export const previousConflictImage = toConflict(-1);
export const restoreInstance = restoreInstanceLabels('after');
export const restoreInstanceBefore = restoreInstanceLabels('before');
