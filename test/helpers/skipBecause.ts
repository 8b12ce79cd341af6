/** Skips the running test (or, from a hook, its whole suite) and keeps the reason for the report. */
export function skipBecause(context: Mocha.Context, reason: string): never {
  // The types leave out that hooks and tests say which of the two they are.
  const runnable: Mocha.Runnable & { readonly type?: string } = context.runnable();
  const owner = runnable.type === 'hook' ? runnable.parent : runnable;
  if (owner) Object.assign(owner, { skipReason: reason });
  return context.skip();
}
