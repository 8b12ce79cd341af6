/** One `key = value` of an `obj.data`. */
export interface ConfigEntry {
  readonly key: string;
  readonly value: string;
}

/** Entries of an `obj.data`, in order (AlexeyAB/darknet: src/option_list.c: read_data_cfg). */
export function parseConfig(text: string): readonly ConfigEntry[] {
  return text.split(/\r\n|\n|\r/).flatMap((line) => {
    const [, key, value] = /^\s*([^=#;\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    return key === undefined || value === undefined || value === '' ? [] : [{ key, value }];
  });
}

/** Keys that name no list of images. */
const RESERVED: ReadonlySet<string> = new Set([
  'classes',
  'names',
  'backup',
  'eval',
  'results',
  'top',
  'labels',
]);

/** Names of splits as they are elsewhere. */
const SPLITS: ReadonlyMap<string, string> = new Map([
  ['valid', 'val'],
  ['validation', 'val'],
]);

/** Lists of images by split. */
export function splitLists(entries: readonly ConfigEntry[]): readonly { split: string; list: string }[] {
  return entries.flatMap(({ key, value }) =>
    RESERVED.has(key) ? [] : [{ split: SPLITS.get(key) ?? key, list: value }],
  );
}

export function valueOf(entries: readonly ConfigEntry[], key: string): string | undefined {
  return entries.find((entry) => entry.key === key)?.value;
}

/** The key of a split in `obj.data`: darknet says `valid`. A name that means something else there gets a tail. */
export function keyOfSplit(split: string): string {
  if (split === 'val') return 'valid';
  const key = split.replace(/[^\w-]/g, '_');
  return RESERVED.has(key) || key === '' ? `${key}_split` : key;
}
