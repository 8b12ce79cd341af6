import * as vscode from 'vscode';
import type { CompanionCalls, ProblemInfo, TabInfo } from './protocol';

const SEVERITIES = ['error', 'warning', 'information', 'hint'] as const;

/** The answers, from inside the extension host. */
export const calls: {
  readonly [K in keyof CompanionCalls]: (...args: Parameters<CompanionCalls[K]>) => unknown;
} = {
  executeCommand: (command, ...args) => vscode.commands.executeCommand(command, ...args.map(revive)),
  isActive: (extensionId) => vscode.extensions.getExtension(extensionId)?.isActive ?? false,
  tabs: () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(tabInfo)),
  problems: (path) => vscode.languages.getDiagnostics(vscode.Uri.file(path)).map(problemInfo),
  externalUri: async (extensionId, pathAndQuery) => {
    const uri = vscode.Uri.parse(`${vscode.env.uriScheme}://${extensionId}${pathAndQuery}`);
    // Encoded as an address is when it is opened.
    return (await vscode.env.asExternalUri(uri)).toString(true);
  },
  setting: (name) => vscode.workspace.getConfiguration().get(name),
  updateSetting: (name, value) =>
    vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Workspace),
};

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  const path = typeof value === 'object' && value !== null && '$path' in value ? value.$path : undefined;
  return typeof path === 'string' ? vscode.Uri.file(path) : value;
}

function tabInfo(tab: vscode.Tab): TabInfo {
  const input = tab.input;
  const uri =
    input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : undefined;
  const viewType = input instanceof vscode.TabInputCustom ? input.viewType : undefined;
  return { label: tab.label, path: uri?.fsPath, viewType, isActive: tab.isActive, isDirty: tab.isDirty };
}

function problemInfo(found: vscode.Diagnostic): ProblemInfo {
  const { line, character: column } = found.range.start;
  const code = typeof found.code === 'object' ? String(found.code.value) : found.code?.toString();
  return {
    message: found.message,
    line,
    column,
    severity: SEVERITIES[found.severity],
    source: found.source,
    code,
  };
}
