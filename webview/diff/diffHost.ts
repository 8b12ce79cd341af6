import type {
  DiffHostContract,
  DiffPageContract,
  DiffSideName,
  DiffSnapshot,
  InstanceRef,
} from '../../src/protocol/diffView';
import type { NoteName, PayloadOf, Rpc } from '../../src/protocol/rpc';
import type { TileArgs, TilePixels } from '../../src/protocol/editor';

/** What the page asks of the host, as plain functions. */
export interface DiffHost {
  open(): Promise<DiffSnapshot>;
  tile(args: TileArgs & { readonly side: DiffSideName }, signal: AbortSignal): Promise<TilePixels>;
  /** Resolves to what was done, in a sentence. */
  restore(
    version: number,
    from: DiffSideName,
    instances: readonly InstanceRef[] | undefined,
  ): Promise<string>;
  writeClipboard(text: string): Promise<void>;
  notify<K extends NoteName<DiffHostContract>>(name: K, payload: PayloadOf<DiffHostContract, K>): void;
}

export function diffHost(rpc: Rpc<DiffPageContract, DiffHostContract>): DiffHost {
  return {
    open: () => rpc.call('open', {}),
    tile: (args, signal) => rpc.call('tile', args, { signal }),
    restore: async (version, from, instances) =>
      (await rpc.call('restore', { version, from, instances: instances ?? null })).message,
    writeClipboard: async (text) => void (await rpc.call('writeClipboard', { text })),
    notify: (name, payload) => rpc.notify(name, payload),
  };
}
