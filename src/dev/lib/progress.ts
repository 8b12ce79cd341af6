/** One line per step: on a terminal the running step counts its seconds in place. */
export interface Progress {
  /** Runs one step and says how long it took. */
  step<T>(what: string, work: () => Promise<T>): Promise<T>;
}

/** Reports `total` steps on standard error, so that standard output stays the program's own. */
export function showProgress(total: number): Progress {
  const terminal = process.stderr.isTTY;
  let done = 0;
  return {
    async step(what, work) {
      const head = `[${String(++done)}/${String(total)}] ${what}`;
      const startedMs = Date.now();
      const line = (): string => `${head} … ${String(Math.round((Date.now() - startedMs) / 1000))} s`;
      const draw = (): void => void process.stderr.write(`\r${line()}`);
      if (!terminal) process.stderr.write(`${head} …\n`);
      const timer = terminal ? setInterval(draw, 500) : undefined;
      try {
        return await work();
      } finally {
        clearInterval(timer);
        process.stderr.write(terminal ? `\r${line()}\n` : `${line()}, done\n`);
      }
    },
  };
}
