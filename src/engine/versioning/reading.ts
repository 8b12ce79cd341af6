// What reads versions of labels, in one piece for those who load it when it is first needed.
export { commitTimeMs } from './commitTime';
export { openGit } from './git';
export { openVersions } from './versions';
