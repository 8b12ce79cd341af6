import type { ConversionResult, Refusal } from '../../engine/formats/conversion';
import type { ProblemList } from '../../engine/formats/countingReport';
import type { LedgerRow } from '../../engine/formats/ledger';
import { counted, printable, type Output } from '../output';

const MAX_PROBLEMS = 20;
const MAX_CLASSES = 40;

/** What a conversion did, for people: what was found, what is lost, what is wrong, the balance, where it is. */
export function conversionLines(result: ConversionResult, output: Output): string[] {
  const { from, reason, to, losses, problems } = result;
  return [
    reason === undefined ? `${from} to ${to}` : `${from} to ${to}: ${printable(reason)}`,
    ...losses.map(lossLine),
    ...problemLines(problems),
    ...classTable(result.balance.byClass),
    ...splitLine(result.splits),
    balanceLine(result),
    ...result.balance.mismatches.map(
      ({ image, expected, wrote }) =>
        `  ${printable(image)}: ${expected} expected, ${wrote} written, and no loss was reported`,
    ),
    ...result.notes.map(printable),
    lastLine(result, output),
  ];
}

function lossLine({ code, count, message, images, byImage }: ConversionResult['losses'][number]): string {
  const [first] = byImage[0] ?? [''];
  const where = first === '' ? '' : images === 1 ? ` (${first})` : ` (in ${images} images, first ${first})`;
  return `lost: ${count} ${printable(message + where)} [${code}]`;
}

/** The first problems as `file:line: severity message`, and how many there are. */
export function problemLines({ first, counts }: ProblemList): string[] {
  const all = counts.error + counts.warning + counts.info;
  const lines = first.slice(0, MAX_PROBLEMS).map(({ path = '', line, severity, message, code }) => {
    const place = path === '' ? '' : `${path}${line === undefined ? '' : `:${line}`}: `;
    return printable(`${place}${severity} ${message} [${code}]`);
  });
  if (all > lines.length)
    lines.push(`and ${all - lines.length} more problems (--report FILE lists up to 2000)`);
  return lines;
}

/** Rows of class, in, out; further columns only where they say something. */
function classTable(byClass: Readonly<Record<string, LedgerRow>>): string[] {
  const rows = Object.entries(byClass);
  if (rows.length === 0) return [];
  const shown = rows.slice(0, MAX_CLASSES);
  const keys = (['in', 'out', 'lost', 'added'] as const).filter(
    (key) => key === 'in' || key === 'out' || rows.some(([, row]) => row[key] > 0),
  );
  const cells = [
    ['class', ...keys],
    ...shown.map(([name, row]) => [printable(name), ...keys.map((key) => String(row[key]))]),
  ];
  const lines = aligned(cells);
  return rows.length > shown.length ? [...lines, `and ${rows.length - shown.length} more classes`] : lines;
}

/** The first column to the left, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) =>
    rows.reduce((most, row) => Math.max(most, row[i]?.length ?? 0), 0),
  );
  return rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
}

function splitLine(splits: ConversionResult['splits']): string[] {
  const parts = Object.entries(splits).map(([name, count]) => `${printable(name)} ${count}`);
  return parts.length === 0 ? [] : [`splits: ${parts.join(', ')}`];
}

function balanceLine({ balance }: ConversionResult): string {
  const { in: came, out, lost, added } = balance.total;
  const more = added > 0 ? ` + ${added} from parts` : '';
  return `annotations: ${came} in${more} = ${out} out + ${lost} lost; images: ${balance.imagesIn} in, ${balance.imagesOut} out`;
}

const REFUSALS: Readonly<Record<Refusal, string>> = {
  strict: 'Nothing was written, because of --strict.',
  mismatch: 'Nothing was written: the counts do not agree, which is a fault of the format. Please report it.',
  'dry-run': 'Nothing was written: this was a preview.',
};

function lastLine(
  { notWritten, files, target, imagesPlaced, images }: ConversionResult,
  output: Output,
): string {
  if (notWritten !== undefined) return REFUSALS[notWritten];
  const placed = images === 'none' ? '' : `, ${counted(imagesPlaced, 'image')} among them`;
  return `${printable(output.path(target))}: ${counted(files, 'file')}${placed}`;
}
