import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageVsix, vsixName } from '../../../src/dev/lib/packageVsix';
import { tempFolder } from '../../helpers/tempFolder';
import { once } from './once';

/** The package that this run installs and tests: the one RELABEL_VSIX names, else a fresh one. */
export function packageUnderTest(): Promise<string> {
  return once('package', async () => {
    const given = process.env['RELABEL_VSIX'];
    if (given && existsSync(given)) return given;
    const { path } = await packageVsix(join(tempFolder(), vsixName()));
    return path;
  });
}
