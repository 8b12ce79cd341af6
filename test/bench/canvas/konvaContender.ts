import Konva from 'konva';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { classColor, withOpacity } from '../../../src/core/scene/colors';
import type { Viewport } from '../../../src/core/scene/viewport';
import { EMPTY_SCHEMA } from '../../../src/core/schema/labelSchema';
import { addPictureElement, cssTransform, type Contender, type Stand } from './contender';

const VERTEX_PX = 8;

/**
 * Konva as Label Studio draws with it: a node for each shape on one layer whose stage is moved and scaled, lines that
 * keep their width, a hit canvas beside the visible one; the polygon in hand has a circle on each vertex.
 */
export async function konvaContender(stand: Stand): Promise<Contender> {
  const { host } = stand;
  const image = await addPictureElement(stand);
  const container = document.createElement('div');
  Object.assign(container.style, { position: 'absolute', inset: '0' });
  host.append(container);
  const stage = new Konva.Stage({ container, width: host.clientWidth, height: host.clientHeight });
  const layer = new Konva.Layer();
  stage.add(layer);
  const nodes: (Konva.Line | Konva.Rect)[] = [];
  let vertices: Konva.Circle[] = [];
  let view: Viewport = { scale: 1, offsetX: 0, offsetY: 0 };
  return {
    setDoc(doc) {
      for (const annotation of doc.annotations) nodes.push(nodeOf(annotation));
      layer.add(...nodes);
    },
    setView(next) {
      view = next;
      image.style.transform = cssTransform(view);
      stage.scale({ x: view.scale, y: view.scale });
      stage.position({ x: view.offsetX, y: view.offsetY });
    },
    drag(position, shape, isEnd) {
      const ring = shape.rings[0] ?? [];
      (nodes[position] as Konva.Line).points([...ring]);
      if (vertices.length === 0) addVertices(ring);
      vertices[0]?.position({ x: ring[0] ?? 0, y: ring[1] ?? 0 });
      if (!isEnd) return;
      for (const vertex of vertices) vertex.destroy();
      vertices = [];
    },
    hit: ({ x, y }) =>
      stage.getIntersection({
        x: x * view.scale + view.offsetX,
        y: y * view.scale + view.offsetY,
      }) !== null,
    isComplete: () => true,
    dispose: () => void stage.destroy(),
  };

  function addVertices(ring: readonly number[]): void {
    const radius = VERTEX_PX / 2 / view.scale;
    for (let i = 0; i < ring.length; i += 2)
      vertices.push(new Konva.Circle({ x: ring[i] ?? 0, y: ring[i + 1] ?? 0, radius, fill: '#ffffff' }));
    layer.add(...vertices);
  }
}

function nodeOf({ shape, label, proposed }: Annotation): Konva.Line | Konva.Rect {
  const stroke = classColor(EMPTY_SCHEMA, label);
  const look = {
    ...{ stroke, strokeWidth: 2, strokeScaleEnabled: false, fill: withOpacity(stroke, 0.03) },
    ...(proposed && { dash: [7, 4] }),
  };
  if (shape.kind === 'box') {
    const { x, y, width, height } = shape;
    return new Konva.Rect({ x, y, width, height, ...look });
  }
  if (shape.kind !== 'polygon') throw new Error(`no ${shape.kind} here`);
  return new Konva.Line({ points: [...(shape.rings[0] ?? [])], closed: true, ...look });
}
