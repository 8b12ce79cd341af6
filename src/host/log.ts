import * as vscode from 'vscode';

/** The one output channel, "Relabel". */
export type Log = vscode.LogOutputChannel;

export function openLog(): Log {
  return vscode.window.createOutputChannel('Relabel', { log: true });
}

/** A sentence for people from whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
