/** What the four numbers of a box are. */
export type BoxForm = 'corners' | 'size' | 'centre';

/** Where the numbers of a box stand: four columns, or one cell with all of them. */
export interface BoxColumns {
  readonly form: BoxForm;
  readonly at: readonly number[];
}

/** What the columns of a table mean, by 0-based place. */
export interface CsvColumns {
  readonly path: number;
  readonly label?: number;
  readonly split?: number;
  readonly score?: number;
  readonly tags?: number;
  readonly box?: BoxColumns;
  /** Columns of 0 and 1, one for each class. */
  readonly classes?: readonly { readonly at: number; readonly name: string }[];
}

type Options = Readonly<Record<string, string>>;

const NAMES = {
  path: 'path,image,file,filename,filepath,imagepath,imagename,imgpath,imgname,img,imageid,imagefile,imageurl,id,uri',
  label: 'label,class,classname,category,categoryname,target,choice,labelname,name,type',
  split: 'split,subset,set,usage,partition',
  score: 'score,confidence,conf,probability',
  tags: 'tags',
} as const;

const BOXES: readonly (readonly [form: BoxForm, names: readonly string[]])[] = [
  [
    'corners',
    [
      'xmin,x1,left,xtl,bboxxmin,minx,bboxx1,topleftx,x0',
      'ymin,y1,top,ytl,bboxymin,miny,bboxy1,toplefty,y0',
      'xmax,x2,right,xbr,bboxxmax,maxx,bboxx2,bottomrightx,x1',
      'ymax,y2,bottom,ybr,bboxymax,maxy,bboxy2,bottomrighty,y1',
    ],
  ],
  [
    'centre',
    [
      'cx,xcenter,xcentre,centerx,centrex,xc',
      'cy,ycenter,ycentre,centery,centrey,yc',
      'w,width,boxwidth,bw,bboxwidth',
      'h,height,boxheight,bh,bboxheight',
    ],
  ],
  [
    'size',
    [
      'x,xmin,x1,left,bboxx,boxx',
      'y,ymin,y1,top,bboxy,boxy',
      'w,width,boxwidth,bw,bboxwidth,bboxw',
      'h,height,boxheight,bh,bboxheight,bboxh',
    ],
  ],
];
const CELL = 'bbox,box,boundingbox,boxes';

/** A header's name without what people write differently. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** The meaning of columns by their header and by what the user says; undefined without a column of images. */
export function columnsByHeader(header: readonly string[], options: Options): CsvColumns | undefined {
  const names = header.map(plain);
  const usual = (list: string): number =>
    list
      .split(',')
      .map((name) => names.indexOf(name))
      .find((at) => at >= 0) ?? -1;
  const place = (key: keyof typeof NAMES): number => told(options[key], header) ?? usual(NAMES[key]);
  const path = place('path');
  if (path < 0) return undefined;
  const box = toldBox(options, header) ?? usualBox(names, usual);
  const found = { label: place('label'), split: place('split'), score: place('score'), tags: place('tags') };
  const taken = [path, ...(box?.at ?? [])];
  const known = Object.entries(found).filter(([, at]) => at >= 0 && !taken.includes(at));
  return { path, ...Object.fromEntries(known), ...(box && { box }) };
}

/** A column by its name or its number from 1. */
function told(wanted: string | undefined, header: readonly string[]): number | undefined {
  if (wanted === undefined) return undefined;
  const byName = header.findIndex((name) => name.trim() === wanted.trim());
  if (byName >= 0) return byName;
  return /^[1-9]\d{0,4}$/.test(wanted) && Number(wanted) <= header.length ? Number(wanted) - 1 : undefined;
}

function toldBox(options: Options, header: readonly string[]): BoxColumns | undefined {
  const at = options['box']?.split(',').map((name) => told(name, header));
  const form = BOXES.find(([name]) => name === options['box-form'])?.[0] ?? 'corners';
  if (!at || (at.length !== 4 && at.length !== 1) || at.includes(undefined)) return undefined;
  return { form, at: at as number[] };
}

function usualBox(names: readonly string[], usual: (list: string) => number): BoxColumns | undefined {
  for (const [form, columns] of BOXES) {
    const at = columns.map(usual);
    if (at.every((each) => each >= 0) && new Set(at).size === 4) return { form, at };
  }
  const cell = usual(CELL);
  return cell < 0 ? undefined : { form: 'corners', at: [cell] };
}

const IMAGE = /\.(?:jpe?g|png|bmp|tiff?|webp|gif|avif|jp2|dcm)$/i;

export function isImageCell(cell: string): boolean {
  return IMAGE.test(cell.trim());
}

/** The meaning of columns by the cells of a row, where there is no header: `path,class`, `path,class,box`, `path,box,class`. */
export function columnsByCells(cells: readonly string[], options: Options): CsvColumns | undefined {
  const path = told(options['path'], cells) ?? cells.findIndex(isImageCell);
  if (path < 0) return undefined;
  const places = cells.map((_, i) => i).filter((i) => i !== path);
  const numeric = places.filter((i) => (cells[i] ?? '').trim() !== '' && Number.isFinite(Number(cells[i])));
  const words = places.filter((i) => !numeric.includes(i));
  const isBox = numeric.length >= 4 && places.length >= 4;
  const at = isBox ? numeric.slice(0, 4) : [];
  const label = told(options['label'], cells) ?? words[0] ?? places.find((i) => !at.includes(i));
  const form = BOXES.find(([name]) => name === options['box-form'])?.[0] ?? 'corners';
  return { path, ...(label !== undefined && { label }), ...(isBox && { box: { form, at } }) };
}

const YES_OR_NO = new Set(['0', '1', '-1', '', '0.0', '1.0', '-1.0', 'true', 'false']);

/** Columns that hold nothing but 0 and 1 in all rows that are looked at: a class each. */
export function classColumns(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  known: CsvColumns,
): CsvColumns {
  if (known.label !== undefined || known.box || rows.length === 0) return known;
  const taken = new Set([known.path, known.split, known.score, known.tags]);
  const classes = header.flatMap((name, at) => {
    const isClass = rows.every((cells) => YES_OR_NO.has((cells[at] ?? '').trim().toLowerCase()));
    return isClass && !taken.has(at) && name.trim() !== '' ? [{ at, name: name.trim() }] : [];
  });
  return classes.length > 0 ? { ...known, classes } : known;
}
