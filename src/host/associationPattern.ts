import { IMAGE_EXTENSIONS } from '../core/dataset/imageNames';

/** File extensions of the manifest's `customEditors` selector. */
export const EDITOR_EXTENSIONS = IMAGE_EXTENSIONS;

/**
 * The glob for `workbench.editorAssociations` that means the images at and below a folder of a workspace folder; both
 * are URI paths. VS Code matches globs with a slash against the whole path, in small letters. The workspace folder's
 * name stands in front, so that a folder of the same name elsewhere is not meant; its parents do not, because the
 * settings may be versioned and opened on another machine.
 */
export function associationPattern(workspaceFolder: string, folder: string): string {
  const root = partsOf(workspaceFolder);
  const parts = [...root.slice(-1), ...partsOf(folder).slice(root.length)];
  const literal = parts.join('/').replace(/[*?{}[\]!,]/g, '?');
  return `**/${literal ? `${literal}/**/` : ''}*.{${EDITOR_EXTENSIONS.join(',')}}`;
}

function partsOf(path: string): string[] {
  return path.split('/').filter(Boolean);
}
