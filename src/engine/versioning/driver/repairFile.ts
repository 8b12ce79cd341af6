import { repairMarkers } from '../../../core/annotation/repairMarkers';
import { isSidecar } from '../../dataset/sidecars';
import { readTextFile, writeAtomic } from '../../fs';
import { checkMerged, type MergeState } from './checkMerged';

/**
 * Merges by instance what git left with conflict marks in a sidecar: what clashes is then data, and the file valid.
 * Without marks nothing is written. Never rejects; a file that cannot be mended is left as it is.
 */
export async function repairFile(path: string): Promise<MergeState> {
  if (!isSidecar(path))
    return {
      isOpen: true,
      message: 'only the marks of sidecars (*.labels.json) can be mended; edit this one by hand',
    };
  try {
    const text = await readTextFile(path);
    if (!/^<{7,}/m.test(text)) return await checkMerged(path);
    const repaired = repairMarkers(text);
    if (!repaired.ok) return { isOpen: true, message: repaired.problem.message };
    await writeAtomic(path, repaired.text);
    const state = await checkMerged(path);
    return { ...state, message: `mended; ${state.message}` };
  } catch (error) {
    return { isOpen: true, message: error instanceof Error ? error.message : String(error) };
  }
}
