const MOST_CHARS = 60;

/** "labels-v1-to-feature-x.html": branches and dates have characters that no file name may have. */
export function reportFileName(from: string, to: string): string {
  return `labels-${partOf(from)}-to-${partOf(to)}.html`;
}

function partOf(title: string): string {
  const plain = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+|[.-]+$/g, '');
  return plain.slice(0, MOST_CHARS) || 'labels';
}
