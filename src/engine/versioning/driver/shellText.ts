/** A text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A text in the value of `merge.NAME.driver`, where git has placeholders of its own. */
export function driverText(text: string): string {
  return text.replaceAll('%', '%%');
}
