/*
 * The walk through three sidecars that both programs share: `awk PROGRAM BASE OURS THEIRS OUT`, lines in step, nothing
 * held but the current ones. What stands alike in all three is compared as a whole line, as most lines are. `heads` and
 * `both` come from the program: what to do where both sides changed the lines before the annotations, or one of these.
 *
 * Beside other forms than ours it gives up at another image line on any side (coordinates may be of another frame), a
 * group number that both sides bring in, and the same id added twice. An empty base is no base. The result is read
 * again, as busybox takes a full disk for a success. No single quotes: a shell holds the text in a pair of them.
 */
export const LINES = String.raw`
BEGIN {
  B = ARGV[1]; O = ARGV[2]; T = ARGV[3]; OUT = ARGV[4]
  head(1, B); head(2, O); head(3, T)
  if (top[2] == "" || top[3] == "") exit 3
  if (imageOf(2) != imageOf(3) || (top[1] != "" && imageOf(1) != imageOf(2))) exit 3
  say("{\"relabel\": 1,")
  heads(top[1], top[2], top[3])
  b = at[1]; o = at[2]; t = at[3]
  for (;;) {
    if (b == o && o == t && substr(b, length(b) - 1) == "},") {
      inOrder(idOf(b))
      take(b)
      if ((getline b < B) <= 0 || (getline o < O) <= 0 || (getline t < T) <= 0) exit 3
      if (b == "]}" || o == "]}" || t == "]}") exit 3
      continue
    }
    i = idOf(b); j = idOf(o); k = idOf(t)
    if (j == "" && k == "") break
    id = j == "" || (k != "" && k < j) ? k : j
    if (i != "" && i < id) { b = skipped(i, b); continue }
    inOrder(id)
    x = y = z = ""
    if (i == id) { x = entry(b); b = after(B, b) }
    if (j == id) { y = entry(o); o = after(O, o) }
    if (k == id) { z = entry(t); t = after(T, t) }
    if (y != x) groupOf(2, y)
    if (z != x) groupOf(3, z)
    text = y == z || x == z ? y : x == y ? z : both(x, y, z)
    if (text != "") take(text ",")
  }
  while (i != "") { b = skipped(i, b); i = idOf(b) }
  if ((getline x < B) > 0 || (getline x < O) > 0 || (getline x < T) > 0) exit 3
  if (held == "") say("\"annotations\": []}")
  else { say(substr(held, 1, length(held) - 1)); say("]}") }
  close(OUT)
  while ((getline x < OUT) > 0) written -= length(x) + 1
  exit written != 0 ? 3 : conflicts ? 10 : 0
}
function say(line) { print line > OUT; written += length(line) + 1 }
function take(line) {
  say(held == "" ? "\"annotations\": [" : held)
  held = line
}
function head(f, file,   line, key, seen) {
  at[f] = "]}"
  if ((getline line < file) <= 0) return
  if (line != "{\"relabel\": 1,") exit 3
  while ((getline line < file) > 0 && line !~ /^"annotations": \[(\]\})?$/) {
    if (line !~ /^"[A-Za-z_]+": .*,$/) exit 3
    key = substr(line, 2, index(line, "\": ") - 2)
    if (key == "relabel" || key == "annotations" || key in seen) exit 3
    if ((key == "image") == (top[f] != "")) exit 3
    seen[key]
    top[f] = top[f] line "\n"
  }
  if (top[f] == "") exit 3
  if (line == "\"annotations\": [" && ((getline at[f] < file) <= 0 || at[f] == "]}")) exit 3
}
function imageOf(f) { return substr(top[f], 1, index(top[f], "\n")) }
function idOf(line,   id) {
  if (line == "]}") return ""
  id = substr(line, 1, index(line, "\", \""))
  if (id !~ /^\{"id": "[0-9A-Za-z_-]+"$/) exit 3
  return id
}
function inOrder(id) {
  if (!(last < id)) exit 3
  last = id
}
function entry(line,   n) {
  n = length(line)
  if (substr(line, n) == ",") n--
  if (substr(line, n, 1) != "}") exit 3
  return substr(line, 1, n)
}
function after(file, line,   next_) {
  if ((getline next_ < file) <= 0) exit 3
  if ((next_ == "]}") == (substr(line, length(line)) == ",")) exit 3
  return next_
}
function skipped(id, line) {
  if (!(last < id && lastOfBase < id)) exit 3
  lastOfBase = id
  entry(line)
  return after(B, line)
}
function groupOf(f, line,   number) {
  if (!match(line, /"group": [0-9]+/)) return
  number = substr(line, RSTART, RLENGTH)
  grouped[f, number] = 1
  if ((5 - f, number) in grouped) exit 3
}
`;
