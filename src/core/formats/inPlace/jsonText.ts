import { isObject, type JsonObject } from '../../json/json';
import type { Problem } from '../../problem';
import { lineAt } from './textEdits';

/** The object that a JSON text is, with its byte order mark made a space so that offsets stay. */
export type JsonText =
  | { readonly ok: true; readonly text: string; readonly value: JsonObject }
  | { readonly ok: false; readonly problem: Problem };

/** Reads a JSON text whose top is an object. Never throws. */
export function jsonText(source: string): JsonText {
  const text = withoutMark(source);
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value as JsonObject)) return { ok: true, text, value: value as JsonObject };
    return { ok: false, problem: notJson('its top is not an object') };
  } catch (error) {
    return { ok: false, problem: brokenJson(text, error) };
  }
}

/** A byte order mark becomes a space: offsets count as they do in the file. */
export function withoutMark(source: string): string {
  return source.startsWith('\uFEFF') ? ` ${source.slice(1)}` : source;
}

export function brokenJson(text: string, error: unknown): Problem {
  const conflict = /^<{7} /m.exec(text);
  if (conflict) {
    const message = 'The file has git conflict markers: resolve the merge, then open the image again.';
    return { severity: 'error', code: 'json-conflict', message, line: lineAt(text, conflict.index) };
  }
  const why = error instanceof Error ? error.message : String(error);
  const at = /position (\d+)/.exec(why)?.[1];
  return { ...notJson(why), ...(at !== undefined && { line: lineAt(text, Number(at)) }) };
}

export function notJson(why: string): Problem {
  return {
    severity: 'error',
    code: 'json-syntax',
    message: `This is not the JSON that was expected: ${why}.`,
  };
}
