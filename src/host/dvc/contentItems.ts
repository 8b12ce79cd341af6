import * as vscode from 'vscode';
import type { DataChoice } from '../../engine/versioning/version/dataChoices';
import type { VersionState } from '../../engine/versioning/version/versionState';
import type { DataTools } from './dataTools';

/** What a version can take in: data, or the label files. */
export interface ContentItem extends vscode.QuickPickItem {
  readonly data?: DataChoice;
  readonly labels?: readonly string[];
  /** For the commit message. */
  readonly words: string;
}

/** What changed and can be versioned; data only where there is a DVC program. */
export function contentItems(
  { dvc }: DataTools,
  { data, labels }: VersionState,
  fresh: readonly DataChoice[],
): readonly ContentItem[] {
  return [
    ...(dvc ? [...data, ...fresh].map(dataItem) : []),
    ...(labels.files.length > 0 ? [labelsItem(labels)] : []),
  ];
}

function dataItem(data: DataChoice): ContentItem {
  return {
    data,
    label: data.title,
    words: data.title,
    description:
      data.targets.length === 0
        ? vscode.l10n.t('recorded by DVC already')
        : vscode.l10n.t('images, with DVC'),
    picked: data.isSuggested,
    ...(data.note !== undefined && { detail: data.note }),
  };
}

function labelsItem({ files, text }: VersionState['labels']): ContentItem {
  return {
    labels: files.filter(({ change }) => change !== 'conflicted').map(({ path }) => path),
    label: text,
    words: text,
    description: vscode.l10n.t('labels, with git'),
    picked: true,
  };
}
