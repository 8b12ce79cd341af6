import type { LabelsAt } from './labelVersions';
import { sidecarLabels } from './readLabels';
import type { VersionsContext } from './versionsContext';

/** A sidecar by its object id, understood only when it is asked for. */
export interface SidecarBlob {
  readonly id: string;
  labels(): LabelsAt;
  /** The line that is the whole annotation of an id; undefined where the text is not laid out like this. */
  lineOf(annotationId: string): string | undefined;
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
      return {
        id,
        labels: () => ({ kind: 'unreadable', path, reason: read.reason }),
        lineOf: () => undefined,
      };
    let labels: LabelsAt | undefined;
    const lines = new Map<string, string | undefined>();
    return {
      id,
      labels: () => (labels ??= sidecarLabels(path, read.text)),
      lineOf(annotationId) {
        if (!lines.has(annotationId)) lines.set(annotationId, lineOf(read.text, annotationId));
        return lines.get(annotationId);
      },
    };
  }
}

export function lineOf(text: string, id: string): string | undefined {
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
