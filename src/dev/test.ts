import { levels } from './lib/levels/index';
import { failed, type Level, type LevelContext, type Outcome } from './lib/levels/level';
import { summary } from './lib/levels/report';
import { parseTestOptions, testHelp } from './lib/testOptions';

/** `npm test`: runs the levels in order; true when nothing failed. */
async function main(): Promise<boolean> {
  const names = levels.map((level) => level.name);
  const options = parseTestOptions(process.argv.slice(2), names);
  if (options.help) {
    console.log(testHelp(names));
    return true;
  }
  const chosen = levels.filter((level) => options.only?.includes(level.name) ?? true);
  const run = (level: Level): Promise<readonly Outcome[]> => runLevel(level, { grep: options.grep });
  const outcomes = (await Promise.all(chosen.filter((level) => level.quiet).map(run))).flat();
  for (const level of chosen) if (!level.quiet) outcomes.push(...(await run(level)));
  console.log(`\n${summary(outcomes)}`);
  return !outcomes.some((outcome) => outcome.kind === 'failed');
}

/** A level that breaks, or finds nothing to test, has failed; with --grep nothing may well match. */
async function runLevel(level: Level, context: LevelContext): Promise<readonly Outcome[]> {
  console.log(`\n== ${level.name}`);
  const startedMs = Date.now();
  const outcomes = await level.run(context).catch((error: unknown) => [failed(level.name, String(error))]);
  const empty = outcomes.length === 0 && context.grep === undefined;
  const all = empty ? [failed(level.name, 'it ran no test at all')] : outcomes;
  for (const outcome of all)
    if (outcome.kind === 'failed') console.log(`failed: ${outcome.name}\n${outcome.message}`);
  console.log(`== ${level.name}: ${((Date.now() - startedMs) / 1000).toFixed(1)} s`);
  return all;
}

main().then(
  (fine) => process.exit(fine ? 0 : 1),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  },
);
