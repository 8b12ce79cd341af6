import type { DiffHostContract, DiffPageContract, DiffSnapshot } from '../../../src/protocol/diffView';
import type { Port } from '../../../src/protocol/port';
import { Rpc, type Serve } from '../../../src/protocol/rpc';

/** What a comparison of one image is, without what stands around it. */
export type FakeImage = Pick<DiffSnapshot, 'before' | 'after'> & Partial<Pick<DiffSnapshot, 'pages'>>;

export interface FakeDiff {
  readonly title: string;
  readonly schema: DiffSnapshot['schema'];
  readonly images: readonly (FakeImage & { readonly path: string })[];
  readonly restorable?: DiffSnapshot['restorable'];
  readonly focus?: DiffSnapshot['focus'];
  /** The host does not answer until `answer` is called. */
  readonly slow?: boolean;
}

/** The extension's side of the diff in memory. */
export class FakeDiffHost {
  readonly rpc: Rpc<DiffHostContract, DiffPageContract>;
  readonly heard: { readonly name: string; readonly payload: unknown }[] = [];
  clipboard = '';
  searching = false;
  #diff: FakeDiff;
  #index = 0;
  #version = 1;
  #pinned = false;
  #page: number | undefined;
  #open: (() => void) | undefined;
  readonly #mayOpen: Promise<void>;

  constructor(port: Port, diff: FakeDiff) {
    this.#diff = diff;
    this.#mayOpen = diff.slow ? new Promise((resolve) => (this.#open = resolve)) : Promise.resolve();
    this.rpc = new Rpc<DiffHostContract, DiffPageContract>(port, this.#serve());
  }

  answer(): void {
    this.#open?.();
  }

  /** The labels of an image changed while it is shown. */
  change(diff: FakeDiff): void {
    this.#diff = diff;
    this.#tell();
  }

  #tell(): void {
    this.#version++;
    this.rpc.notify('snapshot', this.#snapshot());
  }

  #snapshot(): DiffSnapshot {
    const { title, schema, images, restorable = ['before'] } = this.#diff;
    const { before, after, pages } = images[this.#index] ?? images[0] ?? { before: NOTHING, after: NOTHING };
    return {
      ...{ version: this.#version, title, schema, before, after, restorable, pinned: this.#pinned },
      ...(pages && { pages: { ...pages, index: this.#page ?? pages.index } }),
      path: images[this.#index]?.path ?? '',
      place: { index: this.#index, total: images.length, isSearching: this.searching },
      ...(this.#diff.focus && { focus: this.#diff.focus }),
      canOpen: true,
      memento: { title, index: this.#index },
    };
  }

  #serve(): Serve<DiffHostContract> {
    const hear = (name: string) => (payload: unknown) => void this.heard.push({ name, payload });
    return {
      calls: {
        open: async () => (await this.#mayOpen, this.#snapshot()),
        tile: () => Promise.reject(new Error('This picture is not tiled.')),
        restore: (args) => {
          hear('restore')(args);
          return { message: args.instances ? 'Restored 1 instance.' : 'Restored the image.' };
        },
        writeClipboard: ({ text }) => ((this.clipboard = text), null),
      },
      notes: {
        show: ({ index }) => ((this.#index = index), this.#tell()),
        showPage: ({ index }) => ((this.#page = index), this.#tell()),
        openEditor: hear('openEditor'),
        openText: hear('openText'),
        fetchImage: hear('fetchImage'),
        pickImage: hear('pickImage'),
        stopSearch: hear('stopSearch'),
        readAgain: () => this.#tell(),
        pin: ({ pinned }) => ((this.#pinned = pinned), this.#tell()),
        log: hear('log'),
        painted: hear('painted'),
      },
    };
  }
}

const NOTHING: DiffSnapshot['before'] = {
  title: '',
  labels: { kind: 'absent' },
  image: { kind: 'missing', reason: '', widthPx: 0, heightPx: 0 },
};
