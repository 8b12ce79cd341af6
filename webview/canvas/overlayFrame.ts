import type { Annotation } from '../../src/core/annotation/annotation';
import { byId } from '../../src/core/annotation/document';
import { shapeColor } from '../../src/core/scene/colors';
import type { DeviceView } from '../../src/core/scene/tiles';
import type { Shape } from '../../src/core/shapes/index';
import type { State } from '../store';
import type { DotStamps } from './dotStamps';
import type { LiveMasks } from './liveMasks';
import type { MarksPicture } from './marksPicture';
import type { OwnLook } from './ownLook';
import type { ShapeScene } from './shapeScene';
import type { StrokePicture } from './strokePicture';
import type { TagSprites } from './tagSprites';
import type { Theme } from './theme';

/** What the live layer keeps from frame to frame. */
export interface OverlayKit {
  readonly masks: LiveMasks;
  readonly dots: DotStamps;
  readonly stroke: StrokePicture;
  readonly conflicts: MarksPicture;
  readonly sprites: TagSprites;
}

/** The frame that is being drawn. */
export interface OverlayFrame {
  readonly state: State;
  readonly scene: ShapeScene;
  readonly view: DeviceView;
  readonly pixelRatio: number;
  readonly theme: Theme;
  /** Committed annotations that the tiles do not show yet. */
  readonly unsettled: readonly Annotation[];
  /** Nothing can be changed: selected shapes have no grips. */
  readonly readOnly: boolean;
}

/** A shape on the live layer: of an annotation, or in hand. */
export interface Subject {
  readonly shape: Shape;
  readonly label: string;
  readonly id?: string;
  readonly group?: number;
  readonly extra?: Annotation['extra'];
}

/** The look of its own that a shape has, if any. */
export function subjectLook({ state }: OverlayFrame, { id, label, extra }: Subject): OwnLook | undefined {
  return id === undefined ? undefined : state.lookOf?.({ id, label, ...(extra && { extra }) });
}

export function subjectColor(frame: OverlayFrame, subject: Subject): string {
  const { id, label, group } = subject;
  const { schema, shapeDisplay } = frame.state;
  const own = subjectLook(frame, subject);
  if (own) return own.color;
  const named = { id: id ?? '', label, ...(group !== undefined && { group }) };
  return shapeColor(schema, shapeDisplay.colorBy, named);
}

/** A draft's shape with what is known of the annotation it replaces. */
export function subjectInHand(
  { state }: OverlayFrame,
  { shape, label, replaces }: { readonly shape: Shape; readonly label: string; readonly replaces?: string },
): Subject {
  const replaced = replaces === undefined ? undefined : byId(state.doc).get(replaces);
  return replaced ? { ...replaced, shape, label } : { shape, label };
}
