import {
  createImageAnnotator,
  ShapeType,
  type ImageAnnotation,
  type ImageAnnotationStore,
} from '@annotorious/annotorious';
import css from '@annotorious/annotorious/annotorious.css';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { kindOf, type Shape } from '../../../src/core/shapes/index';
import { addPictureElement, cssTransform, type Contender, type Stand } from './contender';

/** Annotorious over an image element, both moved by CSS; a vertex is moved as its own editor moves it. */
export async function annotoriousContender(stand: Stand): Promise<Contender> {
  const style = document.createElement('style');
  style.textContent = css;
  const frame = document.createElement('div');
  Object.assign(frame.style, { position: 'absolute', left: '0', top: '0', transformOrigin: '0 0' });
  stand.host.append(style, frame);
  const image = await addPictureElement({ ...stand, host: frame });
  image.style.position = 'static';
  const annotator = createImageAnnotator(image, { drawingEnabled: false });
  const { store } = annotator.state;
  if (!isImageStore(store)) throw new Error('this annotator does not find by place');
  let ids: string[] = [];
  let held = '';
  return {
    setDoc(doc) {
      ids = doc.annotations.map(({ id }) => id);
      annotator.setAnnotations(doc.annotations.map(toAnnotorious));
    },
    setView: (view) => void (frame.style.transform = cssTransform(view)),
    drag(position, shape, isEnd) {
      const id = ids[position] ?? '';
      if (held !== id) annotator.setSelected((held = id), true);
      store.updateTarget({ annotation: id, selector: selectorOf(shape) });
      if (isEnd) annotator.cancelSelected();
    },
    hit: ({ x, y }) => store.getAt(x, y) !== undefined,
    isComplete: () => true,
    dispose: () => annotator.destroy(),
  };
}

type ImageStore = ImageAnnotationStore<ImageAnnotation>;

/** The store of an image's annotator also finds by place; the general annotator's type does not say so. */
function isImageStore(store: object): store is ImageStore {
  return 'getAt' in store;
}

function toAnnotorious({ id, shape, label }: Annotation): ImageAnnotation {
  const bodies = [{ id: `${id}-label`, annotation: id, purpose: 'tagging', value: label }];
  return { id, bodies, target: { annotation: id, selector: selectorOf(shape) } };
}

function selectorOf(shape: Shape): ImageAnnotation['target']['selector'] {
  const { x, y, width, height } = kindOf(shape).bounds(shape);
  const bounds = { minX: x, minY: y, maxX: x + width, maxY: y + height };
  if (shape.kind === 'box')
    return { type: ShapeType.RECTANGLE, geometry: { bounds, ...{ x, y, w: width, h: height } } };
  if (shape.kind !== 'polygon') throw new Error(`no ${shape.kind} here`);
  const [ring = []] = shape.rings;
  const points = Array.from({ length: ring.length / 2 }, (_, i) => ring.slice(2 * i, 2 * i + 2));
  return { type: ShapeType.POLYGON, geometry: { bounds, ...{ points } } };
}
