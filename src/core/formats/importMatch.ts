/** The image file that labels belong to; several when that cannot be told. */
export type ImageMatch =
  | { readonly kind: 'one'; readonly path: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly paths: readonly string[] };

/** Label Studio's upload name: eight hex digits before the name the file had. */
const UPLOADED = /^[0-9a-f]{8}-(?=.)/;

/**
 * Finds, among image files of a folder (paths with `/`), the one a label file means: the same path; else the one whose
 * path ends with it or that it ends with; else the only one of that base name. Label Studio's forms (`?d=` of local
 * files, URL codes, the prefix of uploads) are tried after the path as it stands.
 */
export function imageMatcher(files: readonly string[]): (path: string) => ImageMatch {
  const exact = new Set(files);
  const byName = new Map<string, string[]>();
  for (const file of files) {
    const known = byName.get(baseName(file));
    if (known) known.push(file);
    else byName.set(baseName(file), [file]);
  }
  return (path) => {
    let best: ImageMatch = { kind: 'none' };
    for (const form of formsOf(path)) {
      const found = matchOne(form, exact, byName);
      if (found.kind === 'one') return found;
      if (best.kind === 'none') best = found;
    }
    return best;
  };
}

function matchOne(
  path: string,
  exact: ReadonlySet<string>,
  byName: ReadonlyMap<string, readonly string[]>,
): ImageMatch {
  if (exact.has(path)) return { kind: 'one', path };
  const named = byName.get(baseName(path)) ?? [];
  const ending = named.filter((file) => file.endsWith(`/${path}`) || path.endsWith(`/${file}`));
  const [only, ...more] = ending.length > 0 ? ending : named;
  if (only === undefined) return { kind: 'none' };
  return more.length === 0 ? { kind: 'one', path: only } : { kind: 'several', paths: [only, ...more] };
}

/** What a path may stand for, likeliest first. */
function formsOf(path: string): readonly string[] {
  const local = /[?&]d=([^&]*)/.exec(path)?.[1];
  const plain = [path, ...(local === undefined ? [] : [local])].flatMap((text) => [text, decoded(text)]);
  const slashed = plain.map((text) => text.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, ''));
  const uploaded = slashed.map((text) => {
    const at = text.lastIndexOf('/') + 1;
    return text.slice(0, at) + text.slice(at).replace(UPLOADED, '');
  });
  return [...new Set([...slashed, ...uploaded])].filter((text) => text !== '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
