import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { compareIds, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { mergeDocs } from '../../../../src/core/annotation/merge';
import type { CheckInput, Finding } from '../../../../src/core/checks/check';
import { CHECKS, runChecks } from '../../../../src/core/checks/index';
import { apply, invert } from '../../../../src/core/edit/edit';
import { judge } from '../../../../src/core/edit/review';
import type { LabelSchema } from '../../../../src/core/schema/labelSchema';
import { parseSchema } from '../../../../src/core/schema/parseSchema';
import { boxOf } from '../../../../src/core/shapes/box';
import { kindOf, SHAPE_KINDS, type Shape } from '../../../../src/core/shapes/index';
import { polygonOf } from '../../../../src/core/shapes/polygon';
import { EVERY_FACT, EVERY_KIND, EVERY_SHAPE } from '../../../helpers/everyKind';
import { arbitraryDoc } from '../../../helpers/arbitrary';

const { schema: SCHEMA } = parseSchema(`
classes: [{name: bolt, shapes: [box]}, {name: nut, shapes: [polygon]}, washer]
tags:
  - {name: light, required: true, options: [indoor, outdoor]}
  - {name: quality, choice: multiple, options: [blurred, dark]}
`);

const box = (x: number, y: number, width: number, height: number): Shape => boxOf({ x, y, width, height });

function annotation(id: string, shape: Shape, more: Partial<Annotation> = {}): Annotation {
  return { id, label: 'washer', shape, ...more };
}

function docOf(annotations: Annotation[], more: Partial<AnnotationDoc> = {}): AnnotationDoc {
  const image = { file: 'a.png', widthPx: 640, heightPx: 480 };
  return { image, tags: ['indoor'], annotations: annotations.toSorted(compareIds), kept: [], ...more };
}

function inputOf(doc: AnnotationDoc, more: Partial<CheckInput> = {}): CheckInput {
  return { doc, schema: SCHEMA, image: doc.image, imageExists: true, imageName: 'a.png', ...more };
}

/** Findings as `check id`, of the document alone as `check`. */
function found(input: CheckInput): string[] {
  return runChecks(input).map(({ check, annotationId }) => [check, annotationId].filter(Boolean).join(' '));
}

function only(input: CheckInput): Finding {
  const findings = runChecks(input);
  assert.equal(findings.length, 1, JSON.stringify(findings.map(({ message }) => message)));
  return findings[0] as Finding;
}

/** The document after the finding's fix of that number; checks that undo brings back the one before. */
function fixed(doc: AnnotationDoc, finding: Finding, number = 0): AnnotationDoc {
  const edit = finding.fixes[number]?.edit;
  assert.ok(edit);
  const { doc: after, skipped } = apply(doc, edit);
  assert.equal(skipped, 0);
  assert.deepEqual(apply(after, invert(edit)).doc, doc);
  return after;
}

/** What the checks say about these annotations under this schema, as `check id: message`. */
function told(yaml: string, ...annotations: Annotation[]): string[] {
  const { schema, problems } = parseSchema(yaml);
  assert.deepEqual(problems, []);
  return runChecks(inputOf(docOf(annotations, { tags: [] }), { schema })).map(
    ({ check, annotationId, message }) => `${check} ${annotationId ?? ''}: ${message}`,
  );
}

/** The annotation after fix number `number` of the first finding. */
function mended(yaml: string, from: Annotation, number = 0): Annotation | undefined {
  const doc = docOf([from], { tags: [] });
  const [finding] = runChecks(inputOf(doc, { schema: parseSchema(yaml).schema }));
  return fixed(doc, finding as Finding, number).annotations[0];
}

const short = (title: string): string =>
  title.replace(/^Replace by (its |an? |the )|( its outline| of the same .*| around it)$/g, '');

describe('checks', function () {
  this.timeout(20_000);

  it('have nothing to say about good labels', () => {
    const doc = docOf([
      annotation('a', box(0, 0, 640, 480)),
      annotation('b', polygonOf([1, 1, 9, 1, 9, 9]), { label: 'nut' }),
      annotation('c', box(3, 3, 5, 5), { label: 'bolt', proposed: true, model: 'm@1', score: 0.5 }),
    ]);
    assert.deepEqual(runChecks(inputOf(doc)), []);
    assert.deepEqual(runChecks(inputOf(doc, { schema: undefined, image: undefined })), []);
  });

  it('outside-image: clips what reaches over the border, deletes what is beyond', () => {
    const doc = docOf([
      annotation('in', box(-5.5, 10, 20, 20)),
      annotation('out', polygonOf([700, 1, 710, 1, 710, 9])),
    ]);
    const [over, beyond] = runChecks(inputOf(doc));
    assert.deepEqual(found(inputOf(doc)), ['outside-image in', 'outside-image out']);
    assert.equal(over?.message, 'The box "washer" reaches 5.50 px over the border of the image (640 × 480).');
    assert.deepEqual(fixed(doc, over as Finding).annotations[0]?.shape, box(0, 10, 14.5, 20));
    assert.deepEqual(
      fixed(doc, beyond as Finding).annotations.map(({ id }) => id),
      ['in'],
    );
    assert.deepEqual(found(inputOf(docOf([annotation('a', box(0, 0, 640.01, 480))]))), []);
  });

  it('zero-area: finds points and lines, and no bow ties', () => {
    const doc = docOf([
      annotation('flat', box(1, 1, 0, 9)),
      annotation('line', polygonOf([1, 1, 5, 5, 9, 9, 3, 3])),
      annotation('point', polygonOf([2, 2, 2, 2, 2, 2])),
      annotation('sliver', polygonOf([0, 0, 600, 0, 600, 0.5])),
      annotation('tie', polygonOf([0, 0, 10, 10, 10, 0, 0, 10])),
    ]);
    assert.deepEqual(found(inputOf(doc)), [
      'zero-area flat',
      'zero-area line',
      'zero-area point',
      'self-cross tie',
    ]);
    const after = fixed(doc, runChecks(inputOf(doc))[0] as Finding);
    assert.equal(after.annotations.length, 4);
  });

  it('unknown-class: offers the nearest names, and keeps quiet without any class', () => {
    const doc = docOf([annotation('a', box(1, 1, 5, 5), { label: 'Bolts' })]);
    const finding = only(inputOf(doc));
    assert.equal(finding.message, 'The class "Bolts" is not in relabel.yaml. Did you mean "bolt"?');
    assert.equal(fixed(doc, finding).annotations[0]?.label, 'bolt');
    const bare: LabelSchema = { ...SCHEMA, classes: [] };
    assert.deepEqual(found(inputOf(doc, { schema: bare })), []);
    assert.deepEqual(found(inputOf(doc, { schema: undefined })), []);
    assert.equal(
      only(inputOf(docOf([annotation('a', box(1, 1, 5, 5), { label: 'person' })]))).fixes.length,
      0,
    );
  });

  it('duplicate: keeps labels before proposals, then the better score, then the first', () => {
    const twins = (first: Partial<Annotation>, second: Partial<Annotation>): string[] =>
      found(
        inputOf(
          docOf([annotation('a', box(1, 1, 50, 50), first), annotation('b', box(1.3, 1, 50, 50.4), second)]),
        ),
      );
    assert.deepEqual(twins({}, {}), ['duplicate b']);
    assert.deepEqual(twins({ score: 0.5 }, { score: 0.9 }), ['duplicate a']);
    assert.deepEqual(twins({ score: 0.5 }, {}), ['duplicate a']);
    assert.deepEqual(twins({ proposed: true, model: 'm', score: 0.9 }, { score: 0.2 }), ['duplicate a']);
    assert.deepEqual(twins({ proposed: true, model: 'm' }, { proposed: true, model: 'm' }), ['duplicate b']);
    assert.deepEqual(twins({ proposed: true, model: 'm' }, { proposed: true, model: 'n' }), []);
    assert.deepEqual(twins({}, { label: 'other' }), ['unknown-class b']);
  });

  it('duplicate: compares boxes by overlap and rings from any start in either direction', () => {
    const doc = docOf([
      annotation('a', box(100, 100, 400, 300)),
      annotation('b', box(101, 101, 399, 299)),
      annotation('c', box(110, 100, 400, 300)),
      annotation('p', polygonOf([1, 1, 9, 1, 9, 9])),
      annotation('q', polygonOf([9.2, 9, 9, 1.2, 1, 1])),
      annotation('r', polygonOf([1, 1, 9, 9, 1, 9])),
    ]);
    assert.deepEqual(found(inputOf(doc)), ['duplicate b', 'duplicate q', 'twins c']);
    const [finding] = runChecks(inputOf(doc));
    assert.equal(finding?.message, 'The box "washer" marks the same as annotation a.');
    assert.deepEqual(found(inputOf(fixed(doc, finding as Finding))), ['duplicate q', 'twins c']);
  });

  it('duplicate: finds thousands of copies in little time', () => {
    const copies = Array.from({ length: 20_000 }, (_, i) => annotation(`a${i}`, box(i % 7, 3, 10, 10)));
    // The processor's time: the machine may be busy with other things.
    const start = process.cpuUsage();
    const findings = runChecks(inputOf(docOf(copies)));
    assert.equal(findings.filter(({ check }) => check === 'duplicate').length, 20_000 - 7);
    assert.ok(process.cpuUsage(start).user < 2_000_000);
  });

  it('conflict: says what clashes, and decides it', () => {
    const [was, mine, other] = ['washer', 'bolt', 'nut'].map((label) =>
      docOf([annotation('a', box(1, 1, 20, 20), { label })]),
    ) as [AnnotationDoc, AnnotationDoc, AnnotationDoc];
    const doc = mergeDocs(was, { ...mine, state: 'done' }, { ...other, state: 'todo' }).doc;
    const [ofImage, finding] = runChecks(inputOf(doc)).filter(({ check }) => check === 'conflict');
    assert.match(ofImage?.message ?? '', /both sides of a merge: state\.$/);
    assert.equal(
      finding?.message,
      'The box "bolt" was changed on both sides of a merge: class ("bolt" here, "nut" there).',
    );
    const labels = finding.fixes.map((_, i) => fixed(doc, finding, i).annotations.map(({ label }) => label));
    assert.deepEqual(
      labels.map((each) => each.toSorted().join()),
      ['bolt', 'nut', 'bolt,nut', 'bolt'],
    );
    assert.equal(fixed(doc, ofImage as Finding, 1).state, 'todo');
    const gone = mergeDocs(was, docOf([]), other).doc;
    const [removed] = runChecks(inputOf(gone)).filter(({ check }) => check === 'conflict');
    assert.match(removed?.message ?? '', /deleted here, changed there\.$/);
    assert.deepEqual(
      removed?.fixes.map((_, i) => fixed(gone, removed, i).annotations.length),
      [1, 0],
    );
  });

  it('twins: offers to make one of two that no duplicate is', () => {
    const doc = docOf([
      annotation('a', box(10, 10, 100, 100), { text: 'x' }),
      annotation('b', box(15, 10, 100, 100), { occluded: true }),
    ]);
    const finding = only(inputOf(doc));
    assert.equal(
      finding.message,
      'The box "washer" and a overlap by 90 %: they may be one thing drawn twice. If they are two, a sidecar says so: "apart": ["a"] in b.',
    );
    const [first] = fixed(doc, finding).annotations;
    assert.deepEqual([first?.id, first?.text, first?.occluded], ['a', 'x', true]);
    assert.equal(fixed(doc, finding, 1).annotations[0]?.id, 'b');
  });

  it('returned: tells the last comment, until the annotation changes', () => {
    const comments = [
      { id: 'c1', text: 'too wide' },
      { id: 'c2', text: 'done', resolved: true as const },
    ];
    const doc = docOf([annotation('a', box(10, 10, 100, 100), { comments })]);
    const judged = apply(doc, judge(doc.annotations, 'returned', 'Ada')).doc;
    assert.equal(only(inputOf(judged)).message, 'The box "washer" was returned by Ada: too wide');
    const changed = judged.annotations.map((each) => ({ ...each, shape: box(10, 10, 90, 100) }));
    assert.deepEqual(found(inputOf({ ...judged, annotations: changed })), []);
    assert.deepEqual(found(inputOf(apply(doc, judge(doc.annotations, 'accepted', 'Ada')).doc)), []);
  });

  it('size-mismatch: scales with a resized image, and warns of swapped sides and other images', () => {
    const doc = docOf([annotation('a', box(10, 20, 30, 40)), annotation('p', polygonOf([1, 1, 9, 1, 9, 9]))]);
    const half = inputOf(doc, { image: { widthPx: 320, heightPx: 240 } });
    const resized = only(half);
    assert.match(
      resized.message,
      /The image is 320 × 240 pixels, the labels say 640 × 480. The image was resized./,
    );
    const scaled = fixed(doc, resized);
    assert.deepEqual(
      scaled.annotations.map(({ shape }) => shape),
      [box(5, 10, 15, 20), polygonOf([0.5, 0.5, 4.5, 0.5, 4.5, 4.5])],
    );
    assert.deepEqual(found({ ...half, doc: scaled }), []);
    const plain = fixed(doc, resized, 1);
    assert.deepEqual([plain.image.widthPx, plain.annotations], [320, doc.annotations]);
    const turned = only(inputOf(doc, { image: { widthPx: 480, heightPx: 640 } }));
    assert.match(turned.message, /Width and height are swapped.*EXIF/);
    assert.equal(turned.fixes.length, 1);
    assert.match(
      only(inputOf(doc, { image: { widthPx: 640, heightPx: 400 } })).message,
      /cropped or exchanged/,
    );
    const kept = { ...doc, kept: [{ mask: 1 }] };
    assert.equal(only(inputOf(kept, { image: { widthPx: 320, heightPx: 240 } })).fixes.length, 1);
    assert.equal(only(inputOf(docOf([]), { image: { widthPx: 1, heightPx: 1 } })).severity, 'warning');
  });

  it('orphan and wrong-image-name: tell by the file', () => {
    const doc = docOf([]);
    assert.deepEqual(found(inputOf(doc, { imageExists: false, image: undefined })), ['orphan']);
    const finding = only(inputOf(doc, { imageName: 'b.png' }));
    assert.equal(finding.check, 'wrong-image-name');
    assert.equal(fixed(doc, finding).image.file, 'b.png');
    const umlaut = docOf([], { image: { file: 'u\u0308.png', widthPx: 1, heightPx: 1 } });
    assert.deepEqual(found(inputOf(umlaut, { imageName: '\u00fc.png' })), []);
  });

  it('tags: missing, conflicting and unknown answers', () => {
    const missing = only(inputOf(docOf([], { tags: ['dark'] })));
    assert.deepEqual(
      [missing.check, missing.message],
      ['missing-tag', '"light" is not answered: choose indoor, outdoor.'],
    );
    assert.deepEqual(fixed(docOf([], { tags: ['dark'] }), missing, 1).tags, ['dark', 'outdoor']);
    const both = docOf([], { tags: ['indoor', 'dark', 'outdoor'], state: 'done' });
    const conflict = only(inputOf(both));
    assert.equal(conflict.check, 'conflicting-tags');
    assert.deepEqual(fixed(both, conflict, 1), { ...both, tags: ['dark', 'outdoor'] });
    const odd = docOf([], { tags: ['indoor', 'darc'] });
    const unknown = only(inputOf(odd));
    assert.deepEqual(
      unknown.fixes.map(({ title }) => title),
      ['Change the tag to "dark"', 'Remove the tag "darc"'],
    );
    assert.deepEqual(fixed(odd, unknown).tags, ['indoor', 'dark']);
    assert.deepEqual(fixed(odd, unknown, 1).tags, ['indoor']);
  });

  it('tags: no question is missed before anybody has looked at an image', () => {
    const proposals = docOf([annotation('a', box(1, 1, 5, 5), { proposed: true })], { tags: [] });
    assert.deepEqual(found(inputOf(proposals)), []);
    assert.deepEqual(found(inputOf({ ...proposals, state: 'done' })), ['missing-tag']);
    assert.deepEqual(found(inputOf(docOf([], { tags: [] }))), ['missing-tag']);
  });

  it('forbidden-shape: turns boxes into polygons and back', () => {
    const doc = docOf([
      annotation('a', polygonOf([1, 1, 9, 1, 9, 5]), { label: 'bolt' }),
      annotation('b', box(1, 2, 3, 4), { label: 'nut' }),
    ]);
    const [first, second] = runChecks(inputOf(doc));
    assert.equal(first?.message, 'The polygon "bolt" should be a box.');
    assert.deepEqual(fixed(doc, first as Finding).annotations[0]?.shape, box(1, 1, 8, 4));
    assert.deepEqual(
      fixed(doc, second as Finding).annotations[1]?.shape,
      polygonOf([1, 2, 4, 2, 4, 6, 1, 6]),
    );
  });

  it('forbidden-shape: offers what can be made of each kind', () => {
    const titles = Object.values(EVERY_SHAPE).map((shape) => {
      const { schema } = parseSchema(
        `classes: [{name: washer, shapes: [${SHAPE_KINDS.filter((kind) => kind !== shape.kind).join(', ')}]}]`,
      );
      const input = inputOf(docOf([annotation('a', shape)], { tags: [] }), { schema });
      const [finding] = runChecks(input);
      assert.equal(finding?.check, 'forbidden-shape');
      for (const number of finding?.fixes.keys() ?? [])
        assert.equal(fixed(input.doc, finding as Finding, number).annotations.length, 1);
      return `${shape.kind}: ${finding?.fixes.map(({ title }) => short(title)).join(', ')}`;
    });
    const [lines, middle] = ['polyline along, spline along', 'centre, ellipse'];
    assert.deepEqual(titles, [
      `box: smallest rotated box, polygon, ${lines}, ${middle}, mask`,
      `rotatedBox: bounding box, polygon, ${lines}, ${middle}, mask`,
      `polygon: bounding box, smallest rotated box, ${middle}, mask`,
      'polyline: bounding box, smallest rotated box, polygon, spline along, centre',
      `spline: bounding box, smallest rotated box, polygon, polyline along, ${middle}, mask`,
      'point: ',
      'skeleton: bounding box, centre',
      `ellipse: bounding box, smallest rotated box, polygon, ${lines}, centre, mask`,
      `cuboid: bounding box, smallest rotated box, polygon, ${lines}, ${middle}, mask`,
      `mask: bounding box, smallest rotated box, polygon, ${lines}, ${middle}`,
    ]);
  });

  it('have nothing to say about one good annotation of every kind, and of everything it can say', () => {
    const { links: _, proposed: __, conflict: ___, ...facts } = EVERY_FACT;
    const doc = docOf([...EVERY_KIND, facts], { tags: [] });
    const inner = docOf([...EVERY_KIND], { tags: [] });
    assert.deepEqual(found(inputOf(inner, { schema: undefined })), []);
    // It is a copy of one of them, but stands on another page.
    assert.deepEqual(found(inputOf(doc, { schema: undefined })), []);
  });

  it('zero-area: wants length of lines, and nothing of points and skeletons', () => {
    const corner = { x: 5, y: 5, inX: 5, inY: 5, outX: 5, outY: 5 };
    const flat: Shape[] = [
      { kind: 'polyline', points: [1, 1, 1, 1] },
      { kind: 'polyline', points: [1, 1, 9, 1] },
      { kind: 'spline', closed: false, anchors: [corner, corner] },
      { kind: 'spline', closed: true, anchors: [corner, { ...corner, x: 9, inX: 9, outX: 9 }] },
      { kind: 'rotatedBox', cx: 9, cy: 9, width: 5, height: 0, angle: 30 },
      { kind: 'ellipse', cx: 9, cy: 9, rx: 0, ry: 3, angle: 30 },
      { kind: 'cuboid', front: [1, 1, 5, 5, 1, 1, 5, 5], back: [2, 2, 3, 3, 2, 2, 3, 3] },
      { kind: 'point', x: 1, y: 1 },
      { kind: 'skeleton', joints: { nose: { x: 7, y: 7, visibility: 1 } } },
    ];
    const doc = docOf(flat.map((shape, i) => annotation(`a${i}`, shape)));
    const messages = runChecks(inputOf(doc)).map(({ message }) => message);
    assert.deepEqual(messages, [
      'The polyline "washer" has no length.',
      'The spline "washer" has no length.',
      'The spline "washer" covers no area.',
      'The rotated box "washer" covers no area.',
      'The ellipse "washer" covers no area.',
      'The cuboid "washer" covers no area.',
    ]);
  });

  it('outside-image: clips every kind, and lets be what cannot be cut', () => {
    for (const shape of Object.values(EVERY_SHAPE)) {
      const kind = kindOf<Shape>(shape);
      const doc = docOf([annotation('a', kind.translate(shape, -kind.bounds(shape).x - 40, 0))]);
      const [finding, ...others] = runChecks(inputOf(doc));
      assert.deepEqual(others, []);
      if (shape.kind === 'ellipse') assert.equal(finding, undefined);
      else assert.equal(finding?.check, 'outside-image', shape.kind);
      if (finding) assert.deepEqual(found(inputOf(fixed(doc, finding))), [], shape.kind);
      const beyond = docOf([annotation('a', kind.translate(shape, 2000, 0))]);
      assert.match(only(inputOf(beyond)).message, / lies outside the image/);
    }
  });

  it('duplicate: compares every kind with its own', () => {
    for (const shape of Object.values(EVERY_SHAPE)) {
      const near = kindOf<Shape>(shape).translate(shape, 0.3, 0);
      const far = kindOf<Shape>(shape).translate(shape, 0, 40);
      const doc = docOf([annotation('a', shape), annotation('b', near), annotation('c', far)]);
      assert.deepEqual(found(inputOf(doc)), ['duplicate b'], shape.kind);
    }
    const line = annotation('a', { kind: 'polyline', points: [1, 1, 50, 50, 90, 1] });
    const back = annotation('b', { kind: 'polyline', points: [90, 1, 50, 50, 1, 1] });
    assert.deepEqual(found(inputOf(docOf([line, back]))), ['duplicate b']);
    const pages = docOf([annotation('a', box(1, 1, 5, 5)), annotation('b', box(1, 1, 5, 5), { page: 1 })]);
    assert.deepEqual(found(inputOf(pages)), []);
  });

  const CHOICES =
    'classes: [{name: washer, attributes: [{name: side, type: choice, options: [left, right]}, {name: n, type: number, min: 0, max: 9, default: 3}, {name: ok, type: checkbox}]}]';

  it('missing-attribute: wants choices and numbers that have no default', () => {
    const bare = annotation('a', box(1, 1, 9, 9));
    assert.deepEqual(told(CHOICES, bare), ['missing-attribute a: The box "washer" has no value for "side".']);
    assert.deepEqual(mended(CHOICES, { ...bare, attributes: { own: 1 } }, 1)?.attributes, {
      own: 1,
      side: 'right',
    });
    assert.deepEqual(told(CHOICES, { ...bare, attributes: { side: 'left' } }), []);
    assert.deepEqual(told(CHOICES, { ...bare, proposed: true }).length, 1);
    assert.deepEqual(told('classes: [{name: washer, attributes: [{name: toString, type: text}]}]', bare), []);
    const number = 'classes: [{name: washer, attributes: [{name: n, type: number}]}]';
    assert.equal(told(number, bare).length, 1);
  });

  it('wrong-attribute: tells what a value must be, and offers the nearest', () => {
    const withValue = (attributes: Annotation['attributes']): Annotation =>
      annotation('a', box(1, 1, 9, 9), { attributes: { side: 'left', n: 1, ...attributes } });
    for (const [attributes, message, value] of [
      [
        { side: 'lefty' },
        '"side" of the box "washer" is "lefty"; it must be left or right.',
        { side: 'left' },
      ],
      [{ n: 99 }, '"n" of the box "washer" is 99; it must be a number from 0 to 9.', { n: 9 }],
      [{ n: '7' }, '"n" of the box "washer" is "7"; it must be a number from 0 to 9.', { n: 7 }],
      [{ n: {} }, '"n" of the box "washer" is {}; it must be a number from 0 to 9.', { n: 3 }],
      [{ ok: 'true' }, '"ok" of the box "washer" is "true"; it must be true or false.', { ok: true }],
    ] as const) {
      const from = withValue(attributes);
      assert.deepEqual(told(CHOICES, from), [`wrong-attribute a: ${message}`]);
      assert.deepEqual(mended(CHOICES, from)?.attributes, { ...from.attributes, ...value });
    }
    assert.deepEqual(mended(CHOICES, withValue({ n: 99 }), 2)?.attributes, { side: 'left' });
    const several =
      'classes: [{name: washer, attributes: [{name: hues, type: multichoice, options: [a, b]}]}]';
    assert.deepEqual(
      told(several, annotation('a', box(1, 1, 9, 9), { attributes: { hues: ['b', 'a'] } })),
      [],
    );
    const mixed = annotation('a', box(1, 1, 9, 9), { attributes: { hues: ['b', 'x'] } });
    assert.deepEqual(mended(several, mixed)?.attributes, { hues: ['b'] });
    assert.equal(mended(several, mixed, 1)?.attributes, undefined);
  });

  it('unknown-joint: offers the nearest free name, or to remove it', () => {
    const yaml = 'classes: [{name: person, skeleton: coco-person}]';
    const joints = {
      left_eye: { x: 1, y: 1, visibility: 2 },
      nose: { x: 9, y: 9, visibility: 2 },
      lft_ear: { x: 2, y: 5, visibility: 1 },
    } as const;
    const person = annotation('a', { kind: 'skeleton', joints }, { label: 'person' });
    assert.deepEqual(told(yaml, person), [
      'unknown-joint a: The skeleton "person" has a joint "lft_ear", which its template does not have.',
    ]);
    const { lft_ear, ...others } = joints;
    assert.deepEqual(mended(yaml, person)?.shape, {
      kind: 'skeleton',
      joints: { ...others, left_ear: lft_ear },
    });
    assert.deepEqual(told('classes: [person]', person), []);
  });

  it('broken-link: finds links to nothing and to itself, and none to what is kept aside', () => {
    const doc = docOf(
      [
        annotation('a', box(1, 1, 9, 9), {
          links: [{ to: 'b' }, { to: 'gone' }, { to: 'kept' }, { to: 'a' }],
        }),
        annotation('b', box(50, 1, 9, 9)),
      ],
      { kept: [{ id: 'kept', blob: 1 }] },
    );
    const finding = only(inputOf(doc));
    assert.equal(finding.message, 'The box "washer" is linked to gone, which is not there, and to itself.');
    assert.deepEqual(fixed(doc, finding).annotations[0]?.links, [{ to: 'b' }, { to: 'kept' }]);
    const alone = docOf([annotation('a', box(1, 1, 9, 9), { links: [{ to: 'x', name: 'on' }] })]);
    assert.equal(fixed(alone, only(inputOf(alone))).annotations[0]?.links, undefined);
  });

  it('self-cross: says where, and replaces the polygon by simple rings of the same area', () => {
    const tie = docOf([annotation('a', polygonOf([0, 0, 20, 20, 20, 0, 0, 20]))]);
    const finding = only(inputOf(tie));
    assert.equal(
      finding.message,
      'The outline of the polygon "washer" crosses itself at (10, 10): formats and tools disagree about what is inside.',
    );
    const mendedTie = fixed(tie, finding).annotations[0]?.shape as Shape;
    assert.equal(kindOf(mendedTie).area(mendedTie), 200);
    // One that touches itself in a point, or runs along itself, crosses nothing.
    const touching = polygonOf([0, 0, 20, 0, 20, 20, 10, 0, 0, 20]);
    assert.deepEqual(found(inputOf(docOf([annotation('a', touching)]))), []);
    const at = (x: number, y: number) => ({ x, y, inX: x, inY: y, outX: x, outY: y });
    const curve: Shape = {
      kind: 'spline',
      closed: true,
      anchors: [at(0, 0), at(20, 20), at(20, 0), at(0, 20)],
    };
    assert.equal(only(inputOf(docOf([annotation('a', curve)]))).fixes.length, 0);
  });

  it('speak softly of proposals', () => {
    const doc = docOf([annotation('a', box(-5, 0, 9, 9), { proposed: true, label: 'dog' })]);
    assert.deepEqual(
      runChecks(inputOf(doc)).map(({ severity }) => severity),
      ['info', 'info'],
    );
  });

  it('offer only fixes that mend what was found, and that undo takes back', () => {
    const sizes = fc.constantFrom(
      { widthPx: 640, heightPx: 480 },
      { widthPx: 320, heightPx: 240 },
      { widthPx: 480, heightPx: 640 },
    );
    fc.assert(
      fc.property(arbitraryDoc, sizes, fc.constantFrom('a.png', 'b.png'), (doc, image, imageName) => {
        const input = inputOf(doc, { image, imageName });
        for (const finding of runChecks(input))
          for (const number of finding.fixes.keys()) {
            const check = CHECKS.find(({ id }) => id === finding.check);
            const again = check?.run({ ...input, doc: fixed(doc, finding, number) });
            const same = again?.filter(
              (other) =>
                other.check === finding.check &&
                other.annotationId === finding.annotationId &&
                other.message === finding.message,
            );
            assert.deepEqual(same, [], finding.message);
          }
      }),
      { numRuns: 200 },
    );
  });

  it('name their findings after themselves', () => {
    fc.assert(
      fc.property(arbitraryDoc, (doc) => {
        for (const check of CHECKS)
          for (const finding of check.run(inputOf(doc, { imageName: 'b.png', imageExists: false })))
            assert.equal(finding.check, check.id);
      }),
      { numRuns: 30 },
    );
  });
});
