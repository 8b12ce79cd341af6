import type { AlignRow } from './alignRows';
import type { Span } from './shallowJson';

/** How the values of one place in a JSON format are merged. */
export interface JsonRule {
  /** Rules of members by name; others have none. */
  readonly members?: Readonly<Record<string, JsonRule>>;
  /** Members that are one value together: half of one version's and half of the other's would be neither. */
  readonly together?: readonly (readonly string[])[];
  /** The value is a list of rows of this kind; a list without it is one value. */
  readonly rows?: RowRule;
}

export interface RowRule {
  /** Tells which row of another version this one was. */
  row(text: string, span: Span): AlignRow;
  readonly rule: JsonRule;
}
