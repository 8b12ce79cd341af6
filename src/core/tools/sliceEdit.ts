import type { Annotation } from '../annotation/annotation';
import type { Edit } from '../edit/edit';
import { slice } from '../edit/sliceArea';
import type { FlatPoints } from '../geometry/polyline';
import { kindOf } from '../shapes/index';
import { joined } from './paintEdits';
import type { ToolContext } from './tool';

/** True for what a line can cut: areas and open lines that are not locked. */
export function canBeSliced({ shape, locked }: Annotation): boolean {
  return !locked && (kindOf(shape).isArea(shape) || shape.kind === 'polyline');
}

/** Cuts every one of them along the line that it cuts, as one edit; else a sentence that says why nothing is cut. */
export function sliceEdit(
  annotations: readonly Annotation[],
  line: FlatPoints,
  { doc, newId }: Pick<ToolContext, 'doc' | 'newId'>,
): Edit | string {
  let whole: Edit | undefined;
  let why = 'There is nothing here to cut.';
  for (const { id } of annotations) {
    const edit = slice(doc, id, line, newId);
    if (typeof edit === 'string') why = edit;
    else whole = whole ? joined(whole, edit) : edit;
  }
  return whole ?? why;
}
