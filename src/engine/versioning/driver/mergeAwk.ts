import { FACT_KEYS } from '../../../core/annotation/entryFacts';
import { SHAPE_KINDS } from '../../../core/shapes/index';
import { LINES } from './awkLines';
import { MEMBERS } from './awkMembers';

/*
 * Why awk: git starts a merge driver once per file, one after the other. Starting Node takes longer than git needs for
 * the whole rest, and awk is wherever git's own shell is. It is plain POSIX (mawk, gawk, busybox, BWK) and knows one
 * thing only: sidecars as `printSidecar` writes them, an annotation per line, sorted. At whatever else it gives up,
 * exits with 3 and leaves the work to the real merge; a test holds that what it does say equals `mergeDocs`.
 */

/**
 * Exit codes of the programs: the result is in the fourth file with the first two. `changedTwice` comes from the
 * program for lines alone: the one for members may know more.
 */
export const AWK_EXITS = { clean: 0, conflict: 10, givenUp: 3, changedTwice: 4 } as const;

/** Facts that are merged part by part: when both sides changed one, awk gives up. Attributes it knows. */
const COMPOUND = ['links', 'apart', 'comments', 'review'];

/** Whole lines, for most merges: awk needs as long to understand a program as to run it. */
export function linesAwk(): string {
  return LINES + LINES_ALONE;
}

/** The program for what both changed, too: `awk PROGRAM BASE OURS THEIRS OUT`. */
export function membersAwk(): string {
  const words = (names: readonly string[]): string => names.join(' ');
  const members = MEMBERS.replace('@SHAPES@', words(SHAPE_KINDS))
    .replace('@FACTS@', words(FACT_KEYS))
    .replace('@COMPOUND@', words(COMPOUND));
  return members + LINES;
}

/** Gives up where a line, or the lines before the annotations, were changed on both sides. */
const LINES_ALONE = String.raw`
function heads(b, o, t,   all) {
  all = o == t || b == t ? o : b == o ? t : ""
  if (all == "") exit 4
  printf "%s", all > OUT
  written += length(all)
}
function both(b, o, t) { exit b == "" ? 3 : 4 }
`;
