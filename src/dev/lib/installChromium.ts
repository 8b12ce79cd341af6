import { existsSync, readFileSync } from 'node:fs';
import { CHROMIUM_MISSING, findChromium } from './chromium';
import { showProgress } from './progress';
import { runProgram } from './runProgram';

const LIMIT_MS = 300_000;

/** Undefined once there is a Chromium; otherwise one line that says why not and what to install. */
export async function ensureChromium(): Promise<string | undefined> {
  if (findChromium()) return undefined;
  if (!mayInstall()) return CHROMIUM_MISSING;
  const { output } = await showProgress(1).step('Installing Chromium with apt-get', install);
  return findChromium() ? undefined : `${CHROMIUM_MISSING} (apt-get failed: ${lastLine(output)})`;
}

/** Only as root and only on Debian or Ubuntu; anywhere else it is the user's to decide. */
function mayInstall(): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return process.getuid?.() === 0 && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release);
}

async function install(): Promise<{ output: string }> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runProgram('apt-get', ['update', '-q'], { env, timeoutMs: LIMIT_MS });
  return runProgram('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium'], {
    env,
    timeoutMs: LIMIT_MS,
  });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
