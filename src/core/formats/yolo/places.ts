import type { LabeledImage } from '../labelSet';
import { withoutExtension } from '../lib/safePath';
import { extensionOf, labelPathOf } from './labelPath';

/** Where an image and its labels go. */
export interface Place {
  /** Of the image. */
  readonly at: string;
  readonly labels: string;
  /** Another image has the label file that this one would have had. */
  readonly isRenamed: boolean;
}

/** `images/<split>/...` and `labels/<split>/...`; without a split directly below. */
export class Places {
  /** Paths of images by split; '' for those without. */
  readonly bySplit = new Map<string, string[]>();
  readonly #taken = new Set<string>();
  readonly #splitInPath: boolean;

  /** @param splitInPath the paths of images begin with their split, as the reader had to name them */
  constructor(splitInPath: boolean) {
    this.#splitInPath = splitInPath;
  }

  of({ path, split }: LabeledImage): Place {
    const name = split === undefined ? '' : splitKey(split);
    const folder = name === '' ? 'images' : `images/${folderName(name)}`;
    const below =
      this.#splitInPath && path.startsWith(`${split}/`) ? path.slice((split?.length ?? 0) + 1) : path;
    const wanted = `${folder}/${below}`;
    const { at, labels } = this.#free(wanted);
    const list = this.bySplit.get(name);
    if (list) list.push(at);
    else this.bySplit.set(name, [at]);
    return { at, labels, isRenamed: at !== wanted };
  }

  /** `a.jpg` and `a.png` would share `a.txt`. */
  #free(wanted: string): { readonly at: string; readonly labels: string } {
    const labels = labelPathOf(wanted);
    if (!this.#taken.has(labels)) {
      this.#taken.add(labels);
      return { at: wanted, labels };
    }
    const stem = withoutExtension(wanted);
    const extension = wanted.slice(stem.length);
    return this.#free(`${stem}_${extensionOf(wanted)}${extension}`);
  }

  /** True when a folder of a split holds images of none. */
  get isMixedUp(): boolean {
    const loose = this.bySplit.get('');
    const folders = [...this.bySplit.keys()]
      .filter((name) => name !== '')
      .map((name) => `images/${folderName(name)}/`);
    return loose?.some((at) => folders.some((folder) => at.startsWith(folder))) ?? false;
  }

  /** What `data.yaml` says of the splits, and the lists to write where folders do not tell. */
  splits(asLists: boolean): {
    entries: ReadonlyMap<string, string>;
    lists: ReadonlyMap<string, readonly string[]>;
  } {
    const names = [...this.bySplit.keys()].filter((name) => name !== '').sort(byUse);
    const lists = new Map(asLists ? names.map((name) => [listName(name), this.bySplit.get(name) ?? []]) : []);
    const entries = new Map(
      names.map((name) => [name, asLists ? listName(name) : `images/${folderName(name)}`] as const),
    );
    return { entries: withTrainAndVal(entries), lists };
  }
}

function listName(split: string): string {
  return `${folderName(split)}.txt`;
}

/** Ultralytics asks for both: one that is missing is the other one. */
function withTrainAndVal(entries: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const first = entries.get('train') ?? entries.get('val') ?? entries.values().next().value ?? 'images';
  const train = entries.get('train') ?? first;
  return new Map([['train', train], ['val', entries.get('val') ?? first], ...entries]);
}

const USES = ['train', 'val', 'test'];

function byUse(a: string, b: string): number {
  const [i, k] = [USES.indexOf(a), USES.indexOf(b)];
  if (i >= 0 || k >= 0) return (i < 0 ? USES.length : i) - (k < 0 ? USES.length : k);
  return a < b ? -1 : 1;
}

/** The key of a split: `val` for the names that it has elsewhere. */
export function splitKey(split: string): string {
  return split === 'valid' || split === 'validation' ? 'val' : split === '' ? 'unnamed' : split;
}

/** A name that is a folder everywhere. */
function folderName(split: string): string {
  return split.replace(/[\u0000-\u001f\\/:*?"<>|]/g, '_').replace(/^\.+/, '_');
}
