import type { Annotation } from '../src/core/annotation/annotation';
import type { AnnotationDoc } from '../src/core/annotation/document';
import type { Edit } from '../src/core/edit/edit';
import type { LabelSchema } from '../src/core/schema/labelSchema';
import type { HostCommand } from '../src/protocol/actions';
import type { HostContract, PageContract, Snapshot, TileArgs, TilePixels } from '../src/protocol/editor';
import type { NoteName, PayloadOf, Rpc } from '../src/protocol/rpc';

/** What the page asks of the host, as plain functions: all that session and actions know of the connection. */
export interface HostLink {
  open(): Promise<Snapshot>;
  propose(edit: Edit, baseVersion: number): Promise<{ readonly version: number; readonly stale: boolean }>;
  addClass(name: string): Promise<LabelSchema>;
  readClipboard(): Promise<string>;
  writeClipboard(text: string): Promise<void>;
  /** A part of a tiled picture; rejects when the signal says that it is no longer wanted. */
  tile(args: TileArgs, signal: AbortSignal): Promise<TilePixels>;
  showPage(index: number): Promise<void>;
  previousLabels(): Promise<AnnotationDoc | null>;
  copyToNext(annotations: readonly Annotation[]): Promise<{ readonly file: string; readonly added: number }>;
  author(): Promise<string | null>;
  run(command: HostCommand): void;
  notify<K extends NoteName<HostContract>>(name: K, payload: PayloadOf<HostContract, K>): void;
}

export function hostLink(rpc: Rpc<PageContract, HostContract>): HostLink {
  return {
    open: () => rpc.call('open', {}),
    propose: (edit, baseVersion) => rpc.call('propose', { edit, baseVersion }),
    addClass: async (name) => (await rpc.call('addClass', { name })).schema,
    readClipboard: () => rpc.call('readClipboard', {}),
    writeClipboard: async (text) => void (await rpc.call('writeClipboard', { text })),
    tile: (args, signal) => rpc.call('tile', args, { signal }),
    showPage: async (index) => void (await rpc.call('showPage', { index })),
    previousLabels: () => rpc.call('previousLabels', {}),
    copyToNext: (annotations) => rpc.call('copyToNext', { annotations }),
    author: async () => (await rpc.call('author', {})).name,
    run: (command) => rpc.notify('run', { command }),
    notify: (name, payload) => rpc.notify(name, payload),
  };
}
