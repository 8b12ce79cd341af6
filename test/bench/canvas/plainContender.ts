import { emptyDoc } from '../../../src/core/annotation/document';
import { polygon } from '../../../src/core/shapes/polygon';
import type { Contender, Stand } from './contender';
import { PlainCanvas } from './plainCanvas';

/** Canvas 2D with cached paths and culling; as the floor it is given the picture only. */
export function plainContender({ host, bitmap }: Stand, isFloor: boolean): Contender {
  const canvas = new PlainCanvas(host, bitmap);
  return {
    setDoc: (doc) => canvas.setDoc(isFloor ? emptyDoc(doc.image) : doc),
    setView: (view) => canvas.setView(view),
    drag(position, shape) {
      const path = new Path2D();
      polygon.trace(shape, path);
      canvas.move(position, path);
    },
    isComplete: () => true,
    dispose: () => undefined,
  };
}
