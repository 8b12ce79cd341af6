import type { AnnotationDoc } from '../annotation/document';
import type { Edit } from '../edit/edit';
import type { Point, Rect } from '../geometry/rect';
import type { Shape } from '../shapes/index';

export interface Modifiers {
  readonly shift: boolean;
  readonly alt: boolean;
  /** Ctrl, or Cmd on a Mac. */
  readonly mod: boolean;
}

/** What reaches a tool. Points are image pixels; buttons as in the DOM (0 = primary). */
export type ToolEvent =
  | {
      readonly type: 'down' | 'move' | 'up';
      readonly imagePoint: Point;
      readonly modifiers: Modifiers;
      readonly clicks: number;
    }
  /** A named action of the user: `finish` (Enter), `back` (Backspace: take back the last point). */
  | { readonly type: 'action'; readonly name: 'finish' | 'back' }
  /** Escape, or another tool was picked: drop the gesture. */
  | { readonly type: 'cancel' }
  /** Focus, pointer capture or the window was lost in mid-gesture. */
  | { readonly type: 'interrupt' };

/** What a pointer position meets, nearest the user's intention first. */
export interface Hit {
  readonly id: string;
  /** The selected shape's handle under the pointer. */
  readonly handle?: string;
  /** CSS cursor of that handle. */
  readonly cursor?: string;
  readonly part: 'handle' | 'edge' | 'inside';
}

/** The read-only world of a tool. */
export interface ToolContext {
  readonly doc: AnnotationDoc;
  readonly selection: ReadonlySet<string>;
  /** Screen pixels (CSS) per image pixel. */
  readonly scale: number;
  /** Class for new shapes; undefined asks the user after drawing. */
  readonly activeClass: string | undefined;
  /** Everything hit at a point, best first (handles of selected shapes, edges, then smallest interior). */
  hitAll(imagePoint: Point): readonly Hit[];
  /** Ids of visible annotations wholly inside the rectangle (rubber band). */
  within(imageRect: Rect): readonly string[];
  /** A fresh annotation id. */
  newId(): string;
}

/** What is drawn on the live layer while a gesture is under way; not part of the document. */
export interface Draft {
  /** Shapes in hand; `replaces` hides the committed shape of that id meanwhile. */
  readonly shapes: readonly { readonly shape: Shape; readonly label: string; readonly replaces?: string }[];
  /** An open line from the points placed so far to the pointer (polygon in the making), flat image pixels. */
  readonly path?: readonly number[];
  readonly rubberBand?: Rect;
}

/** What one step of a tool yields. Absent members mean: unchanged (draft: none). */
export interface Step<S> {
  readonly state: S;
  readonly draft?: Draft;
  /** The gesture is over: one edit, one undo step. */
  readonly edit?: Edit;
  readonly selection?: ReadonlySet<string>;
  readonly cursor?: string;
  /** Ask the user for the class of the annotation just added. */
  readonly askClass?: string;
}

/** A tool is a reducer: all of its gestures can be tested by feeding events and reading results. */
export interface Tool<S> {
  readonly id: string;
  readonly title: string;
  readonly cursor: string;
  readonly initial: S;
  step(state: S, event: ToolEvent, context: ToolContext): Step<S>;
}
