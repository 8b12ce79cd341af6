/*
 * What both sides changed, by members: lines before the annotations by their key, annotations by their facts,
 * attributes by their names. `one` merges a value that may clash, `pick` one that is merged part by part elsewhere and
 * must not. Values in other forms than `printSidecar` writes could be equal and look different: it gives up at them.
 */
export const MEMBERS = String.raw`
BEGIN {
  n = split("@SHAPES@", a, " "); for (i = 1; i <= n; i++) shape[a[i]] = 1
  n = split("@COMPOUND@", a, " "); for (i = 1; i <= n; i++) compound[a[i]] = 1
  facts = split("@FACTS@", fact, " "); for (i = 1; i <= facts; i++) known[fact[i]] = 1
  known["id"] = known["label"] = 1
}
function pick(b, o, t) {
  if (o == t || b == t) return o
  if (b == o) return t
  exit 3
}
function heads(b, o, t,   X, Y, Z, n, i) {
  n = split("image state tags comments conflict removed", keyAt, " ")
  n = headLines(b, X, n); n = headLines(o, Y, n); n = headLines(t, Z, n)
  for (i = 1; i <= n; i++) sayHead(keyAt[i], pick(X[keyAt[i]], Y[keyAt[i]], Z[keyAt[i]]))
}
function headLines(text, X, n,   all, count, i) {
  count = split(text, all, "\n") - 1
  for (i = 1; i <= count; i++) {
    keyAt[++n] = substr(all[i], 2, index(all[i], "\": ") - 2)
    X[keyAt[n]] = all[i]
  }
  return n
}
function sayHead(key, line) {
  if (line != "" && !(key in said)) say(line)
  said[key]
}
function both(b, o, t,   X, Y, Z, i, key, clashes, conflict) {
  if (b == "") exit 3
  members(b, X)
  if (o != "") members(o, Y)
  if (t != "") members(t, Z)
  conflict = ", \"conflict\": [" side("base", b, X) ", " side("ours", o, Y) ", " side("theirs", t, Z) "]"
  if (o == "" || t == "") {
    conflicts++
    return o == "" ? withConflict(Z, conflict) : withConflict(Y, conflict)
  }
  for (key in compound) Y[key] = pick(X[key], Y[key], Z[key])
  clashes = attributes(X, Y, Z) + one(X, Y, Z, "label") + one(X, Y, Z, "@shape")
  for (i = 1; i <= facts; i++)
    if (!(fact[i] in compound) && fact[i] != "attributes") clashes += one(X, Y, Z, fact[i])
  if (clashes) conflicts++
  return withConflict(Y, clashes ? conflict : "")
}
function one(X, Y, Z, key) {
  if (Y[key] == Z[key] || X[key] == Z[key]) return 0
  if (X[key] != Y[key]) return 1
  Y[key] = Z[key]
  return 0
}
function side(name, line, M,   i) {
  i = M["comments"] == "" ? 0 : index(line, ", " M["comments"])
  if (i) line = substr(line, 1, i - 1) substr(line, i + 2 + length(M["comments"]))
  return "{\"side\": \"" name "\", \"as\": " (line == "" ? "null" : line) "}"
}
function withConflict(M, conflict,   i, line) {
  line = "{" M["id"] ", " M["label"] ", " M["@shape"]
  for (i = 1; i <= facts; i++) if (M[fact[i]] != "") line = line ", " M[fact[i]]
  return line conflict "}"
}
function attributes(X, Y, Z,   P, Q, R, name, n, i, value, text, clashes) {
  if (X["attributes"] == Y["attributes"] || X["attributes"] == Z["attributes"] || Y["attributes"] == Z["attributes"])
    return one(X, Y, Z, "attributes")
  n = parts(X["attributes"], P, name, 0)
  i = parts(Y["attributes"], Q, name, n)
  n = added(name, n, i, parts(Z["attributes"], R, name, i))
  for (i = 1; i <= n; i++) {
    value = Q[name[i]]
    if (value != R[name[i]] && P[name[i]] != R[name[i]]) {
      if (P[name[i]] == value) value = R[name[i]]
      else clashes++
    }
    if (value != "") text = text (text == "" ? "" : ", ") "\"" name[i] "\": " value
  }
  if (text == "") exit 3
  Y["attributes"] = "\"attributes\": {" text "}"
  return clashes + 0
}
function parts(text, P, name, n,   i, key, value) {
  if (text == "") return n
  text = ", " substr(text, 16, length(text) - 16)
  while (text != "") {
    if (!match(text, /^, "[^"\\]*": ("[^"\\]*"|true|false|null|-?[0-9.]+)/)) exit 3
    i = index(text, "\": ")
    key = substr(text, 4, i - 4)
    value = substr(text, i + 3, RLENGTH - i - 2)
    if (value ~ /^[-0-9]/ && !isNumber(value)) exit 3
    if (key in P) exit 3
    P[key] = value
    name[++n] = key
    text = substr(text, RLENGTH + 1)
  }
  return n
}
function isNumber(value) {
  return length(value) < 16 && value ~ /^(0|-?[1-9][0-9]*|-?(0|[1-9][0-9]*)\.[0-9]*[1-9])$/
}
function added(name, known_, ofOurs, n,   i, j, key, count, ours, theirs, isIn) {
  count = known_
  for (i = 1; i <= known_; i++) isIn[name[i]] = 1
  for (i = known_ + 1; i <= n; i++) {
    key = name[i]
    if (isIn[key] == 1) continue
    if (i <= ofOurs) ours = 1
    else theirs = 1
    if (isIn[key] == 2) continue
    isIn[key] = 2
    name[++count] = key
  }
  if (ours && theirs)
    for (i = known_ + 2; i <= count; i++) {
      key = name[i]
      for (j = i - 1; j > known_ && key "" < name[j] ""; j--) name[j + 1] = name[j]
      name[j + 1] = key
    }
  return count
}
function members(text, M,   key, name, value) {
  text = substr(text, 2)
  while (text != "}") {
    if (!match(text, /^"[A-Za-z]+": /)) exit 3
    key = substr(text, 2, RLENGTH - 4)
    name = substr(text, 1, RLENGTH)
    text = substr(text, RLENGTH + 1)
    if (!match(text, valueOf(key, text))) exit 3
    value = substr(text, 1, RLENGTH)
    text = substr(text, RLENGTH + 1)
    if (!isPlain(key, value)) exit 3
    if (key in shape) key = "@shape"
    else if (!(key in known)) exit 3
    if (M[key] != "") exit 3
    M[key] = name value
    if (substr(text, 1, 2) == ", ") text = substr(text, 3)
    else if (text != "}") exit 3
  }
  if (M["id"] == "" || M["label"] == "" || M["@shape"] == "") exit 3
}
function valueOf(key, text,   first) {
  first = substr(text, 1, 1)
  if (first == "\"") return "^\"([^\"\\\\]|\\\\[\"\\\\bfnrt])*\""
  if (key == "links" || key == "comments") return "^\\[(\\{[^][{}]*\\}(, )?)*\\]"
  if (key == "apart") return "^\\[(\"[^\"\\\\]*\"(, )?)*\\]"
  if (first == "[") return "^\\[[][0-9., -]*\\]"
  if (key == "mask") return "^\\{\"box\": \\[[0-9., -]*\\], \"runs\": \"([^\"\\\\]|\\\\[\"\\\\])*\"\\}"
  if (key == "spline") return "^\\{\"closed\": [a-z]+, \"anchors\": \\[[][0-9., -]*\\]\\}"
  if (key == "attributes" || key == "review") return "^\\{(\"[^\"\\\\]*\": (\"[^\"\\\\]*\"|[-0-9.a-z]+)(, )?)*\\}"
  if (first == "{") return "^\\{(\"[^\"\\\\]*\": \\[[0-9., -]*\\](, )?)*\\}"
  return "^[-0-9.a-z]+"
}
function isPlain(key, value) {
  if (value == "[]") return 0
  if (value ~ /^"/ || (key in compound) || key == "attributes") return 1
  if (value == "false" || (key == "page" && value == "0")) return 0
  return value !~ /\.[0-9]*0([^0-9.]|$)|\.([^0-9]|$)|,[^ ]|  |\[ | \]|-0([^0-9.]|$)|[eE][-+]?[0-9]/
}
`;
