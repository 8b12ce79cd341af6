import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../../src/core/annotation/annotation';
import { byId } from '../../../../../src/core/annotation/document';
import { add, remove, update } from '../../../../../src/core/edit/edits';
import { nearShape } from '../../../../../src/core/formats/inPlace/changes';
import { openFile, saveFile } from '../../../../../src/core/formats/inPlace/fileText';
import type { FileContext } from '../../../../../src/core/formats/inPlace/labelFile';
import { refusedAnnotation } from '../../../../../src/core/formats/inPlace/refuse';
import { voc } from '../../../../../src/core/formats/inPlace/voc';
import { EMPTY_SCHEMA } from '../../../../../src/core/schema/labelSchema';
import { boxOf } from '../../../../../src/core/shapes/box';
import { edited, lineDiff, opened } from '../../../../helpers/inPlace';

const CONTEXT: FileContext = {
  image: { file: 'a.jpg', widthPx: 640, heightPx: 480 },
  name: 'JPEGImages/a.jpg',
  schema: EMPTY_SCHEMA,
};
const TEXT = `<?xml version="1.0"?>
<annotation>
  <!-- checked by hand -->
  <filename>a.jpg</filename>
  <size><width>640</width><height>480</height><depth>3</depth></size>
  <object>
    <name>cat &amp; co</name>
    <pose>Left</pose>
    <truncated>1</truncated>
    <difficult>0</difficult>
    <bndbox>
      <xmax>50</xmax>
      <xmin>11</xmin>
      <ymin> 21 </ymin>
      <ymax>50.0</ymax>
    </bndbox>
    <part><name>head</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></part>
  </object>
  <object>
    <name>dog</name>
    <bndbox>
      <xmin>100</xmin>
      <ymin>100</ymin>
      <xmax>200</xmax>
      <ymax>200</ymax>
    </bndbox>
  </object>
</annotation>
`;
const CAT = ({ label }: Annotation): boolean => label === 'cat & co';

describe('Pascal VOC files in place', function () {
  this.timeout(30_000);

  it('reads boxes as edges from 0, from 1 where the original data set is named', () => {
    const cat = opened(voc, TEXT, CONTEXT).doc.annotations.find(CAT);
    assert.deepEqual(cat?.shape, { kind: 'box', x: 11, y: 21, width: 39, height: 29 });
    assert.equal(cat.truncated, true);
    const original = TEXT.replace(
      '<size>',
      '<source><database>The VOC2007 Database</database></source><size>',
    );
    const first = opened(voc, original, CONTEXT).doc.annotations.find(CAT);
    assert.deepEqual(first?.shape, { kind: 'box', x: 10, y: 20, width: 40, height: 30 });
  });

  it('changes the numbers that moved and nothing else', () => {
    const after = edited(voc, TEXT, CONTEXT, ({ doc }) =>
      update('Move', doc.annotations.filter(CAT), (each) => ({
        ...each,
        shape: boxOf({ x: 11, y: 21.5, width: 39, height: 28.5 }),
      })),
    );
    assert.deepEqual(lineDiff(TEXT, after), ['-      <ymin> 21 </ymin>', '+      <ymin>21.5</ymin>']);
  });

  it('sets flags, classes and the mark of what was looked through', () => {
    const after = edited(voc, TEXT, CONTEXT, ({ doc }) => ({
      ...update(
        'Class',
        doc.annotations.filter((each) => !CAT(each)),
        (each) => ({ ...each, label: 'a<b', difficult: true }),
      ),
      facts: [{ tags: [] }, { tags: [], state: 'done' }],
    }));
    assert.ok(after.includes('<annotation verified="yes">'));
    assert.ok(after.includes('    <name>a&lt;b</name>\n    <difficult>1</difficult>\n'));
    assert.equal(opened(voc, after, CONTEXT).doc.state, 'done');
  });

  it('adds objects as the last one looks, and takes them out again without a trace', () => {
    const fresh: Annotation = {
      id: 'new001',
      label: 'bird',
      shape: boxOf({ x: 1, y: 2, width: 3, height: 4 }),
    };
    const after = edited(voc, TEXT, CONTEXT, () => add('Draw', [fresh]));
    assert.deepEqual(
      lineDiff(TEXT, after).join('\n'),
      `+  <object>
+    <name>bird</name>
+    <bndbox>
+      <xmin>1</xmin>
+      <ymin>2</ymin>
+      <xmax>4</xmax>
+      <ymax>6</ymax>
+    </bndbox>
+  </object>`,
    );
    const bird = ({ label }: Annotation): boolean => label === 'bird';
    assert.equal(
      edited(voc, after, CONTEXT, ({ doc }) => remove('Delete', doc.annotations.filter(bird))),
      TEXT,
    );
  });

  it('makes a whole file, refuses what is no box, and does not touch what is not well-formed', () => {
    const doc = {
      ...opened(voc, TEXT, CONTEXT).doc,
      annotations: [{ id: 'a', label: 'x', shape: boxOf({ x: 1, y: 2, width: 3, height: 4 }) }],
    };
    const saved = saveFile(voc, undefined, doc, CONTEXT, []);
    assert.ok(saved.ok);
    assert.match(saved.text, /<filename>a\.jpg<\/filename>[^]*<width>640<\/width>[^]*<object>\n\t\t<name>x/);
    const polygon: Annotation = {
      id: 'p',
      label: 'x',
      shape: { kind: 'polygon', rings: [[0, 0, 9, 0, 9, 9]] },
    };
    assert.match(refusedAnnotation(voc, polygon, CONTEXT) ?? '', /cannot hold a polygon/);
    const broken = openFile(voc, TEXT.replace('</object>', ''), CONTEXT, []);
    assert.equal(broken.ok, false);
  });

  it('gives back every text that it was not asked to change, and never throws', () => {
    const cut = fc.tuple(
      fc.nat(TEXT.length),
      fc.nat(TEXT.length),
      fc.string({ maxLength: 3, unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 3 }), fc.constantFrom('\n', '\r\n'), (cuts, eol) => {
        let text = TEXT.replaceAll('\n', eol);
        for (const [at, to, put] of cuts) text = text.slice(0, at) + put + text.slice(Math.min(to, at + 3));
        const read = openFile(voc, text, CONTEXT, []);
        if (!read.ok) return;
        const saved = saveFile(voc, text, read.doc, CONTEXT, read.known);
        assert.ok(saved.ok);
        assert.equal(saved.text, text);
      }),
    );
  });

  it('reads back what it wrote, to a hundredth of a pixel', () => {
    const side = fc.double({ min: 0.01, max: 20_000, noNaN: true });
    const shape = fc
      .tuple(side, side, side, side)
      .map(([x, y, width, height]) => boxOf({ x, y, width, height }));
    const label = fc
      .string({ minLength: 1, maxLength: 8 })
      .filter((text) => text.trim() === text && text !== '');
    const annotation = fc.record({ label, shape });
    fc.assert(
      fc.property(fc.array(annotation, { maxLength: 5 }), fc.constantFrom('\n', '\r\n'), (all, eol) => {
        const text = TEXT.replaceAll('\n', eol);
        const read = opened(voc, text, CONTEXT);
        const wanted = all.map((each, i): Annotation => ({ id: read.known[i]?.id ?? `n${i}`, ...each }));
        const saved = saveFile(
          voc,
          text,
          { ...read.doc, annotations: wanted.sort((a, b) => (a.id < b.id ? -1 : 1)) },
          CONTEXT,
          read.known,
        );
        assert.ok(saved.ok, saved.ok ? '' : saved.problem.message);
        for (const each of wanted) {
          const found = byId(saved.opened.doc).get(each.id);
          assert.ok(found?.label === each.label && nearShape(found.shape, each.shape, 0.0101));
        }
      }),
    );
  });
});
