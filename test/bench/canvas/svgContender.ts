import { SVG, type Element, type G, type Polygon as SvgPolygon } from '@svgdotjs/svg.js';
import type { Annotation } from '../../../src/core/annotation/annotation';
import type { AnnotationDoc } from '../../../src/core/annotation/document';
import { pointAt, pointCount } from '../../../src/core/geometry/polyline';
import type { Point } from '../../../src/core/geometry/rect';
import { classColor } from '../../../src/core/scene/colors';
import type { Viewport } from '../../../src/core/scene/viewport';
import { EMPTY_SCHEMA } from '../../../src/core/schema/labelSchema';
import type { Polygon } from '../../../src/core/shapes/polygon';
import { addPictureElement, cssTransform, type Contender, type Stand } from './contender';
import { PICTURE } from './scene';

const LINE_PX = 2;
const VERTEX_PX = 8;

/**
 * svg.js as CVAT draws with it: an element for each shape in one <svg> as large as the picture, which CSS moves; a
 * zoom gives every shape its line width anew; the polygon in hand has a circle on each vertex.
 */
export async function svgContender(stand: Stand): Promise<Contender> {
  const image = await addPictureElement(stand);
  const draw = SVG().addTo(stand.host).size(PICTURE.widthPx, PICTURE.heightPx);
  draw.css({ position: 'absolute', left: '0', top: '0', 'transform-origin': '0 0' });
  const elements: Element[] = [];
  let view: Viewport = { scale: 1, offsetX: 0, offsetY: 0 };
  let vertices: G | undefined;
  return {
    setDoc(doc: AnnotationDoc) {
      for (const annotation of doc.annotations) elements.push(addShape(annotation, LINE_PX / view.scale));
    },
    setView(next) {
      const isZoom = next.scale !== view.scale;
      view = next;
      image.style.transform = cssTransform(view);
      draw.node.style.transform = cssTransform(view);
      if (isZoom) for (const element of elements) element.attr('stroke-width', LINE_PX / view.scale);
    },
    drag(position, shape, isEnd) {
      (elements[position] as SvgPolygon).plot([...(shape.rings[0] ?? [])]);
      vertices ??= addVertices(shape);
      const first = vertices.get(0);
      const { x, y } = pointAt(shape.rings[0] ?? [], 0);
      first.center(x, y);
      if (!isEnd) return;
      vertices.remove();
      vertices = undefined;
    },
    hit(imagePoint: Point) {
      const x = imagePoint.x * view.scale + view.offsetX;
      const y = imagePoint.y * view.scale + view.offsetY;
      return document.elementFromPoint(x, y) instanceof SVGGraphicsElement;
    },
    isComplete: () => true,
    dispose: () => undefined,
  };

  function addShape({ shape, label, proposed }: Annotation, width: number): Element {
    const color = classColor(EMPTY_SCHEMA, label);
    if (shape.kind !== 'box' && shape.kind !== 'polygon') throw new Error(`no ${shape.kind} here`);
    const element =
      shape.kind === 'box'
        ? draw.rect(shape.width, shape.height).move(shape.x, shape.y)
        : draw.polygon([...(shape.rings[0] ?? [])]);
    element.fill({ color, opacity: 0.03 }).stroke({ color, width });
    if (proposed) element.stroke({ dasharray: '7 4' });
    return element;
  }

  function addVertices(shape: Polygon): G {
    const group = draw.group();
    const ring = shape.rings[0] ?? [];
    for (let i = 0; i < pointCount(ring); i++) {
      const { x, y } = pointAt(ring, i);
      group
        .circle(VERTEX_PX / view.scale)
        .center(x, y)
        .fill('#ffffff');
    }
    return group;
  }
}
