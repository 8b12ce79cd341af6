import type { Annotation } from '../../annotation/annotation';
import type { AnnotationDoc } from '../../annotation/document';
import { isObject } from '../../json/json';
import { escapeText } from '../xml/escapeXml';
import { folderOf, lastPart } from '../lib/safePath';

/** A file byte for byte as LabelImg writes it (HumanSignal/labelImg: libs/pascal_voc_io.py, libs/labelFile.py). */
export function printLabelImg(imagePath: string, doc: AnnotationDoc): string {
  const { image, state } = doc;
  const extra = isObject(doc.extra?.['voc']) ? doc.extra['voc'] : {};
  const told = (key: string): string | undefined => {
    const value = extra[key];
    return typeof value === 'string' ? value : undefined;
  };
  const folder = told('folder') ?? lastPart(folderOf(imagePath));
  return (
    `<annotation${state === 'done' ? ' verified="yes"' : ''}>\n\t${element('folder', folder)}\n` +
    `\t${element('filename', image.file)}\n\t${element('path', pathIn(extra['elements']) ?? imagePath)}\n` +
    `\t<source>\n\t\t<database>Unknown</database>\n\t</source>\n` +
    `\t<size>\n\t\t<width>${image.widthPx}</width>\n\t\t<height>${image.heightPx}</height>\n\t\t<depth>${told('depth') ?? '3'}</depth>\n\t</size>\n` +
    `\t<segmented>0</segmented>\n${doc.annotations.map((each) => printObject(each, image)).join('')}</annotation>\n`
  );
}

/** lxml closes what is empty in one tag. */
function element(name: string, text: string): string {
  return text === '' ? `<${name}/>` : `<${name}>${escapeText(text)}</${name}>`;
}

function pathIn(elements: unknown): string | undefined {
  const list: readonly unknown[] = Array.isArray(elements) ? elements : [];
  const path = list.find(
    (raw): raw is string => typeof raw === 'string' && /^<path>[^<&]*<\/path>$/.test(raw),
  );
  return path?.slice('<path>'.length, -'</path>'.length);
}

/** Corners cut to whole pixels, and never below 1; `truncated` where the box then touches a border. */
export function labelImgEdges(shape: {
  x: number;
  y: number;
  width: number;
  height: number;
}): readonly number[] {
  const { x, y, width, height } = shape;
  const [right, bottom] = [x + width, y + height].map((value) => Math.round(value * 1e6) / 1e6);
  const [xmin, ymin] = [Math.trunc(Math.max(1, x)), Math.trunc(Math.max(1, y))];
  // What lies within the first pixel would end before it begins.
  return [xmin, ymin, Math.max(xmin, Math.trunc(right ?? 0)), Math.max(ymin, Math.trunc(bottom ?? 0))];
}

/** LabelImg's guess whether an object is truncated. */
export function isCut({ shape }: Annotation, { widthPx, heightPx }: AnnotationDoc['image']): boolean {
  if (shape.kind !== 'box') return false;
  const [xmin, ymin, xmax, ymax] = labelImgEdges(shape);
  return ymax === heightPx || ymin === 1 || xmax === widthPx || xmin === 1;
}

function printObject(annotation: Annotation, image: AnnotationDoc['image']): string {
  const { label, shape, difficult } = annotation;
  if (shape.kind !== 'box') return '';
  const [xmin, ymin, xmax, ymax] = labelImgEdges(shape);
  return (
    `\t<object>\n\t\t${element('name', label)}\n\t\t<pose>Unspecified</pose>\n` +
    `\t\t<truncated>${isCut(annotation, image) ? 1 : 0}</truncated>\n\t\t<difficult>${difficult ? 1 : 0}</difficult>\n` +
    `\t\t<bndbox>\n\t\t\t<xmin>${xmin}</xmin>\n\t\t\t<ymin>${ymin}</ymin>\n\t\t\t<xmax>${xmax}</xmax>\n\t\t\t<ymax>${ymax}</ymax>\n\t\t</bndbox>\n\t</object>\n`
  );
}
