import { apply, invert, type Edit } from '../../src/core/edit/edit';
import { add } from '../../src/core/edit/edits';
import type { Annotation } from '../../src/core/annotation/annotation';
import type { AnnotationDoc } from '../../src/core/annotation/document';
import type { HostCommand } from '../../src/protocol/actions';
import type { HostContract, PageContract, Snapshot } from '../../src/protocol/editor';
import type { Port } from '../../src/protocol/port';
import { Rpc, type Serve } from '../../src/protocol/rpc';
import { partsOf } from './picture';
import { proposals, SIZE, type Scene } from './scenes';

/** What a fake host keeps when the page is built anew. */
export interface Kept {
  readonly doc: AnnotationDoc;
  readonly version: number;
}

/** How long the fake detection takes, in steps of one progress note. */
const DETECT_STEPS = 8;
const DETECT_STEP_MS = 60;

/** The extension's side of the editor in memory: document, versions, undo, clipboard; enough to drive the page. */
export class FakeHost {
  readonly rpc: Rpc<HostContract, PageContract>;
  readonly #scene: Scene;
  readonly #keys: Snapshot['keys'];
  readonly #keep: (kept: Kept) => void;
  doc: AnnotationDoc;
  version: number;
  schema: Snapshot['schema'];
  /** What the page told, newest last, for tests to look at. */
  readonly heard: { readonly name: string; readonly payload: unknown }[] = [];
  typing = false;
  painting = false;
  clipboard = '';
  author: string | null = 'Anna Example';
  /** The labels of the image before this one. */
  previous: AnnotationDoc | null = null;
  /** What the image after this one got. */
  readonly copied: Annotation[] = [];
  /** Edits that can be undone, and those that can be done again. */
  done: Edit[] = [];
  undone: Edit[] = [];
  #detecting: AbortController | undefined;

  constructor(
    port: Port,
    scene: Scene,
    keys: Snapshot['keys'],
    kept: Kept | undefined,
    keep: (kept: Kept) => void,
  ) {
    this.#scene = scene;
    this.#keys = keys;
    this.#keep = keep;
    this.doc = kept?.doc ?? scene.doc;
    this.version = kept?.version ?? 1;
    this.schema = scene.schema;
    this.rpc = new Rpc<HostContract, PageContract>(port, this.#serve());
  }

  undo(): void {
    const edit = this.done.pop();
    if (!edit) return;
    this.undone.push(edit);
    this.#changed({ ...invert(edit), label: `Undo ${edit.label}` });
  }

  redo(): void {
    const edit = this.undone.pop();
    if (!edit) return;
    this.done.push(edit);
    this.#changed(edit);
  }

  /** A change that did not come from this page: another panel, detection. */
  foreign(edit: Edit): void {
    this.#remember(edit);
    this.#changed(edit);
  }

  #remember(edit: Edit): void {
    this.done.push(edit);
    this.undone = [];
  }

  #changed(edit: Edit): void {
    const { doc, skipped } = apply(this.doc, edit);
    this.#set(doc);
    this.rpc.notify('changed', { version: this.version, edit, skipped });
  }

  #set(doc: AnnotationDoc): void {
    this.doc = doc;
    this.version++;
    this.#keep({ doc, version: this.version });
  }

  #snapshot(): Snapshot {
    return { ...this.#scene, schema: this.schema, doc: this.doc, version: this.version, keys: this.#keys };
  }

  #propose(edit: Edit, baseVersion: number): { version: number; stale: boolean } {
    if (baseVersion !== this.version) return { version: this.version, stale: true };
    this.#remember(edit);
    this.#set(apply(this.doc, edit).doc);
    return { version: this.version, stale: false };
  }

  #showPage(index: number): void {
    const { image, pages } = this.#scene;
    if (pages) this.rpc.notify('image', { source: image, pages: { ...pages, index } });
  }

  #addClass(name: string): { schema: Snapshot['schema'] } {
    this.schema = { ...this.schema, classes: [...this.schema.classes, { name, attributes: [] }] };
    return { schema: this.schema };
  }

  #serve(): Serve<HostContract> {
    const hear = (name: string) => (payload: unknown) => void this.heard.push({ name, payload });
    return {
      calls: {
        open: () => this.#snapshot(),
        propose: ({ edit, baseVersion }) => this.#propose(edit, baseVersion),
        addClass: ({ name }) => this.#addClass(name),
        readClipboard: () => this.clipboard,
        tile: () => Promise.reject(new Error('This picture is not tiled.')),
        showPage: ({ index }) => (this.#showPage(index), null),
        previousLabels: () => this.previous,
        copyToNext: ({ annotations }) => (
          this.copied.push(...annotations),
          { file: 'bench-04.jpg', added: annotations.length }
        ),
        author: () => ({ name: this.author }),
        writeClipboard: ({ text }) => ((this.clipboard = text), null),
      },
      notes: {
        run: ({ command }) => (hear('run')({ command }), this.run(command)),
        typing: ({ active }) => void (this.typing = active),
        painting: ({ active }) => void (this.painting = active),
        viewState: hear('viewState'),
        log: hear('log'),
        painted: hear('painted'),
      },
    };
  }

  /** The host's own commands, as far as they mean something here. */
  run(command: HostCommand | string): void {
    if (command === 'undo') this.undo();
    else if (command === 'redo') this.redo();
    else if (command === 'relabel.detect') void this.#detect();
    else if (command === 'relabel.cancelDetection') this.#detecting?.abort();
    else this.rpc.notify('notice', { severity: 'info', message: `The extension would run ${command} now.` });
  }

  async #detect(): Promise<void> {
    const detecting = new AbortController();
    this.#detecting = detecting;
    for (let step = 0; step <= DETECT_STEPS && !detecting.signal.aborted; step++) {
      this.rpc.notify('progress', { title: 'Detecting with parts-nano…', fraction: step / DETECT_STEPS });
      await new Promise((resolve) => setTimeout(resolve, DETECT_STEP_MS));
    }
    this.rpc.notify('progress', null);
    if (detecting.signal.aborted) return;
    const known = new Set(this.doc.annotations.map(({ id }) => id));
    const parts = partsOf(SIZE.widthPx, SIZE.heightPx).slice(9);
    this.foreign(
      add(
        'Detect',
        proposals(parts, 30).filter(({ id }) => !known.has(id)),
      ),
    );
  }
}
