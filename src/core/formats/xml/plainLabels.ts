import type { Report } from '../report';
import { escapeText, fitsXml } from './escapeXml';

const CHARACTERS = { code: 'characters-replaced', message: 'characters that XML cannot hold are replaced' };

/** Escapes class names, each of them once, and says which images have one with characters that XML cannot hold. */
export function plainLabels(
  report: Pick<Report, 'loss'>,
  escape: (name: string) => string = escapeText,
): (name: string, imagePath: string) => string {
  const known = new Map<string, string>();
  return (name, imagePath) => {
    const ready = known.get(name);
    if (ready !== undefined) return ready;
    const escaped = escape(name);
    if (fitsXml(name)) known.set(name, escaped);
    else report.loss(imagePath, CHARACTERS);
    return escaped;
  };
}
