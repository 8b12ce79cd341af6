import { FLAGS, type Flag } from '../../annotation/annotation';
import { FIELDS, type Field, type Holds } from '../holds';

/** What the user may choose about lowering, and the family that is written. */
export interface LowerOptions {
  /** The format's family: what others alone understand counts as lost. Without one nothing of that is counted. */
  readonly family?: string;
  /**
   * What becomes of a model's proposals that nobody accepted where the format has no mark for them: they are left out
   * (unless told, because training data must not learn from guesses), or written as if they were labels (for
   * predictions that are to be evaluated).
   */
  readonly proposals?: 'drop' | 'include';
}

/** What `holds` says, ready to be asked for every annotation. */
export interface Plan {
  readonly holds: Holds;
  readonly options: LowerOptions;
  /** Facts that need a look, in a list that is short where the format holds much. */
  readonly lost: readonly (Flag | Field)[];
  readonly holdsGroups: boolean;
  readonly holdsRings: boolean;
  readonly allowed: ReadonlySet<string>;
}

export function planOf(holds: Holds, options: LowerOptions): Plan {
  const held = new Set<string>([...holds.flags, ...holds.fields]);
  // In what is flat the order is kept as what covers what.
  if (holds.flat) held.add('order');
  return {
    holds,
    options,
    lost: [...FLAGS, ...FIELDS].filter((name) => !held.has(name)),
    holdsGroups: held.has('group'),
    holdsRings: holds.holes && holds.parts,
    allowed: new Set(holds.attributes),
  };
}
