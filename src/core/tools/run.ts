import { toolNamed, type ToolId } from './index';
import type { Step, Tool, ToolContext, ToolEvent } from './tool';

/*
 * How the page drives the tools:
 *   let run = startRun('select');
 *   const step = runStep(run, event, context); run = step.state;
 *   then show step.draft, step.cursor, step.hovered and step.state.tool as they are (absent = none), take
 *   step.selection when present, commit step.edit when present, tell step.hint and report step.error when present.
 *
 * Rules that hold for every tool, and are therefore here:
 * - `switch` drops the gesture in hand. So does `cancel` (Escape); without a gesture `cancel` goes back to the
 *   select tool, and in the select tool it clears the selection.
 * - `interrupt` goes to a busy tool, which keeps what does not hang on a pressed button (points already clicked,
 *   a shape that waits for its class, a brush stroke as far as it went) and drops the rest. An idle tool does not
 *   hear of it.
 * - A tool that throws loses its gesture, not its wits: it starts afresh, and the step carries the error.
 * - Class of a new shape: with an active class the shape is added at once. Without one the step carries `askClass`
 *   (and the shape stays in the draft) until the page sends {type: 'answer', label}: only then comes the one edit
 *   that adds the annotation, so drawing and naming are one step of undo. Closing the question without an answer
 *   is {type: 'cancel'}. A `down` of the pointer meanwhile drops the nameless shape and begins the next.
 */

export interface RunState {
  readonly tool: ToolId;
  /** The tool's own state; only the tool looks inside. */
  readonly inner: unknown;
}

export type RunEvent = ToolEvent | { readonly type: 'switch'; readonly tool: ToolId };

export interface RunStep extends Step<RunState> {
  readonly cursor: string;
  /** True while a gesture is in hand that Escape would drop. */
  readonly busy: boolean;
  /** A tool threw: a fault of ours, to be logged. */
  readonly error?: unknown;
}

export function startRun(tool: ToolId): RunState {
  return { tool, inner: toolNamed(tool).initial };
}

/** One event: which tool is on, what it yields. Pure, and never throws. */
export function runStep(run: RunState, event: RunEvent, context: ToolContext): RunStep {
  const tool = toolNamed(run.tool);
  switch (event.type) {
    case 'switch':
      return rest(event.tool);
    case 'cancel':
      return cancel(run, tool, context);
    case 'interrupt':
      return tool.busy(run.inner) ? stepTool(run, tool, event, context) : { ...rest(run.tool), state: run };
    case 'down':
    case 'move':
    case 'up':
    case 'action':
    case 'answer':
      return stepTool(run, tool, event, context);
  }
}

/** A tool with nothing in hand. */
function rest(tool: ToolId): RunStep {
  return { state: startRun(tool), cursor: toolNamed(tool).cursor, busy: false };
}

function cancel(run: RunState, tool: Tool<unknown>, context: ToolContext): RunStep {
  if (tool.busy(run.inner)) return rest(run.tool);
  if (run.tool === 'select' && context.selection.size > 0) return { ...rest('select'), selection: new Set() };
  return rest('select');
}

function stepTool(run: RunState, tool: Tool<unknown>, event: ToolEvent, context: ToolContext): RunStep {
  try {
    const step = tool.step(run.inner, event, context);
    return {
      ...step,
      state: { tool: run.tool, inner: step.state },
      cursor: step.cursor ?? tool.cursor,
      busy: tool.busy(step.state),
    };
  } catch (error) {
    return { ...rest(run.tool), error };
  }
}
