import type { AnnotationDoc } from '../../../src/core/annotation/document';
import type { Point } from '../../../src/core/geometry/rect';
import type { Viewport } from '../../../src/core/scene/viewport';
import type { Polygon } from '../../../src/core/shapes/polygon';

/** One way to show the scene; every call marks what must be drawn, and the next frame draws it. */
export interface Contender {
  setDoc(doc: AnnotationDoc): void;
  setView(view: Viewport): void;
  /** Begins to drag the first vertex of a polygon; each call moves it, `isEnd` drops it. */
  drag(position: number, shape: Polygon, isEnd: boolean): void;
  /** What is under the pointer, image pixels: true when something is. Absent: it has no hit test of its own. */
  hit?(imagePoint: Point): boolean;
  /** True when everything in sight is drawn sharp. */
  isComplete(): boolean;
  dispose(): void;
}

/** `floor`: the picture alone. `plain`: Canvas 2D done well. The others are drawn as their projects draw. */
export type ContenderName = 'floor' | 'plain' | 'ours' | 'svg' | 'konva' | 'annotorious';

/** What a contender is mounted on. */
export interface Stand {
  readonly host: HTMLElement;
  readonly bitmap: ImageBitmap;
  /** Address of the same picture. */
  readonly url: string;
}

/** The picture as an element below everything else, moved by CSS: as all three peers show it. */
export async function addPictureElement({ host, url }: Stand): Promise<HTMLImageElement> {
  const image = new Image();
  Object.assign(image.style, { position: 'absolute', left: '0', top: '0', transformOrigin: '0 0' });
  image.src = url;
  await image.decode();
  host.append(image);
  return image;
}

export function cssTransform({ scale, offsetX, offsetY }: Viewport): string {
  return `translate(${offsetX}px, ${offsetY}px) scale(${scale})`;
}
