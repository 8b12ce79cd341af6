import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { maskOfSpans } from '../../../../src/core/mask/rle';
import { strokeSpans } from '../../../../src/core/mask/stroke';
import type { ReadPixels } from '../../../../src/core/pixels/patch';
import { EMPTY_SCHEMA, type LabelSchema } from '../../../../src/core/schema/labelSchema';
import { kindOf, type Shape } from '../../../../src/core/shapes/index';
import { TOOLS, type ToolId } from '../../../../src/core/tools/index';
import type { ToolOptions } from '../../../../src/core/tools/options';
import type { RunEvent } from '../../../../src/core/tools/run';
import { arbitraryAnnotation, arbitraryShape } from '../../../helpers/arbitrary';
import { script, type ToolScript } from '../../../helpers/toolScript';

const WIDTH = 120;
const HEIGHT = 90;
const RUNS = 20;

const TEMPLATE = {
  name: 'hand',
  joints: [{ name: 'wrist', at: [0.5, 1] as const }, { name: 'thumb' }, { name: 'tip' }],
  edges: [['wrist', 'thumb'] as const],
  swap: [],
};

const SCHEMA: LabelSchema = {
  ...EMPTY_SCHEMA,
  skeletons: [TEMPLATE],
  classes: [
    { name: 'nut', skeleton: 'hand', attributes: [{ name: 'side', type: 'text', default: 'left' }] },
    { name: 'bolt', attributes: [] },
  ],
};

/** A checkered picture, as sharp as is allowed. */
const pixels: ReadPixels = (rect, maxPixels) => {
  const x = Math.max(0, Math.floor(rect.x));
  const y = Math.max(0, Math.floor(rect.y));
  const width = Math.min(WIDTH, Math.ceil(rect.x + rect.width)) - x;
  const height = Math.min(HEIGHT, Math.ceil(rect.y + rect.height)) - y;
  if (width < 1 || height < 1 || width * height > maxPixels) return undefined;
  const data = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    const isDark = (((x + (i % width)) >> 4) + ((y + Math.floor(i / width)) >> 4)) % 2 === 0;
    data.set(isDark ? [30, 40, 50, 255] : [200, 190, 180, 255], 4 * i);
  }
  return { imageRect: { x, y, width, height }, widthPx: width, heightPx: height, data };
};

/** In and a little around the image, often at the same few places, so that clicks meet. */
const place = fc.oneof(
  fc.record({ x: fc.integer({ min: -20, max: WIDTH + 20 }), y: fc.integer({ min: -20, max: HEIGHT + 20 }) }),
  fc.constantFrom({ x: 0, y: 0 }, { x: 30, y: 30 }, { x: 60, y: 30 }, { x: 60, y: 60 }, { x: 30.4, y: 59.6 }),
);
const held = fc.record({ shift: fc.boolean(), alt: fc.boolean(), mod: fc.boolean() });
const pointer = fc
  .record({
    type: fc.constantFrom('down' as const, 'move' as const, 'up' as const),
    imagePoint: place,
    modifiers: fc.oneof(fc.constant({ shift: false, alt: false, mod: false }), held),
    clicks: fc.constantFrom(1, 1, 1, 2),
  })
  .map((event): RunEvent => event);
const other = fc.oneof(
  fc
    .constantFrom(
      'finish' as const,
      'back' as const,
      'toggleVisibility' as const,
      'delete' as const,
      'nextVertex' as const,
    )
    .map((name): RunEvent => ({ type: 'action', name })),
  fc.constant<RunEvent>({ type: 'answer', label: 'nut' }),
);
const events = fc.array(fc.oneof({ arbitrary: pointer, weight: 6 }, other), { maxLength: 25 });

/** Shapes made small enough to lie about the image, and masks beside them. */
const shape: fc.Arbitrary<Shape> = fc.oneof(
  { arbitrary: arbitraryShape.map((s) => kindOf(s).scale(s, 0.15, 0.15)), weight: 4 },
  fc
    .tuple(fc.array(place, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 40 }))
    .map(([points, size]) =>
      maskOfSpans(
        strokeSpans(
          points.flatMap(({ x, y }) => [x, y]),
          size,
          'round',
        ),
      ),
    )
    .filter((mask) => mask !== undefined),
);
const annotations = fc.uniqueArray(
  fc.tuple(arbitraryAnnotation, shape).map(([{ page: _, hidden: _h, ...base }, made]): Annotation => {
    return { ...base, label: base.label === 'washer' ? 'bolt' : 'nut', shape: kindOf(made).round(made) };
  }),
  { selector: ({ id }) => id, maxLength: 8 },
);
const options: fc.Arbitrary<Partial<ToolOptions>> = fc.record({
  snap: fc.boolean(),
  boxBy: fc.constantFrom('corners' as const, 'extremes' as const),
  rotatedBoxBy: fc.constantFrom('side' as const, 'corners' as const),
  regionAs: fc.constantFrom('polygon' as const, 'mask' as const),
  brushTip: fc.constantFrom('round' as const, 'square' as const),
  paintFree: fc.boolean(),
  eraseBelow: fc.boolean(),
  splineClosed: fc.boolean(),
  wandContiguous: fc.boolean(),
});
const world = fc.record({
  annotations,
  options,
  activeClass: fc.constantFrom('nut', 'bolt', undefined),
  scale: fc.constantFrom(0.5, 1, 4),
  selectEvery: fc.integer({ min: 1, max: 4 }),
});

function open(tool: ToolId, made: typeof world extends fc.Arbitrary<infer W> ? W : never): ToolScript {
  const { activeClass, selectEvery, ...rest } = made;
  const selection = rest.annotations.filter((_, i) => i % selectEvery === 0).map(({ id }) => id);
  return script(tool, {
    ...rest,
    selection,
    ...(activeClass !== undefined && { activeClass }),
    width: WIDTH,
    height: HEIGHT,
    schema: SCHEMA,
    pixels,
  });
}

/** Every edit applies wholly and can be taken back: the script itself holds that. */
function play(s: ToolScript, all: readonly RunEvent[]): void {
  for (const event of all) {
    s.send(event);
    assert.equal(s.last?.error, undefined, String(s.last?.error));
    assert.ok(!s.last?.edit || s.last.askClass === undefined, 'a shape is added or asked about');
  }
}

describe('every tool, whatever is done with it', function () {
  this.timeout(60_000);

  for (const { id } of TOOLS) {
    it(`${id}: never fails, keeps locked annotations, and makes nothing that cannot be stored`, () => {
      fc.assert(
        fc.property(world, events, (made, all) => {
          const s = open(id, made);
          play(s, all);
          for (const locked of made.annotations.filter((each) => each.locked)) {
            const { shape: now, label } = s.doc.annotations.find((each) => each.id === locked.id) ?? {};
            assert.deepEqual({ now, label }, { now: locked.shape, label: locked.label });
          }
          for (const { shape: now } of s.doc.annotations) {
            const kind = kindOf(now);
            assert.deepEqual(kind.parse(kind.print(now)), now, 'on the sidecar’s grid');
          }
        }),
        { numRuns: RUNS },
      );
    });

    it(`${id}: cancel and switch leave nothing in hand, in the middle of anything`, () => {
      fc.assert(
        fc.property(world, events, fc.constantFrom(...TOOLS), (made, all, next) => {
          const s = open(id, made);
          play(s, all);
          const edits = s.edits.length;
          s.cancel();
          if (s.last?.busy) s.cancel();
          s.expectIdle();
          play(s, all);
          s.switchTo(next.id).expectIdle();
          assert.ok(s.edits.length >= edits);
        }),
        { numRuns: RUNS },
      );
    });

    it(`${id}: a lost pointer ends every drag, and the next press begins anew`, () => {
      fc.assert(
        fc.property(world, events, place, (made, all, p) => {
          const s = open(id, made);
          play(s, all);
          play(s, [{ type: 'interrupt' }]);
          const edits = s.edits.length;
          s.move(p.x, p.y).move(p.x + 5, p.y + 5);
          assert.equal(s.edits.length, edits, 'moving without a button changes nothing');
          play(s, all);
        }),
        { numRuns: RUNS },
      );
    });
  }
});
