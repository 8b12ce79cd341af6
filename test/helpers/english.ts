/** Stands in for `vscode.l10n.t`: the English text with its places filled. */
export function english(message: string, ...args: (string | number | boolean)[]): string {
  return message.replace(/\{(\d+)\}/g, (place, index: string) => String(args[Number(index)] ?? place));
}
