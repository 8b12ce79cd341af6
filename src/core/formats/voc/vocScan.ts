import { decodeEntities } from '../xml/decodeEntities';

/** What a VOC text calls its image, without parsing it whole. */
export function fileNameIn(text: string): string | undefined {
  const name = /<filename>\s*([^<]*?)\s*<\/filename>/.exec(text)?.[1];
  return name === undefined || name === '' ? undefined : plainText(name);
}

/** The classes of a VOC text's objects, without parsing it whole. */
export function* labelsIn(text: string): Generator<string> {
  let at = text.indexOf('<object');
  while (at >= 0) {
    const from = text.indexOf('<name>', at);
    const to = from < 0 ? -1 : text.indexOf('<', from + 1);
    if (to < 0) return;
    const raw = plainText(text.slice(from + '<name>'.length, to));
    const label = raw.includes('\n') ? raw.trim() : raw;
    if (label.trim() !== '') yield label;
    at = text.indexOf('<object', to);
  }
}

function plainText(raw: string): string {
  return raw.includes('&') ? decodeEntities(raw, () => undefined) : raw;
}
