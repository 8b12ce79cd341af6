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
