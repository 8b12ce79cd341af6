import type { TileArgs } from '../../protocol/editor';
import type { AbortLike } from '../../protocol/abort';
import type { OpenPicture, WorkerTile } from '../../protocol/worker';

/** One state of one page of one file, ready to be cut. */
export interface Picture {
  readonly info: OpenPicture;
  tile(args: TileArgs, signal: AbortLike): Promise<WorkerTile>;
  /** Memory it holds now. */
  readonly bytes: number;
  /** Stops what still runs for it. */
  close(): void;
}
