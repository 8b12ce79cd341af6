import type * as vscode from 'vscode';
import type { DataSets } from '../../engine/dataset/dataSets';
import type { Workers } from '../../engine/workers';
import type { NotPushed } from '../dvc/notPushed';
import type { Detection } from '../detection';
import type { OpenEditors } from '../editor/openEditors';
import type { ImageLists } from '../imageLists';
import type { Log } from '../log';
import type { ModelChoice } from '../modelChoice';
import type { Versioning } from '../versions/versioning';

/** What commands work with. */
export interface CommandServices {
  readonly log: Log;
  readonly context: vscode.ExtensionContext;
  readonly dataSets: () => DataSets;
  readonly editors: OpenEditors;
  readonly lists: ImageLists;
  readonly models: ModelChoice;
  readonly detection: Detection;
  readonly workers: () => Workers;
  readonly notPushed: NotPushed;
  /** Labels of other versions: history, comparisons, restoring. */
  readonly versions: Versioning;
  /** Changed labels that somebody goes through. */
  readonly review: ReviewCommands;
  /** Something was committed, staged or fetched: what is shown of the repository is to be read again. */
  readonly repositoryChanged: () => void;
}

/** A review of changed labels, as commands drive it. */
export interface ReviewCommands {
  begin(services: CommandServices): Promise<void>;
  /** To the next or the previous image that changed. */
  go(step: 1 | -1): Promise<void>;
  end(services: CommandServices): Promise<void>;
}
