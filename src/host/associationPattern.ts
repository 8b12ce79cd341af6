/** File extensions of the manifest's `customEditors` selector. */
export const EDITOR_EXTENSIONS = ['jpg', 'jpeg', 'png', 'webp', 'gif', 'bmp', 'avif', 'tif', 'tiff'] as const;

/**
 * The glob for `workbench.editorAssociations` that means the images at and below a folder (a path with `/`).
 * VS Code matches globs with a slash against the whole path, in small letters.
 */
export function associationPattern(folder: string): string {
  const literal = folder.replace(/[*?{}[\]!,]/g, '?');
  return `**/${literal}/**/*.{${EDITOR_EXTENSIONS.join(',')}}`;
}
