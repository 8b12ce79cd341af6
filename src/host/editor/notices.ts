import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { MergeConflict } from '../../core/annotation/merge';
import type { DiskOutcome } from './openLabels';

/** A quiet line in the editor. */
export interface Notice {
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
}

const MAX_NAMED = 5;

/** What to tell about a change on disk; a plain reload needs no words. */
export function diskNotice(outcome: DiskOutcome, sidecarPath: string): Notice | undefined {
  const file = basename(sidecarPath);
  if (outcome.kind === 'merged') return merged(outcome.conflicts, file);
  if (outcome.kind !== 'kept') return undefined;
  return outcome.problem ? unreadable(outcome.problem.message, file) : deleted(file);
}

function merged(conflicts: readonly MergeConflict[], file: string): Notice {
  const message = vscode.l10n.t('{0} changed on disk while labels were unsaved: both were merged.', file);
  if (conflicts.length === 0) return { severity: 'info', message };
  const named = conflicts.slice(0, MAX_NAMED).map(({ id = file, what }) => `${id} (${what})`);
  const more = conflicts.length > MAX_NAMED ? ', …' : '';
  const clash = vscode.l10n.t(
    'Changed on both sides: {0}{1}. Yours stands until you decide.',
    named.join(', '),
    more,
  );
  return { severity: 'warning', message: `${message} ${clash}` };
}

function deleted(file: string): Notice {
  const message = vscode.l10n.t(
    '{0} was deleted on disk. Your unsaved labels are kept; saving writes it anew.',
    file,
  );
  return { severity: 'warning', message };
}

function unreadable(reason: string, file: string): Notice {
  const message = vscode.l10n.t(
    '{0} can no longer be read ({1}). Your unsaved labels are kept; they can be saved once the file is mended or deleted.',
    file,
    reason,
  );
  return { severity: 'error', message };
}
