/** What is wrong with a text, and where. */
export interface ScanError {
  readonly offset: number;
  readonly message: string;
}
