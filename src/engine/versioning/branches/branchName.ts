/** "labels/anna-bolts": a name for a labelling branch that git takes, made of whatever people are called. */
export function branchName(userName: string | undefined, topic: string): string {
  const parts = [userName?.trim().split(/\s+/)[0] ?? '', topic].map(slug).filter((part) => part !== '');
  return `labels/${parts.join('-') || 'new'}`;
}

const MAX_CHARS = 40;

/** Letters and digits of any script, with single hyphens between. */
function slug(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .slice(0, MAX_CHARS)
    .replace(/^-+|-+$/g, '');
}
