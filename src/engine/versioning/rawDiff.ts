/** One file of `git diff --raw -z` or of a merge's `-c --raw -z` (git-diff, "Raw output format"). */
export interface RawChange {
  /** `A`, `C`, `D`, `M`, `R`, `T`, `U`; of a merge one letter for each parent. */
  readonly status: string;
  /** Object ids, of each parent; undefined where the file was not there, or is not hashed. */
  readonly before: readonly (string | undefined)[];
  readonly after: string | undefined;
  /** Regular files on all sides where there is something: no link, no submodule. */
  readonly isPlain: boolean;
  /** Relative to the root. */
  readonly path: string;
  /** The former path of a renamed file. */
  readonly fromPath?: string;
}

const ZEROS = /^0+$/;

/** Reads the texts between NULs: a line of facts, then one path or two. */
export class RawParser {
  #facts: string | undefined;
  #fromPath: string | undefined;

  /** True while the next text belongs to a change that has begun. */
  get isInside(): boolean {
    return this.#facts !== undefined;
  }

  take(text: string): RawChange | undefined {
    if (this.#facts === undefined) {
      const facts = text.replace(/^\n+/, '');
      if (facts.startsWith(':')) this.#facts = facts;
      return undefined;
    }
    if (isRename(this.#facts) && this.#fromPath === undefined) {
      this.#fromPath = text;
      return undefined;
    }
    const change = rawChange(this.#facts, text, this.#fromPath);
    this.#facts = undefined;
    this.#fromPath = undefined;
    return change;
  }
}

function isRename(facts: string): boolean {
  // Of merges only the last path is told.
  return !facts.startsWith('::') && /^[RC]/.test(facts.slice(facts.lastIndexOf(' ') + 1));
}

/** `:100644 100644 id id M`; with two parents `::100644 100644 100644 id id id MM`. */
function rawChange(facts: string, path: string, fromPath: string | undefined): RawChange {
  const parents = /^:+/.exec(facts)?.[0].length ?? 1;
  const words = facts.slice(parents).split(' ');
  const ids = words.slice(parents + 1, -1).map((id) => (ZEROS.test(id) ? undefined : id));
  return {
    status: (words.at(-1) ?? '').replace(/\d+$/, ''),
    before: ids.slice(0, parents),
    after: ids[parents],
    isPlain: words.slice(0, parents + 1).every((mode) => /^(?:100|0+$)/.test(mode)),
    path,
    ...(fromPath !== undefined && { fromPath }),
  };
}
