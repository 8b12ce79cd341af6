import type { Field, YamlReader } from './yamlReader';

/** `#rrggbb` in the file's own capitals; `#rgb` is written out. */
export function readColor(reader: YamlReader, field: Field): string | undefined {
  const text = reader.text(field, 'color');
  if (text === undefined || /^#[0-9a-f]{6}$/i.test(text)) return text;
  if (/^#[0-9a-f]{3}$/i.test(text)) return text.replace(/[0-9a-f]/gi, '$&$&');
  return reader.error(field, 'wrong-color', `color must be "#rrggbb" in quotes, not "${text.slice(0, 40)}".`);
}
