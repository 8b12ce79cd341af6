import { FACT_KEYS } from '../../../core/annotation/entryFacts';
import { SHAPE_KINDS } from '../../../core/shapes/index';

/*
 * Why awk: git starts a merge driver once per file, one after the other. Starting Node takes longer than git needs for
 * the whole rest, and awk is wherever git's own shell is. It is plain POSIX (mawk, gawk, busybox, BWK) and knows one
 * thing only: sidecars as `printSidecar` writes them, an annotation per line, sorted. At whatever else it gives up,
 * exits with 3 and leaves the work to the real merge; a test holds that what it does say equals `mergeDocs`.
 */

/**
 * Exit codes of the programs: the result is on stdout with the first two. `changedTwice` comes from the program for
 * lines alone: the one for members may know more.
 */
export const AWK_EXITS = { clean: 0, conflict: 10, givenUp: 3, changedTwice: 4 } as const;

/** Facts that are merged part by part: when both sides changed one, awk gives up. */
const COMPOUND = ['links', 'apart', 'attributes', 'comments', 'review'];

/** Whole lines, for most merges: awk needs as long to understand a program as to run it. */
export function linesAwk(): string {
  return LINES + LINES_ALONE;
}

/**
 * The program for what both changed, too: `awk PROGRAM BASE OURS THEIRS`. Neither has a single quote, so that a shell
 * can hold it in a pair of them.
 */
export function membersAwk(): string {
  const words = (names: readonly string[]): string => names.join(' ');
  const members = MEMBERS.replace('@SHAPES@', words(SHAPE_KINDS))
    .replace('@FACTS@', words(FACT_KEYS))
    .replace('@COMPOUND@', words(COMPOUND));
  return LINES + members;
}

/*
 * Files are numbered 1 base, 2 ours, 3 theirs, and a base without lines is no base. `top` holds the lines before the
 * annotations by key. Where awk gives up, beside other forms: another image line on any side (coordinates may be of
 * another frame), a group number that both sides bring in, the same id added twice.
 */
const LINES = String.raw`
BEGIN { begins = "{\"relabel\": 1," }
function giveUp() { failed = 3; exit 3 }
FNR == 1 {
  f = FILENAME == ARGV[1] ? 1 : FILENAME == ARGV[2] ? 2 : 3
  count = 0
  if ($0 != begins) giveUp()
  stage[f] = 1
  next
}
stage[f] == 2 { entry(); next }
stage[f] == 1 { header(); next }
{ giveUp() }
function header(   key) {
  if ($0 == "\"annotations\": [") { stage[f] = 2; comma = 1; return }
  if ($0 == "\"annotations\": []}") { stage[f] = 3; return }
  if ($0 !~ /^"[A-Za-z_]+": .*,$/) giveUp()
  key = substr($0, 2, index(substr($0, 2), "\"") - 1)
  if (key == "relabel" || key == "annotations" || (f, key) in top) giveUp()
  if (key == "image" ? heads[f] > 0 : heads[f] == 0) giveUp()
  heads[f]++
  top[f, key] = substr($0, 1, length($0) - 1)
  if (!(key in order)) { order[key] = ++keys; keyAt[keys] = key }
}
function entry(   id, text, end) {
  if ($0 == "]}") { if (comma || !count) giveUp(); stage[f] = 3; return }
  if (!comma || substr($0, 1, 8) != "{\"id\": \"") giveUp()
  end = index($0, "\", \"")
  id = substr($0, 9, end - 9)
  if (id == "" || id ~ /[^0-9A-Za-z_-]/ || (count && !(last "" < id ""))) giveUp()
  last = id
  end = length($0)
  comma = substr($0, end) == ","
  text = comma ? substr($0, 1, end - 1) : $0
  if (substr(text, length(text)) != "}") giveUp()
  count++
  if (f == 2) { ours[count] = text; oursId[count] = id; oursCount = count }
  else if (f == 3) { theirs[count] = text; theirsId[count] = id; theirsCount = count }
  else { base[count] = text; baseId[count] = id; baseCount = count }
}
END {
  if (failed) exit failed
  if (stage[2] != 3 || stage[3] != 3 || (stage[1] != 3 && stage[1] != 0)) exit 3
  mergeHeaders()
  mergeEntries()
  if (failed) exit failed
  out()
  exit conflicts ? 10 : 0
}
function pick(b, o, t) {
  if (o == t || b == t) return o
  if (b == o) return t
  failed = 3
}
function mergeHeaders(   i, key) {
  for (i = 1; i <= keys; i++) {
    key = keyAt[i]
    head[key] = pick(top[1, key], top[2, key], top[3, key])
  }
  if (top[2, "image"] != top[3, "image"] || (stage[1] && top[1, "image"] != top[2, "image"])) failed = 3
}
function mergeEntries(   i, j, k, id, b, o, t, text) {
  i = j = k = 1
  for (;;) {
    id = ""
    if (j <= oursCount) id = oursId[j]
    if (k <= theirsCount && (id == "" || theirsId[k] "" < id "")) id = theirsId[k]
    while (i <= baseCount && (id == "" || baseId[i] "" < id "")) i++
    if (id == "" || failed) return
    b = o = t = ""
    if (i <= baseCount && baseId[i] "" == id "") b = base[i++]
    if (j <= oursCount && oursId[j] "" == id "") o = ours[j++]
    if (k <= theirsCount && theirsId[k] "" == id "") t = theirs[k++]
    text = o == t || b == t ? o : b == o ? t : both(b, o, t)
    if (o != b) groupOf(2, o)
    if (t != b) groupOf(3, t)
    if (text != "") result[++results] = text
  }
}
function groupOf(f, text,   number) {
  if (!match(text, /"group": [0-9]+/)) return
  number = substr(text, RSTART, RLENGTH)
  grouped[f, number] = 1
  if ((5 - f, number) in grouped) failed = 3
}
function out(   i, key) {
  print begins
  print head["image"] ","
  if (head["state"] != "") print head["state"] ","
  if (head["tags"] != "") print head["tags"] ","
  if (head["comments"] != "") print head["comments"] ","
  if (head["conflict"] != "") print head["conflict"] ","
  for (i = 1; i <= keys; i++) {
    key = keyAt[i]
    if (key !~ /^(image|state|tags|comments|conflict)$/ && head[key] != "") print head[key] ","
  }
  if (!results) { print "\"annotations\": []}"; return }
  print "\"annotations\": ["
  for (i = 1; i <= results; i++) print result[i] (i < results ? "," : "")
  print "]}"
}
`;

/** Gives up where a line was changed on both sides. */
const LINES_ALONE = String.raw`
function both(b, o, t) { failed = b == "" ? 3 : 4 }
`;

/** Merges two lines of one annotation by their members. */
const MEMBERS = String.raw`
BEGIN {
  n = split("@SHAPES@", a, " "); for (i = 1; i <= n; i++) shape[a[i]] = 1
  n = split("@COMPOUND@", a, " "); for (i = 1; i <= n; i++) compound[a[i]] = 1
  facts = split("@FACTS@", fact, " "); for (i = 1; i <= facts; i++) known[fact[i]] = 1
  known["id"] = known["label"] = 1
}
function both(b, o, t,   B, O, T, i, key, remarks, clashes) {
  if (b == "") { failed = 3; return }
  if (!members(b, B)) return
  if (o == "" || t == "") {
    if (!members(o == "" ? t : o, O)) return
    return withConflict(O, conflictText(b, o, t, B["comments"] O["comments"]))
  }
  if (!members(o, O) || !members(t, T)) return
  remarks = B["comments"] O["comments"] T["comments"]
  for (key in compound) O[key] = pick(B[key], O[key], T[key])
  if (failed) return
  clashes = one(B, O, T, "label") + one(B, O, T, "@shape")
  for (i = 1; i <= facts; i++) if (!(fact[i] in compound)) clashes += one(B, O, T, fact[i])
  if (!clashes) return withConflict(O, "")
  return withConflict(O, conflictText(b, o, t, remarks))
}
function one(B, O, T, key) {
  if (O[key] == T[key] || B[key] == T[key]) return 0
  if (B[key] != O[key]) return 1
  O[key] = T[key]
  return 0
}
function conflictText(b, o, t, remarks) {
  if (remarks != "") failed = 3
  conflicts++
  return "\"conflict\": [" side("base", b) ", " side("ours", o) ", " side("theirs", t) "]"
}
function side(name, text) { return "{\"side\": \"" name "\", \"as\": " (text == "" ? "null" : text) "}" }
function withConflict(M, conflict,   i, text, value) {
  text = "{" M["id"] ", " M["label"] ", " M["@shape"]
  for (i = 1; i <= facts; i++) {
    value = M[fact[i]]
    if (value != "") text = text ", " value
  }
  return text (conflict == "" ? "" : ", " conflict) "}"
}
function members(text, M,   key, name, value) {
  text = substr(text, 2)
  while (text != "}") {
    if (!match(text, /^"[A-Za-z]+": /)) { failed = 3; return 0 }
    key = substr(text, 2, RLENGTH - 4)
    name = substr(text, 1, RLENGTH)
    text = substr(text, RLENGTH + 1)
    if (!match(text, valueOf(key, text))) { failed = 3; return 0 }
    value = substr(text, 1, RLENGTH)
    text = substr(text, RLENGTH + 1)
    if (!isPlain(key, value)) { failed = 3; return 0 }
    if (key in shape) key = "@shape"
    else if (!(key in known)) { failed = 3; return 0 }
    if (key in M && M[key] != "") { failed = 3; return 0 }
    M[key] = name value
    if (substr(text, 1, 2) == ", ") text = substr(text, 3)
    else if (text != "}") { failed = 3; return 0 }
  }
  if (M["label"] != "" && M["@shape"] != "") return 1
  failed = 3
  return 0
}
function valueOf(key, text,   first) {
  first = substr(text, 1, 1)
  if (first == "\"") return "^\"([^\"\\\\]|\\\\[\"\\\\])*\""
  if (key == "links" || key == "comments") return "^\\[(\\{[^][{}]*\\}(, )?)*\\]"
  if (key == "apart") return "^\\[(\"[0-9A-Za-z_-]+\"(, )?)*\\]"
  if (first == "[") return "^\\[[][0-9., -]*\\]"
  if (key == "mask") return "^\\{\"box\": \\[[0-9., -]*\\], \"runs\": \"([^\"\\\\]|\\\\[\"\\\\])*\"\\}"
  if (key == "spline") return "^\\{\"closed\": [a-z]+, \"anchors\": \\[[][0-9., -]*\\]\\}"
  if (key == "attributes" || key == "review") return "^\\{(\"[^\"\\\\]*\": (\"[^\"\\\\]*\"|[-0-9.a-z]+)(, )?)*\\}"
  if (first == "{") return "^\\{(\"[^\"\\\\]*\": \\[[0-9., -]*\\](, )?)*\\}"
  return "^[-0-9.a-z]+"
}
function isPlain(key, value) {
  if (value == "[]") return 0
  if (value ~ /^"/ || key in compound) return 1
  if (value == "false" || (key == "page" && value == "0")) return 0
  return value !~ /\.[0-9]*0([^0-9.]|$)|\.([^0-9]|$)|,[^ ]|  |\[ | \]|-0([^0-9.]|$)|[eE][-+]?[0-9]/
}
`;
