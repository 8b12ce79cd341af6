/** One thing that was checked and what came of it; `file` is the bundled spec file it stands in. */
export type Outcome = { readonly file?: string } & (
  | { readonly kind: 'passed'; readonly name: string; readonly secondTry?: boolean }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string }
  | { readonly kind: 'skipped'; readonly name: string; readonly reason: string }
);

/** One level of test. `run` prints what a person wants to see and returns every outcome. */
export interface Level {
  readonly name: string;
  /** It prints nothing of its own and may run beside others of its kind. */
  readonly quiet?: boolean;
  run(context: LevelContext): Promise<readonly Outcome[]>;
}

export interface LevelContext {
  /** Only mocha tests whose full title contains or matches this. */
  readonly grep: string | undefined;
}

export function passed(name: string): Outcome {
  return { kind: 'passed', name };
}

export function failed(name: string, message: string): Outcome {
  return { kind: 'failed', name, message };
}

export function skipped(name: string, reason: string): Outcome {
  return { kind: 'skipped', name, reason };
}
