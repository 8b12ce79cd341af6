import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../../../src/dev/lib/repoRoot';
import { runProgram } from '../../../src/dev/lib/runProgram';
import { tempFolder } from '../../helpers/tempFolder';

const MANIFEST = {
  name: 'relabel-test-companion',
  publisher: 'relabel',
  version: '0.0.1',
  description: 'Answers the integration tests from inside the extension host.',
  engines: { vscode: '^1.106.0' },
  main: './companion.js',
  activationEvents: ['onStartupFinished'],
  extensionKind: ['workspace'],
  capabilities: { untrustedWorkspaces: { supported: true } },
};

/** Makes the VSIX of the test-only companion extension and returns its path. */
export async function packageCompanion(): Promise<string> {
  const folder = tempFolder();
  const path = join(folder, 'companion.vsix');
  writeFileSync(join(folder, 'package.json'), JSON.stringify(MANIFEST));
  const bundle = join(repoRoot, 'out/test/integration/companion/main.companion.js');
  copyFileSync(bundle, join(folder, 'companion.js'));
  const flags = ['--no-dependencies', '--allow-missing-repository', '--skip-license'];
  const args = [join(repoRoot, 'node_modules/@vscode/vsce/vsce'), 'package', '--out', path, ...flags];
  const { code, output } = await runProgram(process.execPath, args, { cwd: folder });
  if (code !== 0) throw new Error(`packaging the test companion failed:\n${output}`);
  return path;
}
