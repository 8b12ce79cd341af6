import type { AnnotationDoc } from '../../core/annotation/document';
import type { KnownRow } from '../../core/formats/inPlace/adoptIds';
import type { SidecarLocation } from '../../engine/dataset/sidecars';
import type { LabelStore } from '../../engine/dataset/stores/labelStore';
import { readStore } from '../../engine/dataset/stores/readStore';
import { writeStore } from '../../engine/dataset/stores/writeStore';
import { writeAtomic } from '../../engine/fs';
import type { LabelsIo, Written } from './openLabels';
import { readLocated, readSidecar, type SidecarRead } from './sidecarFile';

/** Reads and writes the labels of one image wherever they are, and remembers which row of a file is which annotation. */
export class ImageLabelsIo implements LabelsIo {
  readonly #locate: () => Promise<SidecarLocation>;
  #known: readonly KnownRow[] = [];
  #store: LabelStore | undefined;

  constructor(locate: () => Promise<SidecarLocation>) {
    this.#locate = locate;
  }

  /** The file of another format in which the labels were when they were last read; undefined for a sidecar. */
  get store(): LabelStore | undefined {
    return this.#store;
  }

  async read(at?: string): Promise<SidecarRead> {
    if (at !== undefined) return this.#readAt(at);
    const location = await this.#locate();
    this.#store = location.blocked ? undefined : location.store;
    return this.#store ? this.#readStore(this.#store) : readLocated(location);
  }

  /** What is at a place where the labels were before: a label file of another format is no sidecar. */
  async #readAt(path: string): Promise<SidecarRead> {
    return path.endsWith('.labels.json') ? readSidecar(path) : { kind: 'absent', path };
  }

  write(path: string, text: string): Promise<void> {
    return writeAtomic(path, text);
  }

  async writeStore(
    doc: AnnotationDoc,
    baseHash: string | undefined,
  ): Promise<Written | 'changed' | undefined> {
    if (!this.#store) return undefined;
    const written = await writeStore(this.#store, doc, this.#known, baseHash);
    if (written !== 'changed') this.#known = written.known;
    return written;
  }

  seed({ annotations }: AnnotationDoc): void {
    this.#known = annotations.map((annotation) => ({ id: annotation.id, annotation }));
  }

  async #readStore(store: LabelStore): Promise<SidecarRead> {
    const { read, known } = await readStore(store, this.#known);
    this.#known = known;
    return read;
  }
}
