import * as vscode from 'vscode';
import type { VersionPlan } from '../../core/versioning/plan';
import type { DataChoice } from '../../engine/versioning/version/dataChoices';
import type { VersionState } from '../../engine/versioning/version/versionState';
import { inTurn } from '../steps/inTurn';
import { contentItems, type ContentItem } from './contentItems';
import type { DataTools } from './dataTools';
import { planQuestions, type PlanAnswers } from './planQuestions';

/** What the user wants in the version; data as it was chosen. */
export type AskedPlan = Omit<VersionPlan, 'data'> & { readonly data: readonly DataChoice[] };

/**
 * Asks step by step, with a way back to each; undefined when the user stops, or when there is nothing to version, which
 * is said.
 */
export async function askPlan(
  tools: DataTools,
  state: VersionState,
  fresh: readonly DataChoice[],
): Promise<AskedPlan | undefined> {
  const items = contentItems(tools, state, fresh);
  if (tools.absent !== undefined && state.data.length > 0)
    void vscode.window.showWarningMessage(vscode.l10n.t('Images are left out. {0}', tools.absent));
  if (items.length === 0) {
    const text = vscode.l10n.t('There is nothing to version: images and labels are as committed.');
    void vscode.window.showInformationMessage(text);
    return undefined;
  }
  const answers = await inTurn(startWith(items), planQuestions(tools, items));
  return answers && planOf(tools, answers);
}

function startWith(items: readonly ContentItem[]): PlanAnswers {
  return { content: items.filter(({ picked }) => picked), then: [] };
}

function planOf({ dvc }: DataTools, { content, message, then, pushGit, tag, notes }: PlanAnswers): AskedPlan {
  return {
    data: content.flatMap(({ data }) => data ?? []),
    labels: content.flatMap(({ labels }) => labels ?? []),
    message: message?.text ?? '',
    ...(then.includes('tag') && { tag: { name: tag ?? '', notes: notes ?? '' } }),
    pushData: then.includes('push') && dvc !== undefined,
    ...(then.includes('push') && pushGit && { pushGit }),
  };
}
