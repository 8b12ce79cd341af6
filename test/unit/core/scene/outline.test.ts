import assert from 'node:assert/strict';
import { outlineOf, topOf, traceOutline } from '../../../../src/core/scene/outline';
import { kindOf, type Shape } from '../../../../src/core/shapes/index';
import type { PathSink } from '../../../../src/core/shapes/shape';

class Log implements PathSink {
  readonly calls: string[] = [];

  moveTo(x: number, y: number): void {
    this.calls.push(`M ${x} ${y}`);
  }

  lineTo(x: number, y: number): void {
    this.calls.push(`L ${x} ${y}`);
  }

  bezierCurveTo(...numbers: number[]): void {
    this.calls.push(`C ${numbers.join(' ')}`);
  }

  closePath(): void {
    this.calls.push('Z');
  }
}

const box: Shape = { kind: 'box', x: 10, y: 20, width: 30, height: 40 };
const polygon: Shape = {
  kind: 'polygon',
  rings: [
    [0, 5, 10, 0, 20, 5, 10, 30],
    [8, 8, 12, 8, 10, 12],
  ],
};

function traced(shape: Shape, scale = 1, dx = 0, dy = 0, minStep = 0): string[] {
  const log = new Log();
  traceOutline(outlineOf(shape), log, { scale, x: dx, y: dy }, minStep);
  return log.calls;
}

describe('outline', () => {
  it('repeats what the shape draws, rings and holes', () => {
    for (const shape of [box, polygon]) {
      const log = new Log();
      kindOf(shape).trace(shape, log);
      assert.deepEqual(traced(shape), log.calls);
    }
  });

  it('knows rectangles along the axes', () => {
    assert.equal(outlineOf(box).isRect, true);
    assert.equal(outlineOf(polygon).isRect, false);
    assert.equal(outlineOf({ kind: 'polygon', rings: [[0, 0, 9, 0, 9, 9, 0, 9]] }).isRect, true);
    assert.equal(outlineOf({ kind: 'polygon', rings: [[0, 0, 9, 1, 9, 9, 0, 9]] }).isRect, false);
  });

  it('scales and moves', () => {
    assert.deepEqual(traced(box, 2, 100, -10).slice(0, 2), ['M 120 30', 'L 180 30']);
  });

  it('leaves out points that nobody would see, but never a ring', () => {
    const ring = Array.from({ length: 400 }, (_, i) => [
      50 + 40 * Math.cos((i * Math.PI) / 200),
      50 + 40 * Math.sin((i * Math.PI) / 200),
    ]).flat();
    const round: Shape = { kind: 'polygon', rings: [ring] };
    assert.equal(traced(round).length, 401);
    const thin = traced(round, 1, 0, 0, 4);
    assert.ok(thin.length > 30 && thin.length < 110, String(thin.length));
    assert.deepEqual(
      traced(round, 0.001, 0, 0, 1).map((call) => call[0]),
      ['M', 'Z'],
    );
  });

  it('finds the highest point', () => {
    assert.deepEqual(topOf(outlineOf(polygon)), { x: 10, y: 0 });
  });

  it('holds outlines of any length', () => {
    const ring = Array.from({ length: 5000 }, (_, i) => i % 977);
    assert.equal(traced({ kind: 'polygon', rings: [ring] }).length, 2501);
  });
});
