/** Images below a folder: the subfolders and the images in it, each sorted as given. */
export interface ImageFolder {
  readonly name: string;
  /** Relative to the root, with `/`; empty for the root. */
  readonly path: string;
  readonly folders: readonly ImageFolder[];
  readonly images: readonly string[];
  /** In it and below. */
  readonly count: number;
}

interface Growing {
  readonly folders: Map<string, Growing>;
  readonly images: string[];
}

/**
 * The tree of some images. `paths`: relative to the root, with `/`, sorted. Folders that hold nothing but one folder
 * are one row with it.
 */
export function imageTree(paths: readonly string[]): ImageFolder {
  const root: Growing = { folders: new Map(), images: [] };
  for (const path of paths) {
    const parts = path.split('/');
    parts.pop();
    let at = root;
    for (const part of parts) at = below(at, part);
    at.images.push(path);
  }
  return grown('', '', root);
}

function below({ folders }: Growing, name: string): Growing {
  const known = folders.get(name);
  if (known) return known;
  const made: Growing = { folders: new Map(), images: [] };
  folders.set(name, made);
  return made;
}

function grown(name: string, path: string, { folders, images }: Growing): ImageFolder {
  const made = [...folders].map(([own, each]) => grown(own, path === '' ? own : `${path}/${own}`, each));
  const [only] = made;
  if (path !== '' && images.length === 0 && made.length === 1 && only)
    return { ...only, name: `${name}/${only.name}` };
  const count = made.reduce((sum, folder) => sum + folder.count, images.length);
  return { name, path, folders: made, images, count };
}
