import type { Detection, Format, FormatOption, Source } from '../format';
import { AS_BOXES } from '../yolo/holds';
import { boxNumbers } from './csvBox';
import { OWN_HEADER, tableHead, tablePaths, type CsvTable } from './csvFile';
import { readCsv } from './readCsv';
import { writeCsv } from './writeCsv';

const DELIMITER: FormatOption = {
  name: 'delimiter',
  about: 'What separates cells; found by the first line unless told',
  values: ['comma', 'semicolon', 'tab', 'space'],
};
const FORMULAS: FormatOption = {
  name: 'formulas',
  about:
    'Whether text that a spreadsheet would run (=, +, -, @) is kept as it is or has an apostrophe before it',
  values: ['keep', 'escape'],
};

const READ_OPTIONS: readonly FormatOption[] = [
  ...(['path', 'label', 'split', 'score', 'tags'] as const).map((name) => ({
    name,
    about: `The column with the ${name}: its name, or its number from 1`,
  })),
  {
    name: 'box',
    about: 'The four columns of the box, or the one that holds it: names or numbers with commas between',
  },
  { name: 'box-form', about: 'What the four numbers are', values: ['corners', 'size', 'centre'] },
  {
    name: 'units',
    about: 'Whether boxes are in pixels or in shares of the image',
    values: ['auto', 'pixels', 'shares'],
  },
  { name: 'header', about: 'Whether the first row names the columns', values: ['auto', 'no'] },
  DELIMITER,
  FORMULAS,
];
const WRITE_OPTIONS: readonly FormatOption[] = [
  {
    name: 'table',
    about: 'Columns for boxes and tags, or for the class of images alone',
    values: ['boxes', 'classes'],
  },
  { name: 'units', about: 'Boxes in pixels or in shares of the image', values: ['pixels', 'shares'] },
  DELIMITER,
  FORMULAS,
];

/**
 * Plain tables: boxes by rows, classes of images, or both. Cells are text: nobody takes `001` for a number, and rows
 * and columns that are not changed are written again as they were read.
 */
export const csv: Format = {
  id: 'csv',
  title: 'CSV or TSV of boxes or classes',
  family: 'csv',
  target: { kind: 'file', name: 'labels.csv' },
  holds: {
    shapes: AS_BOXES,
    holes: false,
    parts: false,
    flags: [],
    fields: ['score'],
    tags: 'several',
    state: false,
    ids: false,
    classIds: false,
    usedClassesOnly: true,
    splits: true,
    negatives: true,
  },
  readOptions: READ_OPTIONS,
  writeOptions: WRITE_OPTIONS,
  detect,
  read: readCsv,
  write: (set, target) => writeCsv(set, target, 'labels.csv'),
};

function detect(source: Source): Detection | undefined {
  const [path] = tablePaths(source);
  const table = path === undefined ? undefined : tableHead(source, path);
  return table && detection(table);
}

function detection(table: CsvTable): Detection {
  const { path, header, columns, rows, units } = table;
  const where = header
    ? `${path} has the columns ${header.slice(0, 12).join(', ')}`
    : `${path} has no header`;
  if (header?.join() === OWN_HEADER.join()) return { confidence: 0.95, reason: where };
  const { box } = columns;
  const hasBoxes = box !== undefined && rows.some(({ cells }) => typeof boxNumbers(cells, box) === 'object');
  if (hasBoxes) return { confidence: 0.75, reason: `${where}: boxes in ${units}` };
  const isClasses = columns.label !== undefined || columns.classes !== undefined;
  if (isClasses) return { confidence: 0.65, reason: `${where}: images and classes` };
  return { confidence: 0.3, reason: `${where}: one of them may name images` };
}
