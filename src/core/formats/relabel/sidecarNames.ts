import { isImageName } from '../../dataset/imageNames';
import { joined } from '../lib/safePath';

export const SIDECAR_SUFFIX = '.labels.json';
export const SCHEMA_FILE = 'relabel.yaml';
const MIRROR = 'labels';
const ESCAPE = '_';

export function isSidecarName(name: string): boolean {
  return name.endsWith(SIDECAR_SUFFIX) && name.length > SIDECAR_SUFFIX.length;
}

/**
 * Where the image of a sidecar may be, the likeliest first: beside it; in the tree that a folder `labels/` (or
 * `labels/_`) mirrors; where `relabel.yaml` says that `folder` mirrors the whole set.
 */
export function imagesOfSidecar(path: string, folder?: string): readonly string[] {
  const image = path.slice(0, -SIDECAR_SUFFIX.length);
  const said = folder !== undefined && image.startsWith(`${folder}/`) ? [image.slice(folder.length + 1)] : [];
  const parts = image.split('/');
  const mirrored = parts.flatMap((part, i) => (part === MIRROR ? withoutMirror(parts, i) : []));
  return [...new Set([image, ...said, ...mirrored])].filter(isImageName);
}

function withoutMirror(parts: readonly string[], at: number): string[] {
  const before = parts.slice(0, at).join('/');
  const [first = '', ...rest] = parts.slice(at + 1);
  if (rest.length === 0) return [];
  const named = first.startsWith(ESCAPE) && first.length > 1 ? [first, first.slice(1)] : [first];
  return named.map((folder) => joined(before, [folder, ...rest].join('/')));
}
