import { decodeEntities } from '../xml/decodeEntities';

export interface ImageHead {
  readonly name: string;
  /** CVAT and datumaro call "default" what belongs to no split. */
  readonly subset: string | undefined;
}

const UNSPLIT = 'default';

/** What the start tag of an `<image>` says, without parsing it whole. */
export function imageHead(text: string): ImageHead {
  const subset = attributeIn(text, 'subset');
  return {
    name: attributeIn(text, 'name') ?? '',
    subset: subset === undefined || subset === '' || subset === UNSPLIT ? undefined : subset,
  };
}

const HEAD = { name: inHead('name'), subset: inHead('subset') };

function inHead(name: string): RegExp {
  return new RegExp(`^<(?:[^>"']|"[^"]*"|'[^']*')*?\\s${name}\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`);
}

function attributeIn(text: string, name: keyof typeof HEAD): string | undefined {
  const found = HEAD[name].exec(text.slice(0, 10_000));
  const raw = found?.[1] ?? found?.[2];
  return raw === undefined ? undefined : plainText(raw);
}

const LABEL = /<(\w+)(?:\s[^<>]*?)?\slabel\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;

/** Adds the labels that the elements of an image or a track have; points inside skeletons are no classes. */
export function labelsOf(text: string, labels: Set<string>, tags: Set<string>): void {
  const raws = new Map<string, string>();
  const outer = text.includes('<skeleton')
    ? text.replace(/(<skeleton[^>]*>)[\s\S]*?<\/skeleton>/g, '$1')
    : text;
  for (const [, element, double, single] of outer.matchAll(LABEL)) {
    const raw = double ?? single ?? '';
    let label = raws.get(raw);
    if (label === undefined) raws.set(raw, (label = plainText(raw)));
    if (label === '' || element === 'image') continue;
    (element === 'tag' ? tags : labels).add(label);
  }
}

function plainText(raw: string): string {
  return raw.includes('&') ? decodeEntities(raw, () => undefined) : raw;
}
