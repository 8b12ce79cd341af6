import type { ShapeKindName } from '../shapes/index';
import type { ToolId } from './index';
import type { ToolOptions } from './options';

/** What kind of shape a tool makes with these options; undefined for tools that make none. */
export function shapeMadeBy(tool: ToolId, { regionAs }: ToolOptions): ShapeKindName | undefined {
  switch (tool) {
    case 'brush':
    case 'fill':
      return 'mask';
    case 'wand':
    case 'scissors':
      return regionAs;
    case 'select':
    case 'eraser':
    case 'slice':
    case 'pan':
      return undefined;
    case 'box':
    case 'rotatedBox':
    case 'polygon':
    case 'polyline':
    case 'spline':
    case 'point':
    case 'skeleton':
    case 'ellipse':
    case 'cuboid':
      return tool;
  }
}
