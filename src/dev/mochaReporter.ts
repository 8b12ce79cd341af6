import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { failed, passed, skipped, type Outcome } from './lib/levels/level';

/** Mocha's own spec output for people, and every outcome as JSON in the file named by the option `outcomes`. */
class OutcomeReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const outcomes: Outcome[] = [];
    const path = (options.reporterOptions as { outcomes?: string } | undefined)?.outcomes;
    const add = ({ file }: Mocha.Test, outcome: Outcome): void =>
      void outcomes.push(file === undefined ? outcome : { ...outcome, file });
    runner.on('pass', (test) => add(test, passed(test.fullTitle())));
    runner.on('fail', (test, error: Error) => add(test, failed(test.fullTitle(), error.message)));
    runner.on('pending', (test) => add(test, skipped(test.fullTitle(), reasonOf(test))));
    runner.once('end', () => {
      if (path) writeFileSync(path, JSON.stringify(outcomes));
    });
  }
}

/** The reason that `skipBecause` left on the test or on a suite around it. */
function reasonOf(test: Mocha.Test): string {
  for (let at: Mocha.Test | Mocha.Suite | undefined = test; at; at = at.parent)
    if ('skipReason' in at && typeof at.skipReason === 'string') return at.skipReason;
  return 'no reason given';
}

module.exports = OutcomeReporter;
