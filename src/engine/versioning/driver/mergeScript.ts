import { AWK_EXITS, linesAwk, membersAwk } from './mergeAwk';

/** Folder in the common git folder that holds what git starts: shared by all worktrees, never committed. */
export const DRIVER_FOLDER = 'relabel';
export const SCRIPT_NAMES = { merge: 'merge.sh', textconv: 'textconv.sh', difftool: 'difftool.sh' } as const;
/** Two lines: the program that runs JavaScript, and the JavaScript. Written again whenever they move. */
export const RUNTIME_NAME = 'runtime';

/**
 * Finds what runs the command line, as `relabel_run ARGUMENTS...`; 125 where nothing does. `$relabel_dir` is the folder
 * of the scripts. POSIX shells only: dash, busybox, bash, and Git for Windows' sh.
 */
const RUN = String.raw`
relabel_run() {
  program='' script=''
  if [ -r "$relabel_dir/runtime" ]; then
    { IFS= read -r program; IFS= read -r script; } <"$relabel_dir/runtime"
  fi
  if [ -n "$program" ] && [ -f "$program" ] && [ -f "$script" ]; then
    ELECTRON_RUN_AS_NODE=1 "$program" "$script" "$@"
  elif command -v relabel >/dev/null 2>&1; then
    relabel "$@"
  elif [ -f "$script" ] && command -v node >/dev/null 2>&1; then
    node "$script" "$@"
  else
    return 125
  fi
}
`;

/**
 * The merge driver. It is sourced by the shell that git has started anyway (see `driverCommand`) with the placeholders
 * %O %A %B %L %P %S %X %Y as its arguments, and always exits by itself: 0 merged, 1 in conflict. What git takes as the
 * result is replaced by one rename of a whole file. What most merges need comes first, as a shell reads on only as far
 * as it gets, and starts awk and mv alone: each program that is started costs as much as the rest together.
 */
export function mergeScript(): string {
  return `# Written by Relabel. "relabel init --git --undo" takes it away.
${BEFORE}
if [ -z "$code" ]; then
${awkRun(linesAwk())}
  code=$?
  [ "$code" = ${AWK_EXITS.clean} ] && mv -f "$out" "$ours" && trap - 0 && exit 0
fi
if [ "$code" = ${AWK_EXITS.changedTwice} ]; then
${awkRun(membersAwk())}
  code=$?
fi
${RUN}${AFTER}`;
}

function awkRun(program: string): string {
  return `LC_ALL=C "$awk" '${program}' "$base" "$ours" "$theirs" "$out" >/dev/null 2>&1`;
}

const BEFORE = String.raw`
base=$1 ours=$2 theirs=$3 size=$4 path=$5
# A name must look neither like an option nor like an assignment.
case $base in /* | ?:[\\/]*) ;; *) base=./$base ;; esac
case $ours in /* | ?:[\\/]*) ;; *) ours=./$ours ;; esac
case $theirs in /* | ?:[\\/]*) ;; *) theirs=./$theirs ;; esac
out=$ours.relabel
lfs=
trap 'rm -f "$out"' 0
trap 'exit 1' 1 2 15
# The quickest of those that may be here.
awk=awk
command -v mawk >/dev/null 2>&1 && awk=mawk
case $path in *.labels.json) code= ;; *) code=none ;; esac
`;

const AFTER = String.raw`
relabel_dir=${'$'}{relabel_script%/*}
# Older versions of git leave the placeholders of labels as they are.
case $6 in '' | '%S') base_name=base ;; *) base_name=$6 ;; esac
case $7 in '' | '%X') ours_name=ours ;; *) ours_name=$7 ;; esac
case $8 in '' | '%Y') theirs_name=theirs ;; *) theirs_name=$8 ;; esac
# Names of files may hold what a terminal would obey.
case $path in *[[:cntrl:]]*) shown='a label file' ;; *) shown=$path ;; esac
case $size in '' | *[!0-9]*) size=7 ;; esac

relabel_say() {
  printf 'relabel: %s: %s\n' "$shown" "$1" >&2
}

relabel_keep() {
  relabel_say "it was not merged: the file is our version, theirs is in git (git checkout --theirs FILE). $1"
  exit 1
}

# Of files in Git LFS git hands over the pointers alone, and takes a pointer for the result.
relabel_smudge() {
  case $(dd bs=40 count=1 <"$1" 2>/dev/null | LC_ALL=C tr -dc 'a-z:/.-' 2>/dev/null) in
    versionhttps://git-lfs.github.com/spec*) ;;
    *) return 1 ;;
  esac
  lfs=1
  trap 'rm -f "$out" "$out.lfs" "$base.lfs" "$ours.lfs" "$theirs.lfs"' 0
  GIT_LFS_SKIP_SMUDGE=0 GIT_TERMINAL_PROMPT=0 git lfs smudge -- "$path" <"$1" >"$1.lfs" 2>/dev/null ||
    relabel_keep 'Its content is in Git LFS and could not be had: git lfs fetch --all brings it.'
}

relabel_take() {
  if [ -n "$lfs" ]; then
    git lfs clean -- "$path" <"$out" >"$out.lfs" || relabel_keep 'git lfs clean failed.'
    mv -f "$out.lfs" "$out"
  fi
  mv -f "$out" "$ours" && { [ -n "$lfs" ] || trap - 0; } && exit "$1"
}

case $code in
  0) relabel_take 0 ;;
  10)
    relabel_say 'the same label was changed on both sides; both versions are kept in the file. Open the image to decide.'
    relabel_take 1
    ;;
esac

rm -f "$out"
base_text=$base ours_text=$ours theirs_text=$theirs
relabel_smudge "$base" && base_text=$base.lfs
relabel_smudge "$ours" && ours_text=$ours.lfs
relabel_smudge "$theirs" && theirs_text=$theirs.lfs
relabel_run merge "--path=$path" "--marker-size=$size" "--output=$out" "--base-label=$base_name" \
  "--ours-label=$ours_name" "--theirs-label=$theirs_name" -- "$base_text" "$ours_text" "$theirs_text" </dev/null >/dev/null
code=$?
if [ -f "$out" ]; then
  case $code in 0 | 1) relabel_take "$code" ;; esac
fi
if [ "$code" = 125 ]; then
  relabel_say 'merged as text, because the program that merges labels was not found. Open the repository in VS Code with Relabel, or run: relabel init --git'
else
  relabel_say "merged as text, because merging by instance failed (exit code $code)."
fi
git merge-file -p -L "$ours_name" -L "$base_name" -L "$theirs_name" --marker-size="$size" "$ours_text" "$base_text" "$theirs_text" >"$out"
code=$?
case $code:$path in
  0:*.labels.json)
    # Lines that merge without a clash can still make a sidecar that is none: somebody has to look.
    relabel_say 'look at it before you add it: relabel merge --check FILE'
    relabel_take 1
    ;;
  0:*) relabel_take 0 ;;
esac
[ "$code" -lt 128 ] && relabel_take 1
relabel_say 'it could not be merged, as text neither: the file is our version, theirs is in git (git checkout --theirs FILE).'
exit 1
`;

/** Turns a label file into readable lines for git diff, log and show; the file itself where nothing can. */
export function textconvScript(): string {
  return `# Written by Relabel. "relabel init --git --undo" takes it away.
relabel_dir=\${0%/*}
${RUN}
relabel_run textconv -- "$1" </dev/null 2>/dev/null || cat <"$1"
`;
}

/** Shows two versions of labels; as text where nothing can. Arguments: left, right, path. */
export function difftoolScript(): string {
  return `# Written by Relabel. "relabel init --git --undo" takes it away.
relabel_dir=\${0%/*}
${RUN}
relabel_run difftool "--path=$3" -- "$1" "$2"
code=$?
[ "$code" = 125 ] || exit "$code"
echo "relabel: the program that shows labels was not found; this is their text." >&2
git diff --no-index --no-ext-diff -- "$1" "$2"
exit 0
`;
}
