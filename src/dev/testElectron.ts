import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder } from './lib/cacheFolder';
import { runMocha } from './lib/levels/mochaLevel';
import { summary } from './lib/levels/report';
import { repoRoot } from './lib/repoRoot';

const LIMITS = { testLimitMs: 60_000, limitMs: 1_800_000 };
const HELP = `npm run test:electron [-- OPTIONS]
Runs the integration tests in a desktop VS Code. It is downloaded once from code.visualstudio.com.

  --vscode VERSION   which VS Code (default: stable), such as 1.106.0 or insiders
  --program PATH     use this VS Code application instead of downloading one
  --grep TEXT        only tests whose title matches
  --help             show this`;

/** `npm run test:electron`: true when nothing failed. */
async function main(): Promise<boolean> {
  const options = {
    vscode: { type: 'string', default: 'stable' },
    program: { type: 'string' },
    grep: { type: 'string' },
    help: { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(HELP);
    return true;
  }
  if (process.platform === 'linux' && !(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']))
    throw new Error('a desktop VS Code needs a display: run this under xvfb-run -a, or use npm test');
  const program = values.program ?? (await download(values.vscode));
  const outcomes = await runMocha(
    'integration',
    { ...LIMITS, env: { RELABEL_DESKTOP_VSCODE: program } },
    { grep: values.grep },
  );
  console.log(`\n${summary(outcomes)}`);
  return !outcomes.some((outcome) => outcome.kind === 'failed');
}

async function download(version: string): Promise<string> {
  const cachePath = join(cacheFolder(), 'vscode-test');
  try {
    return await downloadAndUnzipVSCode({ version, cachePath, extensionDevelopmentPath: repoRoot });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `VS Code ${version} could not be downloaded from update.code.visualstudio.com (${why}).\n` +
        'Name an installed one with --program, or run npm test, which needs only the npm registry.',
    );
  }
}

main().then(
  (fine) => process.exit(fine ? 0 : 1),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
