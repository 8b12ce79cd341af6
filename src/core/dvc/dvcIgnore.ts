/** Tells whether DVC leaves a path out; relative to the folder of the `.dvcignore`, `/` between names. */
export type DvcIgnore = (path: string, isFolder: boolean) => boolean;

interface Rule {
  readonly pattern: RegExp;
  readonly isNegated: boolean;
  readonly onlyFolders: boolean;
}

/** DVC never looks into these (iterative/dvc: dvc/ignore.py). */
const ALWAYS = /(?:^|\/)\.(?:git|hg|dvc)$/;
const MAX_RULES = 10_000;

/** Reads a `.dvcignore`, which has gitignore's syntax; the last rule that fits decides. */
export function parseDvcIgnore(text: string): DvcIgnore {
  const rules = text
    .split(/\r?\n/)
    .slice(0, MAX_RULES)
    .map((line) => line.replace(/(?<!\\)\s+$/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap(ruleOf);
  return (path, isFolder) => {
    if (ALWAYS.test(path)) return true;
    const fits = ({ pattern, onlyFolders }: Rule): boolean =>
      (isFolder || !onlyFolders) && pattern.test(path);
    return rules.findLast(fits)?.isNegated === false;
  };
}

function ruleOf(line: string): Rule[] {
  const isNegated = line.startsWith('!');
  const said = isNegated ? line.slice(1) : line;
  const onlyFolders = said.endsWith('/');
  const body = said.replace(/\/+$/, '');
  if (body === '' || body === '/') return [];
  const isAnchored = body.replace(/^\//, '').includes('/') || body.startsWith('/');
  const names = body.replace(/^\//, '').split('/');
  const source = `^${isAnchored ? '' : '(?:.*/)?'}${names.map(nameSource).join('/')}$`
    .replaceAll(`${ANY}/`, '(?:.*/)?')
    .replaceAll(ANY, '.*');
  const pattern = regExp(source);
  return pattern ? [{ pattern, isNegated, onlyFolders }] : [];
}

/** Nobody's pattern, such as `[z-a]`, fits nothing. */
function regExp(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 's');
  } catch {
    return undefined;
  }
}

/** Stands for `**` until the slashes around it are known. */
const ANY = '\u0000';

function nameSource(name: string): string {
  if (name === '**') return ANY;
  return name.replace(/\\(.)|\[!?[^\]/]+\]|\*+|[^\\*[\]]+|./gs, (part: string, escaped?: string) => {
    if (escaped !== undefined) return quoted(escaped);
    if (part.startsWith('*')) return '[^/]*';
    if (/^\[.+\]$/s.test(part)) return `[${part.slice(1, -1).replace(/^!/, '^').replace(/[\\[]/g, '\\$&')}]`;
    return quoted(part).replaceAll('\\?', '[^/]');
  });
}

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
