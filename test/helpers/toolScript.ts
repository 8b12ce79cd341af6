import assert from 'node:assert/strict';
import type { Annotation } from '../../src/core/annotation/annotation';
import { compareIds, type AnnotationDoc } from '../../src/core/annotation/document';
import { apply, invert, type Edit } from '../../src/core/edit/edit';
import { hitAll, within } from '../../src/core/scene/hit';
import { hitBest } from '../../src/core/scene/hitBest';
import type { ReadPixels } from '../../src/core/pixels/patch';
import { EMPTY_SCHEMA, type LabelSchema } from '../../src/core/schema/labelSchema';
import type { Shape } from '../../src/core/shapes/index';
import type { ToolId } from '../../src/core/tools/index';
import { DEFAULT_TOOL_OPTIONS, type ToolOptions } from '../../src/core/tools/options';
import { runStep, startRun, type RunEvent, type RunState, type RunStep } from '../../src/core/tools/run';
import type { Modifiers, ToolActionName, ToolContext } from '../../src/core/tools/tool';

export interface ScriptWorld {
  readonly annotations?: readonly Annotation[];
  readonly selection?: readonly string[];
  readonly activeClass?: string;
  readonly scale?: number;
  readonly width?: number;
  readonly height?: number;
  readonly schema?: LabelSchema;
  readonly options?: Partial<ToolOptions>;
  readonly pixels?: ReadPixels;
  readonly page?: number;
}

type Held = Partial<Modifiers>;

/** A page without a page: sends events to the tools as the canvas would, and keeps what they yield. */
export class ToolScript {
  doc: AnnotationDoc;
  selection: ReadonlySet<string>;
  activeClass: string | undefined;
  scale: number;
  run: RunState;
  /** Every edit so far; each is one step of undo. */
  readonly edits: Edit[] = [];
  last: RunStep | undefined;
  /** What stays as it is for the whole script. */
  readonly #world: ScriptWorld;
  #clicks = 1;
  #ids = 0;

  constructor(tool: ToolId, world: ScriptWorld) {
    const { annotations = [], width = 100, height = 100 } = world;
    this.#world = world;
    this.doc = {
      image: { file: 'a.png', widthPx: width, heightPx: height },
      tags: [],
      annotations: annotations.toSorted(compareIds),
      kept: [],
    };
    this.selection = new Set(world.selection);
    this.activeClass = world.activeClass;
    this.scale = world.scale ?? 1;
    this.run = startRun(tool);
  }

  send(event: RunEvent): this {
    const step = runStep(this.run, event, this.#context());
    this.last = step;
    this.run = step.state;
    if (step.selection) this.selection = step.selection;
    if (!step.edit) return this;
    this.edits.push(step.edit);
    const { doc, skipped } = apply(this.doc, step.edit);
    assert.equal(skipped, 0, 'the edit fits the document it was made for');
    assert.deepEqual(apply(doc, invert(step.edit)).doc, this.doc, 'undo brings the document back');
    this.doc = doc;
    return this;
  }

  down(x: number, y: number, held: Held = {}): this {
    return this.#pointer('down', x, y, held);
  }

  move(x: number, y: number, held: Held = {}): this {
    return this.#pointer('move', x, y, held);
  }

  up(x: number, y: number, held: Held = {}): this {
    return this.#pointer('up', x, y, held);
  }

  click(x: number, y: number, held: Held = {}): this {
    return this.move(x, y, held).down(x, y, held).up(x, y, held);
  }

  doubleClick(x: number, y: number): this {
    this.click(x, y);
    this.#clicks = 2;
    this.down(x, y).up(x, y);
    this.#clicks = 1;
    return this;
  }

  /** Press, move in a few steps, let go. */
  drag(from: readonly [number, number], to: readonly [number, number], held: Held = {}): this {
    this.down(...from, held);
    for (const t of [0.25, 0.5, 1])
      this.move(from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1]), held);
    return this.up(...to, held);
  }

  act(name: ToolActionName): this {
    return this.send({ type: 'action', name });
  }

  finish(): this {
    return this.act('finish');
  }

  back(): this {
    return this.act('back');
  }

  cancel(): this {
    return this.send({ type: 'cancel' });
  }

  interrupt(): this {
    return this.send({ type: 'interrupt' });
  }

  answer(label: string): this {
    return this.send({ type: 'answer', label });
  }

  switchTo(tool: ToolId): this {
    return this.send({ type: 'switch', tool });
  }

  /** The shape of an annotation as it is in the document now. */
  shapeOf(id: string): Shape | undefined {
    return this.doc.annotations.find((annotation) => annotation.id === id)?.shape;
  }

  expectShape(id: string, shape: Shape): this {
    assert.deepEqual(this.shapeOf(id), shape);
    return this;
  }

  expectSelected(...ids: string[]): this {
    assert.deepEqual([...this.selection].sort(), ids.sort());
    return this;
  }

  /** The labels of all edits so far, in order. */
  expectEdits(...labels: string[]): this {
    assert.deepEqual(
      this.edits.map(({ label }) => label),
      labels,
    );
    return this;
  }

  /** Nothing in hand, nothing on the live layer. */
  expectIdle(): this {
    assert.equal(this.last?.busy, false);
    assert.equal(this.last?.draft, undefined);
    assert.equal(this.last?.askClass, undefined);
    return this;
  }

  #pointer(type: 'down' | 'move' | 'up', x: number, y: number, held: Held): this {
    const modifiers = { shift: false, alt: false, mod: false, ...held };
    return this.send({ type, imagePoint: { x, y }, modifiers, clicks: this.#clicks });
  }

  #context(): ToolContext {
    const { doc, selection, scale, activeClass } = this;
    const { schema = EMPTY_SCHEMA, options, pixels, page = 0 } = this.#world;
    const everything = ({ hidden, page: on = 0 }: Annotation) => !hidden && on === page;
    return {
      doc,
      selection,
      scale,
      activeClass,
      schema,
      options: { ...DEFAULT_TOOL_OPTIONS, ...options },
      page,
      ...(pixels && { pixels }),
      hitAll: (imagePoint) => hitAll(doc, { scale }, selection, imagePoint, everything),
      hitBest: (imagePoint) => hitBest(doc, { scale }, selection, imagePoint, everything),
      within: (imageRect) => within(doc, imageRect, everything),
      isVisible: everything,
      newId: () => `new${++this.#ids}`,
    };
  }
}

export function script(tool: ToolId, world: ScriptWorld = {}): ToolScript {
  return new ToolScript(tool, world);
}

/** An annotation with a box, for scripts. */
export function boxed(id: string, x: number, y: number, width: number, height: number): Annotation {
  return { id, label: 'nut', shape: { kind: 'box', x, y, width, height } };
}

/** An annotation with a polygon of one ring, for scripts. */
export function ringed(id: string, ...ring: number[]): Annotation {
  return { id, label: 'gear', shape: { kind: 'polygon', rings: [ring] } };
}
