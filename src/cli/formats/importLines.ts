import type { ImportResult } from '../../engine/formats/importLabels';
import { counted, printable, type Output } from '../output';
import { problemLines } from './conversionLines';

const MAX_CLASSES = 20;

/** What an import did, for people. */
export function importLines(result: ImportResult, output: Output): string[] {
  const { from, reason, images, annotations, dryRun, isCancelled } = result;
  return [
    reason === undefined ? from : `${from}: ${printable(reason)}`,
    ...problemLines(result.problems),
    ...schemaLines(result, output),
    ...classLines(result),
    `images: ${images.inSource} in the source, ${images.written} ${dryRun ? 'would be ' : ''}written, ` +
      `${images.unchanged} had it all, ${images.skipped} skipped, ${images.unmatched} not found, ` +
      `${images.ambiguous} ambiguous, ${images.failed} failed`,
    `annotations: ${annotations.inSource} in = ${annotations.added} added + ${annotations.same} already there + ` +
      `${annotations.left} left out${annotations.replaced > 0 ? `; ${annotations.replaced} were replaced` : ''}`,
    ...(isCancelled ? ['Interrupted: what is written stays, and the same command goes on from there.'] : []),
    ...(dryRun ? ['Nothing was written: this was a preview.'] : []),
  ];
}

function schemaLines({ schema, dryRun }: ImportResult, output: Output): string[] {
  const { path, made, added } = schema;
  if (!made && added.length === 0) return [];
  const would = dryRun ? 'would be ' : '';
  const names = added.slice(0, MAX_CLASSES).map(printable).join(', ');
  const more = added.length > MAX_CLASSES ? ` and ${added.length - MAX_CLASSES} more` : '';
  const what = made
    ? `${would}made, with ${counted(added.length, 'class').replace(/classs$/, 'classes')}`
    : `${would}given the classes`;
  return [`${printable(output.path(path))}: ${what}: ${names}${more}`];
}

function classLines({ byClass }: ImportResult): string[] {
  const all = Object.entries(byClass);
  if (all.length === 0) return [];
  const shown = all.slice(0, MAX_CLASSES).map(([name, count]) => `${printable(name)} ${count}`);
  return [
    `added: ${shown.join(', ')}${all.length > MAX_CLASSES ? ` and ${all.length - MAX_CLASSES} more` : ''}`,
  ];
}
