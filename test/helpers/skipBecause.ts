/** Skips the running test (or, from a hook, its whole suite) and keeps the reason for the report. */
export function skipBecause(context: Mocha.Context, reason: string): never {
  const runnable = context.runnable();
  const owner = runnable.type === 'hook' ? runnable.parent : runnable;
  if (owner) Object.assign(owner, { skipReason: reason });
  return context.skip();
}
