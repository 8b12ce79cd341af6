import { findDvc } from '../../src/engine/dvc/findDvc';
import type { DvcProgram } from '../../src/engine/dvc/runDvc';
import { skipBecause } from './skipBecause';

/** The machine's own DVC: what `RELABEL_TEST_DVC` names, else `dvc` on the PATH; skips where there is none. */
export async function realDvc(context: Mocha.Context): Promise<DvcProgram> {
  const state = await findDvc({ setting: process.env['RELABEL_TEST_DVC'], folders: [], timeoutMs: 60_000 });
  if (state.kind === 'absent') skipBecause(context, 'DVC is not installed');
  return state.program;
}
