import type { Source } from '../format';
import { textOf } from '../lib/readText';
import type { Report } from '../report';

export const INSTANCE_TABLE = 'instances.tsv';

/** The class of a number of a mask, by the mask's path. */
export type InstanceTable = ReadonlyMap<string, ReadonlyMap<number, string>>;

/** `mask <tab> number <tab> class` in each line below the first; names are JSON strings where they need to be. */
export function readInstanceTable({ fs }: Source, report: Report): InstanceTable | undefined {
  const text = fs.has(INSTANCE_TABLE) ? textOf(fs, INSTANCE_TABLE, report) : undefined;
  if (text === undefined) return undefined;
  const table = new Map<string, Map<number, string>>();
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (i === 0 || line === '') continue;
    const [mask, number, name, ...more] = line.split('\t').map(cellText);
    if (mask === undefined || name === undefined || more.length > 0 || !/^\d{1,5}$/.test(number ?? '')) {
      const message = 'A line is a mask, a number and a class, with tabs between them; this one is left out.';
      report.problem({
        path: INSTANCE_TABLE,
        line: i + 1,
        severity: 'error',
        code: 'instance-table',
        message,
      });
      continue;
    }
    const known = table.get(mask) ?? new Map<number, string>();
    table.set(mask, known.set(Number(number), name));
  }
  return table;
}

export const TABLE_HEAD = 'mask\tnumber\tclass\n';

export function tableLine(mask: string, number: number, name: string): string {
  return `${cell(mask)}\t${number}\t${cell(name)}\n`;
}

/** Tabs and line ends cannot stand in a cell, and a quote begins a JSON string. */
function cell(text: string): string {
  return /[\t\r\n\u2028\u2029"]/.test(text) ? JSON.stringify(text) : text;
}

function cellText(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : text;
  } catch {
    return text;
  }
}
