import type { Json } from '../../json/json';

/** A value in a format that knows only text; `type` is absent for what is text itself. */
export interface TypedText {
  readonly text: string;
  readonly type?: 'number' | 'boolean' | 'json';
}

export function toTypedText(value: Json): TypedText {
  if (typeof value === 'string') return { text: value };
  if (typeof value === 'number') return { text: String(value), type: 'number' };
  if (typeof value === 'boolean') return { text: String(value), type: 'boolean' };
  return { text: JSON.stringify(value), type: 'json' };
}

/** The value again; the text itself where it is not of the type that is told. */
export function fromTypedText(text: string, type: string | undefined): Json {
  if (type === 'number') return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (type !== 'json') return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
