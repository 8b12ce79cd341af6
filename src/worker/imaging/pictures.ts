import type { AbortLike } from '../../protocol/abort';
import type { TileArgs } from '../../protocol/editor';
import type { ImagingSettings, OpenPicture, PictureArgs, WorkerTile } from '../../protocol/worker';
import { breathe } from '../breathe';
import { WorkerError } from '../workerError';
import { openPicture } from './openPicture';
import type { Picture } from './picture';
import { stampOf } from './stamp';

/** Decoded pictures that are kept; the one used last always is. */
const KEPT_BYTES = 512 * 2 ** 20;

interface Entry {
  readonly opening: Promise<Picture>;
  /** Once it is there. */
  picture?: Picture;
}

/** The pictures that are open; those not used for longest are closed when memory runs out. */
export class Pictures {
  readonly #settings: ImagingSettings;
  /** By id, in the order of use. */
  readonly #open = new Map<string, Entry>();

  constructor(settings: ImagingSettings) {
    this.#settings = settings;
  }

  async open(args: PictureArgs): Promise<OpenPicture> {
    const id = await stampOf(args.path, args.page ?? 0);
    const entry = this.#open.get(id) ?? this.#start(id, args);
    this.#use(id, entry);
    const { info } = await entry.opening;
    this.#makeRoom();
    return info;
  }

  async tile(args: TileArgs, signal: AbortLike): Promise<WorkerTile> {
    await breathe(signal);
    const entry = this.#open.get(args.id);
    if (!entry) throw new WorkerError('PictureGone', `The picture ${args.id} is not open.`);
    this.#use(args.id, entry);
    return (await entry.opening).tile(args, signal);
  }

  close(id: string): void {
    const entry = this.#open.get(id);
    this.#open.delete(id);
    entry?.opening.then(
      (picture) => picture.close(),
      () => undefined,
    );
  }

  #start(id: string, args: PictureArgs): Entry {
    const entry: Entry = { opening: openPicture(id, args, this.#settings) };
    entry.opening.then(
      (picture) => (entry.picture = picture),
      () => this.#open.get(id) === entry && this.#open.delete(id),
    );
    return entry;
  }

  #use(id: string, entry: Entry): void {
    this.#open.delete(id);
    this.#open.set(id, entry);
  }

  /** Closed pictures are opened again when they are asked for again (`PictureGone`). */
  #makeRoom(): void {
    let bytes = 0;
    for (const [i, [id, { picture }]] of [...this.#open].reverse().entries()) {
      bytes += picture?.bytes ?? 0;
      if (i > 0 && bytes > KEPT_BYTES) this.close(id);
    }
  }
}
