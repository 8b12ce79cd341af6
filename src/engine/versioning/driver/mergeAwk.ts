import { FACT_KEYS } from '../../../core/annotation/entryFacts';
import { SHAPE_KINDS } from '../../../core/shapes/index';

/*
 * Why awk: git starts a merge driver once per file, one after the other. Starting Node takes longer than git needs for
 * the whole rest, and awk is wherever git's own shell is. It is plain POSIX (mawk, gawk, busybox, BWK) and knows one
 * thing only: sidecars as `printSidecar` writes them, an annotation per line, sorted. At whatever else it gives up,
 * exits with 3 and leaves the work to the real merge; a test holds that what it does say equals `mergeDocs`.
 */

/** Exit codes of the program: the result is on stdout with the first two. */
export const AWK_EXITS = { clean: 0, conflict: 10, givenUp: 3 } as const;

/** Facts that are merged part by part: when both sides changed one, awk gives up. */
const COMPOUND = ['links', 'attributes', 'comments', 'review'];

/** The program: `awk PROGRAM BASE OURS THEIRS`. It has no single quote, so that a shell can hold it in a pair of them. */
export function mergeAwk(): string {
  const words = (names: readonly string[]): string => names.join(' ');
  return PROGRAM.replace('@SHAPES@', words(SHAPE_KINDS))
    .replace('@FACTS@', words(FACT_KEYS))
    .replace('@COMPOUND@', words(COMPOUND));
}

/*
 * Files are numbered 1 base, 2 ours, 3 theirs, and a base without lines is no base. `top` holds the lines before the
 * annotations by key, `line` those of the annotations, `ids` their ids. Where awk gives up: another image line on any
 * side (coordinates may be of another frame), a group number that both sides bring in, the same id added twice.
 */
const PROGRAM = String.raw`
BEGIN {
  n = split("@SHAPES@", a, " "); for (i = 1; i <= n; i++) shape[a[i]] = 1
  n = split("@COMPOUND@", a, " "); for (i = 1; i <= n; i++) compound[a[i]] = 1
  facts = split("@FACTS@", fact, " "); for (i = 1; i <= facts; i++) known[fact[i]] = 1
  known["id"] = known["label"] = 1
  begins = "{\"relabel\": 1,"
}
function giveUp() { failed = 1; exit 3 }
{
  f = FILENAME == ARGV[1] ? 1 : FILENAME == ARGV[2] ? 2 : 3
  if (stage[f] == 0) { if ($0 != begins) giveUp(); stage[f] = 1 }
  else if (stage[f] == 1) header()
  else if (stage[f] == 2) entry()
  else giveUp()
}
function header(   key) {
  if ($0 == "\"annotations\": [") { stage[f] = 2; comma[f] = 1; return }
  if ($0 == "\"annotations\": []}") { stage[f] = 3; return }
  if ($0 !~ /^"[A-Za-z_]+": .*,$/) giveUp()
  key = substr($0, 2, index(substr($0, 2), "\"") - 1)
  if (key == "relabel" || key == "annotations" || (f, key) in top) giveUp()
  if (key == "image" ? heads[f] > 0 : heads[f] == 0) giveUp()
  heads[f]++
  top[f, key] = substr($0, 1, length($0) - 1)
  if (!(key in order)) { order[key] = ++keys; keyAt[keys] = key }
}
function entry(   id) {
  if ($0 == "]}") { if (comma[f] || !count[f]) giveUp(); stage[f] = 3; return }
  if (!comma[f] || $0 !~ /^\{"id": "[0-9A-Za-z_-]+", ".*\},?$/) giveUp()
  comma[f] = $0 ~ /,$/
  id = substr($0, 9, index(substr($0, 9), "\"") - 1)
  if (count[f] && !(ids[f, count[f]] "" < id "")) giveUp()
  ids[f, ++count[f]] = id
  line[f, count[f]] = comma[f] ? substr($0, 1, length($0) - 1) : $0
}
END {
  if (failed) exit 3
  if (stage[2] != 3 || stage[3] != 3 || (stage[1] != 3 && stage[1] != 0)) exit 3
  mergeHeaders()
  mergeEntries()
  if (failed) exit 3
  out()
  exit conflicts ? 10 : 0
}
function pick(b, o, t) {
  if (o == t || b == t) return o
  if (b == o) return t
  failed = 1
}
function mergeHeaders(   i, key) {
  for (i = 1; i <= keys; i++) {
    key = keyAt[i]
    head[key] = pick(top[1, key], top[2, key], top[3, key])
  }
  if (top[2, "image"] != top[3, "image"] || (stage[1] && top[1, "image"] != top[2, "image"])) failed = 1
}
function mergeEntries(   at, id, f, b, o, t, text) {
  at[1] = at[2] = at[3] = 1
  for (;;) {
    id = ""
    for (f = 1; f <= 3; f++)
      if (at[f] <= count[f] && (id == "" || ids[f, at[f]] "" < id "")) id = ids[f, at[f]]
    if (id == "" || failed) return
    b = take(1, id, at); o = take(2, id, at); t = take(3, id, at)
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
  if ((5 - f, number) in grouped) failed = 1
}
function take(f, id, at) {
  if (at[f] > count[f] || ids[f, at[f]] "" != id "") return ""
  return line[f, at[f]++]
}
function both(b, o, t,   B, O, T, i, key, remarks, clashes) {
  if (b == "") { failed = 1; return }
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
  if (remarks != "") failed = 1
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
    if (!match(text, /^"[A-Za-z]+": /)) { failed = 1; return 0 }
    key = substr(text, 2, RLENGTH - 4)
    name = substr(text, 1, RLENGTH)
    text = substr(text, RLENGTH + 1)
    if (!match(text, valueOf(key, text))) { failed = 1; return 0 }
    value = substr(text, 1, RLENGTH)
    text = substr(text, RLENGTH + 1)
    if (!isPlain(key, value)) { failed = 1; return 0 }
    if (key in shape) key = "@shape"
    else if (!(key in known)) { failed = 1; return 0 }
    if (key in M && M[key] != "") { failed = 1; return 0 }
    M[key] = name value
    if (substr(text, 1, 2) == ", ") text = substr(text, 3)
    else if (text != "}") { failed = 1; return 0 }
  }
  if (M["label"] != "" && M["@shape"] != "") return 1
  failed = 1
  return 0
}
function valueOf(key, text,   first) {
  first = substr(text, 1, 1)
  if (first == "\"") return "^\"([^\"\\\\]|\\\\[\"\\\\])*\""
  if (key == "links" || key == "comments") return "^\\[(\\{[^][{}]*\\}(, )?)*\\]"
  if (first == "[") return "^\\[[][0-9., -]*\\]"
  if (key == "mask") return "^\\{\"box\": \\[[0-9., -]*\\], \"runs\": \"([^\"\\\\]|\\\\[\"\\\\])*\"\\}"
  if (key == "spline") return "^\\{\"closed\": [a-z]+, \"anchors\": \\[[][0-9., -]*\\]\\}"
  if (key == "attributes" || key == "review") return "^\\{(\"[^\"\\\\]*\": (\"[^\"\\\\]*\"|[-0-9.a-z]+)(, )?)*\\}"
  if (first == "{") return "^\\{(\"[^\"\\\\]*\": \\[[0-9., -]*\\](, )?)*\\}"
  return "^[-0-9.a-z]+"
}
function isPlain(key, value) {
  if (value ~ /^"/ || key in compound) return 1
  if (value == "false" || (key == "page" && value == "0")) return 0
  return value !~ /\.[0-9]*0([^0-9.]|$)|\.([^0-9]|$)|,[^ ]|  |\[ | \]|-0([^0-9.]|$)|[eE][-+]?[0-9]/
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
