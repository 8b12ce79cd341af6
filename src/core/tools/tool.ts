import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';
import type { Edit } from '../edit/edit';
import type { Point, Rect } from '../geometry/rect';
import type { FlatPoints } from '../geometry/polyline';
import type { ReadPixels } from '../pixels/patch';
import type { LabelSchema } from '../schema/labelSchema';
import type { Shape } from '../shapes/index';
import type { ToolOptions } from './options';

export interface Modifiers {
  readonly shift: boolean;
  readonly alt: boolean;
  /** Ctrl, or Cmd on a Mac. */
  readonly mod: boolean;
}

/** The primary button or the pointer. Points are image pixels. */
export interface PointerToolEvent {
  readonly type: 'down' | 'move' | 'up';
  readonly imagePoint: Point;
  readonly modifiers: Modifiers;
  /** As `detail` of the DOM's mouse events: 2 in the second click of a double click. */
  readonly clicks: number;
}

/**
 * A named action of the user. `finish` (Enter): what is in hand is done. `back` (Backspace): take back the last point.
 * `toggleVisibility` (Tab): the joint under the pointer, or the one toggled last, goes from visible to occluded to
 * absent and round. For the vertices of a selected shape that are marked in the select tool: `nextVertex` and
 * `previousVertex` mark another one; `nudge` moves them by `by` image pixels, `delete` deletes them, and a step without
 * an edit means that there were none.
 */
export type ToolActionName =
  'finish' | 'back' | 'toggleVisibility' | 'delete' | 'nextVertex' | 'previousVertex' | 'nudge';

/** What reaches a tool. */
export type ToolEvent =
  | PointerToolEvent
  | { readonly type: 'action'; readonly name: ToolActionName; readonly by?: Point }
  /** The class that was asked for by `askClass`. */
  | { readonly type: 'answer'; readonly label: string }
  /** Escape, or the question for the class was closed. Handled in run.ts: no tool ever sees it. */
  | { readonly type: 'cancel' }
  /** Focus, pointer capture or the window was lost in mid-gesture. Reaches a tool only while it is busy. */
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
  /** The first of `hitAll`, much sooner: for what is asked at every move of the pointer. */
  hitBest(imagePoint: Point): Hit | undefined;
  /** Ids of visible annotations wholly inside the rectangle (rubber band). */
  within(imageRect: Rect): readonly string[];
  /** True when the annotation is drawn: neither it nor its class is hidden, and it lies on the page. */
  isVisible(annotation: Annotation): boolean;
  readonly schema: LabelSchema;
  readonly options: ToolOptions;
  /** 0-based page that is shown; new annotations lie on it. */
  readonly page: number;
  /** Absent where the picture cannot be read. */
  readonly pixels?: ReadPixels;
  /** A fresh annotation id. */
  newId(): string;
}

/** What is drawn on the live layer while a gesture is under way; not part of the document. */
export interface Draft {
  /** Shapes in hand; `replaces` hides the committed shape of that id meanwhile. Label '' = not chosen yet. */
  readonly shapes: readonly { readonly shape: Shape; readonly label: string; readonly replaces?: string }[];
  /** An open line from the points placed so far to the pointer (polygon in the making), flat image pixels. */
  readonly path?: readonly number[];
  readonly rubberBand?: Rect;
  /** A brush stroke under way: `sizePx` is the tip's diameter or side. All image pixels. */
  readonly stroke?: BrushStroke;
  /** The brush under the pointer, its outline only. */
  readonly tip?: { readonly at: Point; readonly sizePx: number; readonly shape: 'round' | 'square' };
  /** Spots that are marked: points clicked so far, prompts. */
  readonly dots?: FlatPoints;
  /** Thin helper lines: the axis of a rotated box, the edge that is snapped to. */
  readonly guides?: readonly FlatPoints[];
  /** Where the pointer was snapped to. */
  readonly snapped?: Point;
}

export interface BrushStroke {
  /** The way of the tip's centre, flat image pixels. */
  readonly points: FlatPoints;
  readonly sizePx: number;
  readonly tip: 'round' | 'square';
  readonly erases: boolean;
  readonly label: string;
}

/** What one step of a tool yields. Absent: no draft, no edit, selection as it was, the tool's own cursor, nothing hovered. */
export interface Step<S> {
  readonly state: S;
  readonly draft?: Draft;
  /** The gesture is over: one edit, one undo step. */
  readonly edit?: Edit;
  readonly selection?: ReadonlySet<string>;
  readonly cursor?: string;
  /** Id of the annotation under the idle pointer. */
  readonly hovered?: string;
  /**
   * The shape in the draft is finished and waits for its class; bounds in image pixels, where to ask. Present in
   * every step while it waits. It is over with an `answer` (which yields the edit), a `cancel` or a new gesture.
   */
  readonly askClass?: Rect;
  /** A sentence for the user: why nothing came of what was done. Nothing is wrong with the tool. */
  readonly hint?: string;
}

/** A tool is a reducer: all of its gestures can be tested by feeding events and reading results. */
export interface Tool<S, Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  readonly cursor: string;
  readonly initial: S;
  /** True while a gesture is in hand that Escape would drop. */
  busy(state: S): boolean;
  step(state: S, event: ToolEvent, context: ToolContext): Step<S>;
}
