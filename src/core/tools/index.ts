import { box } from './box';
import { brush } from './brush';
import { cuboid } from './cuboid';
import { ellipse } from './ellipse';
import { eraser } from './eraser';
import { fill } from './fill';
import { pan } from './pan';
import { point } from './point';
import { polygon } from './polygon';
import { polyline } from './polyline';
import { rotatedBox } from './rotatedBox';
import { scissors } from './scissors';
import { select } from './select';
import { skeleton } from './skeleton';
import { slice } from './slice';
import { spline } from './spline';
import type { Tool } from './tool';
import { wand } from './wand';

/** Every tool, in the order of the toolbar. */
export const TOOLS = [
  select,
  box,
  rotatedBox,
  polygon,
  polyline,
  spline,
  point,
  skeleton,
  ellipse,
  cuboid,
  brush,
  eraser,
  fill,
  wand,
  scissors,
  slice,
  pan,
] as const satisfies readonly Tool<unknown>[];

export type ToolId = (typeof TOOLS)[number]['id'];

const byName = new Map<string, Tool<unknown>>(TOOLS.map((tool) => [tool.id, tool as Tool<unknown>]));

export function isToolId(id: string): id is ToolId {
  return byName.has(id);
}

/** The tool of an id; its state is known to nobody else. */
export function toolNamed(id: ToolId): Tool<unknown> {
  return byName.get(id) ?? (select as Tool<unknown>);
}
