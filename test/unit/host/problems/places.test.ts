import assert from 'node:assert/strict';
import type { AnnotationDoc } from '../../../../src/core/annotation/document';
import { parseSidecar, printSidecar } from '../../../../src/core/annotation/sidecar';
import type { Finding } from '../../../../src/core/checks/check';
import { lineOfFinding, placesIn, placesNear } from '../../../../src/host/problems/places';

const box = (id: string): AnnotationDoc['annotations'][number] => ({
  id,
  label: 'car',
  shape: { kind: 'box', x: 1, y: 1, width: 2, height: 2 },
});
const DOC: AnnotationDoc = {
  image: { file: 'a.png', widthPx: 8, heightPx: 8 },
  state: 'done',
  tags: ['day'],
  annotations: [box('b'), box('d')],
  kept: [],
};

function finding(check: string, annotationId?: string): Finding {
  return { check, severity: 'error', message: '', fixes: [], ...(annotationId && { annotationId }) };
}

function linesOf(text: string): (id: string) => number | undefined {
  const parsed = parseSidecar(text);
  assert.ok(parsed.ok);
  return (id) => parsed.lineOf(id);
}

describe('lines of findings', () => {
  const text = printSidecar(DOC);
  const lines = text.split('\n');
  const textAt = (line: number): string => lines[line - 1] ?? '';

  it('are those of the annotation, the image and the tags in a printed sidecar', () => {
    const places = placesIn(text, linesOf(text));
    assert.match(textAt(lineOfFinding(finding('zero-area', 'd'), places)), /^\{"id": "d"/);
    assert.match(textAt(lineOfFinding(finding('size-mismatch'), places)), /^"image"/);
    assert.match(textAt(lineOfFinding(finding('missing-tag'), places)), /^"tags"/);
  });

  it('are the same for labels that grew from that text, and new ones stand behind their neighbour', () => {
    const places = placesNear(DOC, linesOf(text));
    assert.match(textAt(lineOfFinding(finding('zero-area', 'd'), places)), /^\{"id": "d"/);
    assert.match(textAt(lineOfFinding(finding('size-mismatch'), places)), /^"image"/);
    assert.match(textAt(lineOfFinding(finding('unknown-tag'), places)), /^"tags"/);
    assert.match(textAt(lineOfFinding(finding('zero-area', 'c'), places)), /^\{"id": "b"/);
    assert.match(textAt(lineOfFinding(finding('zero-area', 'a'), places)), /^"image"/);
  });

  it('fall back to what is there: no tags, no state, all on one line', () => {
    const { state: _, ...rest } = DOC;
    const bare = { ...rest, tags: [] };
    const printed = printSidecar(bare);
    assert.equal(placesIn(printed, linesOf(printed)).tagsLine, 2);
    assert.equal(placesNear(bare, linesOf(printed)).tagsLine, 2);
    const oneLine = printed.replaceAll('\n', ' ');
    const places = placesIn(oneLine, linesOf(oneLine));
    assert.deepEqual([places.imageLine, places.tagsLine, places.lineOf('d')], [1, 1, 1]);
  });
});
