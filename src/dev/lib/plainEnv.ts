/** What an outer editor, code-server or npm run leaves in the environment and a fresh one must not inherit. */
const INHERITED =
  /^(VSCODE_|ELECTRON_|CODE_SERVER_|npm_|PORT$|PASSWORD$|HASHED_PASSWORD$|NODE_OPTIONS$|INIT_CWD$)/;

/** npm's settings that a person may have put into the environment to reach a registry at all. */
const KEPT =
  /^npm_config_(registry|cache|userconfig|globalconfig|https?_proxy|proxy|noproxy|cafile|strict_ssl|offline)$/i;

/** The environment for a program that must behave as if started from a fresh terminal. */
export function plainEnv(
  extra: NodeJS.ProcessEnv = {},
  from: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const kept = Object.entries(from).filter(([name]) => !INHERITED.test(name) || KEPT.test(name));
  return { ...Object.fromEntries(kept), ...extra };
}
