/** `vscode.l10n.t`, handed in where texts are made without VS Code. */
export type Translate = (message: string, ...args: (string | number | boolean)[]) => string;
