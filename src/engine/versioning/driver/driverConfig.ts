import { SCRIPT_NAMES } from './mergeScript';
import { driverText, shellWord } from './shellText';

/** A key of git's configuration and what it is to be. */
export type ConfigEntry = readonly [key: string, value: string];

/** The local configuration that a clone needs. `scripts`: absolute path of the scripts' folder, `/` between parts. */
export function driverConfig(scripts: string): readonly ConfigEntry[] {
  const [textconv, difftool] = [SCRIPT_NAMES.textconv, SCRIPT_NAMES.difftool].map((name) =>
    shellWord(`${scripts}/${name}`),
  );
  return [
    ['merge.relabel.name', 'Relabel: labels, instance by instance'],
    ['merge.relabel.driver', driverCommand(scripts)],
    [
      'diff.relabel.textconv',
      `f() { if test -f ${textconv}; then sh ${textconv} "$1"; else cat <"$1"; fi; }; f`,
    ],
    ['diff.relabel.cachetextconv', 'true'],
    ['difftool.relabel.cmd', `sh ${difftool} "$LOCAL" "$REMOTE" "$MERGED"`],
  ];
}

/**
 * What git's shell does for each file. A command that is not found would exit with 127, which git takes for a conflict
 * that left our side, without a mark: so where the script is gone, the text is merged. The script is sourced, which
 * saves a second shell per file. Git itself quotes %P, and what stands for %S, %X and %Y.
 */
function driverCommand(scripts: string): string {
  const path = driverText(shellWord(`${scripts}/${SCRIPT_NAMES.merge}`));
  const moved = `"$(git rev-parse --git-common-dir)/relabel/${SCRIPT_NAMES.merge}"`;
  return [
    'set -- %O %A %B %L %P %S %X %Y',
    `relabel_script=${path}`,
    `test -r "$relabel_script" || relabel_script=${moved}`,
    'if test -r "$relabel_script"; then . "$relabel_script"; fi',
    'git merge-file -L ours -L base -L theirs --marker-size="$4" "$2" "$1" "$3"',
  ].join('; ');
}
