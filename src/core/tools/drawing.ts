import type { Edit } from '../edit/edit';
import type { Shape } from '../shapes/index';
import { addShape, ask, finishShape, type Asking } from './newShape';
import type { Draft, PointerToolEvent, Step, Tool, ToolContext, ToolEvent } from './tool';

export interface Idle {
  readonly kind: 'idle';
}

export const IDLE: Idle = { kind: 'idle' };

/** A shape in the making; `hand` is what the tool knows about it. */
export interface Drawing<H> {
  readonly kind: 'drawing';
  readonly hand: H;
}

export type DrawState<H> = Idle | Drawing<H> | Asking;

/** What an event makes of the shape in hand. */
export type Drawn<H> =
  /** It goes on. */
  | { readonly hand: H; readonly draft: Draft; readonly cursor?: string }
  /** The shape is complete. */
  | { readonly shape: Shape }
  /** It changed an annotation instead of making one. */
  | { readonly edit: Edit; readonly selection?: ReadonlySet<string> }
  /** Nothing came of it; `hint` says why in a sentence when the user cannot see that. */
  | { readonly dropped: true; readonly hint?: string };

export const DROPPED = { dropped: true } as const;

/** What is particular to a tool that draws one shape after the other. */
export interface DrawingParts<H, Id extends string> {
  readonly id: Id;
  readonly title: string;
  readonly cursor?: string;
  /** A press with nothing in hand. */
  begin(event: PointerToolEvent, context: ToolContext): Drawn<H>;
  /** Any event while a shape is in hand. */
  draw(hand: H, event: ToolEvent, context: ToolContext): Drawn<H>;
  /** What the idle pointer shows: where a press would snap to. */
  hover?(event: PointerToolEvent, context: ToolContext): Pick<Step<Idle>, 'draft' | 'cursor'>;
  /** The shape as an annotation of this class has it, or a sentence that says why there is none. */
  fit?(shape: Shape, label: string, context: ToolContext): Shape | string;
}

/** The tool of these parts: idle, drawing and waiting for the class are the same for all of them. */
export function drawingTool<H, Id extends string>(parts: DrawingParts<H, Id>): Tool<DrawState<H>, Id> {
  const { id, title, cursor = 'crosshair' } = parts;
  return {
    id,
    title,
    cursor,
    initial: IDLE,
    busy: ({ kind }) => kind !== 'idle',
    step(state, event, context) {
      if (event.type === 'down' && state.kind !== 'drawing')
        return settle(parts, parts.begin(event, context), context);
      switch (state.kind) {
        case 'idle':
          return { state, ...(event.type === 'move' && parts.hover?.(event, context)) };
        case 'drawing':
          return settle(parts, parts.draw(state.hand, event, context), context);
        case 'asking':
          return event.type === 'answer' ? addFitted(parts, state.shape, event.label, context) : ask(state);
      }
    },
  };
}

function settle<H, Id extends string>(
  parts: DrawingParts<H, Id>,
  drawn: Drawn<H>,
  context: ToolContext,
): Step<DrawState<H>> {
  if ('hand' in drawn) {
    const { hand, ...shown } = drawn;
    return { state: { kind: 'drawing', hand }, ...shown };
  }
  if ('edit' in drawn) return { state: IDLE, ...drawn };
  if ('dropped' in drawn) return { state: IDLE, ...(drawn.hint !== undefined && { hint: drawn.hint }) };
  if (context.activeClass === undefined) return finishShape(drawn.shape, IDLE, context);
  return addFitted(parts, drawn.shape, context.activeClass, context);
}

function addFitted<H, Id extends string>(
  { fit }: DrawingParts<H, Id>,
  drawn: Shape,
  label: string,
  context: ToolContext,
): Step<Idle> {
  const shape = fit ? fit(drawn, label, context) : drawn;
  return typeof shape === 'string' ? { state: IDLE, hint: shape } : addShape(shape, label, IDLE, context);
}
