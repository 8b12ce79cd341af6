import type { LabelsAt } from './labelVersions';
import { sidecarLabels } from './readLabels';
import type { VersionsContext } from './versionsContext';

/** A sidecar by its object id: its text, understood only when it is asked for. */
export interface SidecarBlob {
  readonly id: string;
  /** Undefined when it cannot be read; then `labels` says why. */
  readonly text: string | undefined;
  labels(): LabelsAt;
}

const MOST_KEPT = 64;

/** Sidecars by object id, the last few kept: what is before one commit is after the next. */
export class SidecarBlobs {
  readonly #context: VersionsContext;
  readonly #kept = new Map<string, Promise<SidecarBlob>>();

  constructor(context: VersionsContext) {
    this.#context = context;
  }

  /** `path` is where it stands, absolute. */
  get(id: string, path: string): Promise<SidecarBlob> {
    const key = `${id}:${path}`;
    const known = this.#kept.get(key) ?? this.#read(id, path);
    this.#kept.delete(key);
    this.#kept.set(key, known);
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size > MOST_KEPT) this.#kept.delete(oldest);
    return known;
  }

  async #read(id: string, path: string): Promise<SidecarBlob> {
    const { textOfBlob } = this.#context;
    const read = await textOfBlob(id, path);
    if ('reason' in read)
      return { id, text: undefined, labels: () => ({ kind: 'unreadable', path, reason: read.reason }) };
    let labels: LabelsAt | undefined;
    return { id, text: read.text, labels: () => (labels ??= sidecarLabels(path, read.text)) };
  }
}

/** True when an annotation surely stands unchanged in two texts: on one line of its own, which is the same. */
export function isSameLine(a: string, b: string, id: string): boolean {
  const line = lineOf(a, id);
  return line !== undefined && line === lineOf(b, id);
}

/** The line that is the whole annotation; undefined where it is not laid out like this. */
function lineOf(text: string, id: string): string | undefined {
  const mark = JSON.stringify(id);
  const at = text.indexOf(mark);
  if (at < 0 || text.includes(mark, at + 1)) return undefined;
  const line = text
    .slice(text.lastIndexOf('\n', at) + 1, endOfLine(text, at))
    .trim()
    .replace(/,$/, '');
  if (!/^\{\s*"id"\s*:/.test(line) || !line.endsWith('}')) return undefined;
  try {
    return (JSON.parse(line) as { readonly id?: unknown }).id === id ? line : undefined;
  } catch {
    return undefined;
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
