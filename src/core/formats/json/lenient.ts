import { readJson } from '../../json/exact';
import type { Json } from '../../json/json';

/** Python's `json` writes these where JSON knows no such numbers. */
const NO_NUMBERS = /(?<=[\s:,[])-?(?:NaN|Infinity)(?=[\s,\]}])/g;
const LIKELY_NO_NUMBER = /NaN|Infinity/;

/** A value of JSON, or why it is none. */
export type LenientJson =
  | { readonly ok: true; readonly value: Json; /** NaN and Infinity became null. */ readonly hadNaN: boolean }
  | { readonly ok: false; readonly message: string };

/**
 * Parses a piece of JSON; NaN and Infinity, which Python writes, become null. `exact`: numbers that a double cannot
 * hold keep their digits, as `readJson` marks them. Never throws.
 */
export function parseLenient(text: string, exact = false): LenientJson {
  try {
    const value = JSON.parse(text) as Json;
    return { ok: true, value: exact ? (readJson(text, '').value ?? value) : value, hadNaN: false };
  } catch (error) {
    if (LIKELY_NO_NUMBER.test(text)) return withoutNaN(text);
    return { ok: false, message: said(error) };
  }
}

function withoutNaN(text: string): LenientJson {
  try {
    return { ok: true, value: JSON.parse(text.replace(NO_NUMBERS, 'null')) as Json, hadNaN: true };
  } catch (error) {
    return { ok: false, message: said(error) };
  }
}

/** The engine's message without the excerpt that newer ones put behind it. */
function said(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .replace(/(,? )?(\.\.\.)?".*/s, '')
    .replace(/ in JSON at position.*/s, '')
    .slice(0, 120);
}
