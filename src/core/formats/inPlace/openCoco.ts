import type { Problem } from '../../problem';
import { cocoClasses, type CocoClasses } from './cocoClasses';
import { cocoIndex, type CocoIndex } from './cocoIndex';
import { brokenJson, notJson, withoutMark } from './jsonText';

/** A COCO file that was gone through. Its text begins with a space where the file has a byte order mark. */
export interface OpenCoco {
  readonly text: string;
  readonly index: CocoIndex;
  readonly classes: CocoClasses;
}

/** Files gone through last, newest first: going through one again takes longer than everything else. */
let recent: readonly { readonly source: string; readonly open: OpenCoco }[] = [];
const MOST_RECENT = 3;

/** Goes through a COCO file, unless it is one that was seen just now. `isValid`: it is known to be JSON. */
export function openCoco(source: string, isValid = false): OpenCoco | Problem {
  const known = recent.find((each) => each.source === source);
  const open = known?.open ?? goThrough(source, isValid);
  if ('code' in open) return open;
  remember(source, open);
  return open;
}

/** Tells what going through a text would find: it was edited in known places. */
export function remember(source: string, open: OpenCoco): void {
  recent = [{ source, open }, ...recent.filter((each) => each.source !== source)].slice(0, MOST_RECENT);
}

function goThrough(source: string, isValid: boolean): OpenCoco | Problem {
  const text = withoutMark(source);
  try {
    if (!isValid) JSON.parse(text);
  } catch (error) {
    return brokenJson(text, error);
  }
  const index = cocoIndex(text);
  if (!index) return notJson('COCO files have the lists "images", "annotations" and "categories"');
  return { text, index, classes: cocoClasses(text, index) };
}
