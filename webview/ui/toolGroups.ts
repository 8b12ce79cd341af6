import { isToolId } from '../../src/core/tools/index';
import type { ActionId } from '../../src/protocol/actions';
import type { IconName } from './icons';

/** A button of the rail. */
export interface ToolItem {
  readonly action: ActionId;
  readonly title: string;
  readonly icon: IconName;
  readonly tool: string;
}

function item(tool: IconName & string, action: ActionId, title: string): ToolItem {
  return { action, title, icon: tool, tool };
}

const ALL: readonly (readonly ToolItem[])[] = [
  [item('select', 'tool.select', 'Select and edit'), item('pan', 'tool.pan', 'Move the image')],
  [
    item('box', 'tool.box', 'Draw boxes'),
    item('rotatedBox', 'tool.rotatedBox', 'Draw rotated boxes'),
    item('ellipse', 'tool.ellipse', 'Draw ellipses'),
    item('cuboid', 'tool.cuboid', 'Draw cuboids'),
  ],
  [
    item('polygon', 'tool.polygon', 'Draw polygons'),
    item('polyline', 'tool.polyline', 'Draw polylines'),
    item('spline', 'tool.spline', 'Draw curves'),
    item('scissors', 'tool.scissors', 'Intelligent scissors'),
  ],
  [item('point', 'tool.point', 'Set points'), item('skeleton', 'tool.skeleton', 'Place skeletons')],
  [
    item('brush', 'tool.brush', 'Paint masks'),
    item('eraser', 'tool.eraser', 'Erase from masks'),
    item('fill', 'tool.fill', 'Fill holes and regions'),
    item('wand', 'tool.wand', 'Magic wand'),
  ],
  [item('slice', 'tool.slice', 'Cut shapes in two')],
];

/** The tools in groups, in the order of the rail. */
export const TOOL_GROUPS: readonly (readonly ToolItem[])[] = ALL.map((group) =>
  group.filter(({ tool }) => isToolId(tool)),
).filter((group) => group.length > 0);
