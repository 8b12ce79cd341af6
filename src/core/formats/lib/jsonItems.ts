import { Lines } from '../../json/lines';
import type { Json } from '../../json/json';
import { wholeText } from '../json/bigText';
import { parseLenient } from '../json/lenient';
import { scanElements } from '../json/scanElements';
import type { Report } from '../report';

/** One element of a list. */
export interface JsonItem {
  readonly value: Json;
  /** 1-based line on which it begins. */
  readonly line: number;
}

/** The elements of a JSON text that is a list; broken ones are told with their line, and the others are read. */
export function jsonItems(source: string, path: string, report: Report): readonly JsonItem[] {
  const text = wholeText(source);
  const lines = new Lines(source);
  const items: JsonItem[] = [];
  const tell = (offset: number, message: string): void => {
    const line = lines.at(offset).line;
    report.problem({
      severity: 'error',
      code: 'broken-json',
      path,
      line,
      message: `This is not JSON: ${message}.`,
    });
  };
  const { error } = scanElements(text, [], {
    wants: (key) => key === '',
    element(_key, start, end) {
      const parsed = parseLenient(text.slice(start, end));
      if (parsed.ok) items.push({ value: parsed.value, line: lines.at(start).line });
      else tell(start, parsed.message);
    },
    broken: (_key, start, { message }) => tell(start, message),
  });
  if (error) tell(error.offset, error.message);
  return items;
}
