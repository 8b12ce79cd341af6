import assert from 'node:assert/strict';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { emptyDoc, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { apply, invert, type Edit } from '../../../../src/core/edit/edit';
import { add, reshaped, update } from '../../../../src/core/edit/edits';
import { packEdit, unpackEdit, type PackedEdit } from '../../../../src/core/edit/packedEdit';
import { fillRings } from '../../../../src/core/mask/fillRings';
import { erase, paint } from '../../../../src/core/mask/paint';
import { maskOfSpans } from '../../../../src/core/mask/rle';
import { strokeSpans } from '../../../../src/core/mask/stroke';
import type { Mask } from '../../../../src/core/shapes/mask';

const WIDTH = 6000;
const HEIGHT = 4000;
const STROKES = 40;
/** About what a stroke that changes 200 rows needs; a whole mask of this image is ten times as much. */
const BYTES_PER_STROKE = 6000;

/** A mask of the whole image with a wavy border. */
function largeMask(): Mask {
  const ring = Array.from({ length: 400 }, (_, i) => {
    const angle = (Math.floor(i / 2) * Math.PI) / 100;
    const radius = 1800 + 150 * Math.sin(7 * angle);
    return i % 2 === 0 ? 3000 + radius * Math.cos(angle) : 2000 + radius * Math.sin(angle);
  });
  return maskOfSpans(fillRings([ring], { x: 0, y: 0, width: WIDTH, height: HEIGHT })) as Mask;
}

function docWith(shape: Mask): AnnotationDoc {
  const doc = emptyDoc({ file: 'a.png', widthPx: WIDTH, heightPx: HEIGHT });
  return { ...doc, annotations: [{ id: 'aaaaaa', label: 'sky', shape }] };
}

/** As it comes through a message: nothing shared with what is there. */
const sent = (edit: Edit): Edit => JSON.parse(JSON.stringify(edit)) as Edit;

function stroke(doc: AnnotationDoc, i: number): Edit {
  const [sky] = doc.annotations as readonly [Annotation & { shape: Mask }];
  const [x, y] = [(i * 7919) % WIDTH, (i * 104_729) % HEIGHT];
  const line = Array.from({ length: 20 }, (_, k) => (k % 2 === 0 ? x + 15 * k : y + 40 * Math.sin(k)));
  const spans = strokeSpans(line, 40 + (i % 160), 'round');
  const within = { x: 0, y: 0, width: WIDTH, height: HEIGHT };
  const shape = i % 3 === 0 ? erase(sky.shape, spans) : paint(sky.shape, spans, { within });
  return sent(update('Paint', [sky], (annotation) => reshaped(annotation, shape ?? sky.shape)));
}

const bytesOf = ({ edit, strokes }: PackedEdit): number => JSON.stringify([edit, strokes]).length;

describe('edits kept for undo', () => {
  it('of brush strokes on a 24-megapixel mask hold the pixels that differ, and lead all the way back', function () {
    this.timeout(20_000);
    const start = docWith(largeMask());
    let doc = start;
    const kept: PackedEdit[] = [];
    for (let i = 0; i < STROKES; i++) {
      const edit = stroke(doc, i);
      doc = apply(doc, edit).doc;
      kept.push(packEdit(edit));
    }
    const end = doc;
    const bytes = kept.reduce((sum, packed) => sum + bytesOf(packed), 0);
    assert.ok(bytes < STROKES * BYTES_PER_STROKE, `${bytes} bytes`);
    for (const packed of kept.toReversed()) doc = apply(doc, invert(unpackEdit(packed, doc).edit)).doc;
    assert.deepEqual(doc, start);
    for (const packed of kept) doc = apply(doc, unpackEdit(packed, doc).edit).doc;
    assert.deepEqual(doc, end);
  });

  it('are kept as they are when they are small or no masks', () => {
    const edit = add('Draw', [{ id: 'bbbbbb', label: 'nut', shape: { kind: 'point', x: 1, y: 2 } }]);
    assert.equal(packEdit(edit).edit, edit);
    const small = strokeSpans([5, 5], 8, 'round');
    const mask = maskOfSpans(small) as Mask;
    const doc = docWith(mask);
    const painted = stroke(docWith(mask), 1);
    assert.equal(packEdit(painted).strokes.length, 0);
    assert.deepEqual(unpackEdit(packEdit(painted), doc), { edit: painted, lost: 0 });
  });

  it('say when the mask is not what it was on either side', () => {
    const doc = docWith(largeMask());
    const packed = packEdit(stroke(doc, 30));
    assert.equal(packed.strokes.length, 1);
    const other = apply(doc, stroke(doc, 36)).doc;
    const { edit, lost } = unpackEdit(packed, other);
    assert.equal(lost, 1);
    assert.deepEqual(apply(other, invert(edit)).doc, other);
    assert.equal(unpackEdit(packed, { ...doc, annotations: [] }).lost, 1);
  });
});
