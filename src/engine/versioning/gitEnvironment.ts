/** The variables that would lead git elsewhere or start programs, in lower case: that is up to git's configuration. */
const GUARDED = /^(git_.*|editor|visual|pager|prefix|ssh_askpass)$/;

/** English messages, because `gitError` reads them; no questions on a terminal; no repository but that of the folder. */
export function gitEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !GUARDED.test(entry[0].toLowerCase()),
  );
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'en_US.UTF-8',
    LANG: 'en_US.UTF-8',
    // Counts more than both, where that locale is there.
    LANGUAGE: 'en',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** By which git tells what it starts of the repository it works in (git-rev-parse, "--local-env-vars"). */
const OF_A_REPOSITORY =
  /^git_(?:alternate_object_directories|common_dir|config|config_count|config_parameters|dir|graft_file|implicit_work_tree|index_file|internal_super_prefix|namespace|no_replace_objects|object_directory|prefix|quarantine_path|replace_ref_base|shallow_file|work_tree)$/;

/** The variables without those that name a repository: git is to work in that of the folder it is started in. */
export function withoutRepository(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(variables).filter(([name]) => !OF_A_REPOSITORY.test(name.toLowerCase())),
  );
}
