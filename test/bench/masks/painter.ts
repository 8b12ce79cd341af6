import type { AnnotationDoc } from '../../../src/core/annotation/document';
import { apply, type Edit } from '../../../src/core/edit/edit';
import type { Point } from '../../../src/core/geometry/rect';
import { EMPTY_SCHEMA } from '../../../src/core/schema/labelSchema';
import { DEFAULT_TOOL_OPTIONS } from '../../../src/core/tools/options';
import { runStep, startRun, type RunStep } from '../../../src/core/tools/run';
import type { ToolContext } from '../../../src/core/tools/tool';

const BRUSH_PX = 60;
const FREE = { shift: false, alt: false, mod: false };

/** The brush over a document, driven as the page drives it, with its first annotation selected. */
export class Painter {
  doc: AnnotationDoc;
  readonly edits: Edit[] = [];
  #run = startRun('brush');
  readonly #scale: number;

  constructor(doc: AnnotationDoc, scale: number) {
    this.doc = doc;
    this.#scale = scale;
  }

  send(type: 'down' | 'move' | 'up', imagePoint: Point): RunStep {
    const event = { type, imagePoint, modifiers: FREE, clicks: 1 };
    const step = runStep(this.#run, event, this.#context());
    this.#run = step.state;
    if (step.error !== undefined) throw step.error;
    if (step.edit) {
      this.edits.push(step.edit);
      this.doc = apply(this.doc, step.edit).doc;
    }
    return step;
  }

  #context(): ToolContext {
    const [first] = this.doc.annotations;
    return {
      doc: this.doc,
      selection: new Set(first ? [first.id] : []),
      scale: this.#scale,
      activeClass: first?.label,
      hitAll: () => [],
      hitBest: () => undefined,
      isVisible: () => true,
      within: () => [],
      schema: EMPTY_SCHEMA,
      options: { ...DEFAULT_TOOL_OPTIONS, brushPx: BRUSH_PX },
      page: 0,
      newId: () => 'fresh0',
    };
  }
}

/** Points of a stroke of so many steps, across the picture's middle in waves; each stroke elsewhere. */
export function strokePoints(stroke: number, steps: number): Point[] {
  const [x, y] = [400 + ((stroke * 337) % 4200), 400 + ((stroke * 521) % 3000)];
  return Array.from({ length: steps }, (_, i) => ({ x: x + 14 * i, y: y + 90 * Math.sin(i / 5) }));
}
