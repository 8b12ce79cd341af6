/** A `file_name` as a path below the folder of images: `/` between parts, none of them `.`, `..` or a drive. */
export function imagePathOf(fileName: string): string {
  const parts = fileName.replaceAll('\\', '/').split('/');
  const kept = parts.filter(
    (part) => part !== '' && part !== '.' && part !== '..' && !/^[A-Za-z]:$/.test(part),
  );
  return kept.join('/');
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}
