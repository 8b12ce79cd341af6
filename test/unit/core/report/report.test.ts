import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { emptyDoc, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { summarise } from '../../../../src/core/dataset/summarise';
import { diffDocs } from '../../../../src/core/diff/docDiff';
import type { ImageDiff } from '../../../../src/core/diff/imageDiff';
import { changeEntry, diffEntry } from '../../../../src/core/report/diffEntry';
import { escaped } from '../../../../src/core/report/html';
import { reportPage } from '../../../../src/core/report/reportPage';
import { changedPages, reportSection, sectionLink } from '../../../../src/core/report/reportSection';
import { svgShape } from '../../../../src/core/report/svgShape';
import { boxOf } from '../../../../src/core/shapes/box';
import { arbitraryDoc, arbitraryShape } from '../../../helpers/arbitrary';
import { EVERY_KIND } from '../../../helpers/everyKind';

const image = { file: 'a.png', widthPx: 640, heightPx: 480 };
const docOf = (annotations: readonly Annotation[]): AnnotationDoc => ({ ...emptyDoc(image), annotations });
const picture = { dataUri: 'data:image/png;base64,iVBORw0KGgo=' };

function imageDiff(before?: AnnotationDoc, after?: AnnotationDoc, path = 'data/a.png'): ImageDiff {
  return { path, before, after, diff: diffDocs(before, after) };
}

function section(diff: ImageDiff, more: object = {}): string {
  return reportSection({ image: diff, page: 0, isFirst: true, before: picture, after: picture, ...more }, 1);
}

function page(diffs: readonly ImageDiff[], more: object = {}): string {
  const reports = diffs.map((diff) => ({ image: diff, page: 0, isFirst: true, after: picture }));
  const frame = { title: 'Labels', from: 'v1', to: 'v2', unreadable: [], more: [], evenMore: 0 };
  return reportPage(
    { ...frame, summary: summarise(diffs), ...more },
    reports.map((report, i) => reportSection(report, i + 1)),
    reports.map((report, i) => sectionLink(report, i + 1)),
    { style: 'STYLE', script: 'SCRIPT' },
  );
}

/** Tags of a page, without the text between them. */
const tagsOf = (html: string): readonly string[] => html.match(/<[^>]*>/g) ?? [];

describe('a report', function () {
  this.timeout(20_000);
  const evil = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;`;

  it('takes no names for markup', () => {
    const before = docOf([{ id: evil, label: evil, shape: boxOf({ x: 1, y: 1, width: 9, height: 9 }) }]);
    const after = docOf([
      {
        id: evil,
        label: `${evil}2`,
        shape: EVERY_KIND[0]?.shape ?? boxOf({ x: 0, y: 0, width: 1, height: 1 }),
        text: evil,
        attributes: { [evil]: evil },
      },
    ]);
    const tagged = { ...after, tags: [evil] };
    const html = page([imageDiff(before, tagged, evil)], {
      title: evil,
      from: evil,
      unreadable: [{ path: evil, side: 'before', file: evil, reason: evil }],
      more: [{ path: evil, text: evil }],
    });
    assert.equal(html.split('<script').length, 2);
    assert.ok(!html.includes('<img'));
    assert.ok(!tagsOf(html).some((tag) => /\son\w+\s*=/.test(tag.replace(/"[^"]*"/g, ''))));
    assert.ok(html.includes('&lt;script&gt;alert(1)'));
  });

  it('keeps names of any direction of writing to themselves, and shows no control characters', () => {
    const after = docOf([{ id: 'a', label: 'سيارة', shape: boxOf({ x: 1, y: 1, width: 9, height: 9 }) }]);
    assert.ok(page([imageDiff(undefined, after)]).includes('+1 <bdi>سيارة</bdi>'));
    assert.equal(escaped('a\u0000b\ud800c\u001b[2J😀'), 'a\ufffdb\ufffdc\ufffd[2J😀');
  });

  it('loads nothing, and lets nothing but its own style and script work', () => {
    const html = page([imageDiff(undefined, docOf(EVERY_KIND))]);
    assert.match(
      html,
      /default-src 'none'; img-src data:; style-src 'sha256-STYLE'; script-src 'sha256-SCRIPT'/,
    );
    assert.ok(!/\b(?:https?|file):\/\//.test(html));
    assert.ok(!tagsOf(html).some((tag) => /\sstyle=/.test(tag)));
  });

  it('takes no picture that is not one', () => {
    const html = section(imageDiff(undefined, docOf(EVERY_KIND)), {
      before: undefined,
      after: { dataUri: 'data:image/svg+xml;base64,"onload="x' },
    });
    assert.ok(html.includes('href=""'));
    assert.ok(!html.includes('onload'));
  });

  it('puts a picture in once, and twice when it changed', () => {
    const diff = imageDiff(docOf([]), docOf(EVERY_KIND));
    const count = (html: string) => html.split('<image ').length - 1;
    assert.equal(count(section(diff)), 1);
    assert.equal(count(section(diff, { before: { dataUri: 'data:image/png;base64,AAAA' } })), 2);
    assert.equal(count(section(diff, { before: undefined, after: undefined, note: 'Gone.' })), 0);
    assert.equal(section(diff, { before: undefined }).split('<use href="#i1p"').length, 4);
  });

  it('draws every change on its sides and lists it under the same number', () => {
    const [first, second] = EVERY_KIND;
    assert.ok(first && second);
    const diff = imageDiff(docOf([first]), docOf([{ ...first, label: 'other' }, second]));
    const html = section(diff);
    assert.equal(html.split('data-c="i1-1"').length - 1, 3, 'added: after, both, list');
    assert.equal(html.split('data-c="i1-2"').length - 1, 5, 'relabelled: before, after, both twice, list');
    assert.ok(html.includes('relabelled other'));
  });

  it('has sections for the pages on which something changed', () => {
    const [first, second] = EVERY_KIND;
    assert.ok(first && second);
    const diff = imageDiff(docOf([{ ...first, page: 2 }]), docOf([{ ...second, page: 4 }]));
    assert.deepEqual(changedPages(diff.diff.instances), [2, 4]);
    assert.ok(section(diff, { page: 4 }).includes('page 5'));
    assert.equal(section(diff, { page: 4 }).split('<li').length - 1, 1);
    assert.deepEqual(changedPages([]), [0]);
  });

  it('stays bounded', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => ({
      id: `a${i}`,
      label: `class${i}`,
      shape: boxOf({ x: i, y: 0, width: 5, height: 5 }),
    }));
    const html = page([imageDiff(undefined, docOf(many))]);
    assert.ok(html.length < 400_000, String(html.length));
    assert.ok(html.includes('19800 more changes.') && html.includes('19800 more classes.'));
    const ring = Array.from({ length: 100_000 }, (_, i) => i / 7);
    assert.ok(svgShape({ kind: 'polygon', rings: [ring] }).outline.length < 100);
  });

  it('says numbers of every shape', () => {
    fc.assert(
      fc.property(arbitraryShape, (shape) => {
        const { outline, dots } = svgShape(shape);
        assert.match(outline + dots, /^[-MLCHVhvz0-9. e]*$/);
      }),
    );
    fc.assert(
      fc.property(arbitraryDoc, arbitraryDoc, (a, b) => {
        assert.ok(!/NaN|undefined/.test(section(imageDiff(a, b)).replace(/<bdi>[^<]*<\/bdi>/g, '')));
      }),
    );
  });
});

describe('an image of relabel diff --json', function () {
  this.timeout(20_000);
  it('is JSON with the versions of each instance as sidecars have them', () => {
    fc.assert(
      fc.property(arbitraryDoc, arbitraryDoc, (a, b) => {
        const entry = diffEntry(imageDiff(a, b));
        assert.deepEqual(JSON.parse(JSON.stringify(entry)), JSON.parse(JSON.stringify(entry)) as unknown);
        assert.equal((entry['changes'] as readonly unknown[]).length, diffDocs(a, b).instances.length);
      }),
    );
    const before = docOf([
      { id: 'k3v9q2', label: 'car', shape: boxOf({ x: 10, y: 10, width: 100, height: 50 }) },
    ]);
    const after = docOf([
      { id: 'k3v9q2', label: 'car', shape: boxOf({ x: 22, y: 10, width: 100, height: 50 }) },
    ]);
    const [change] = diffDocs(before, after).instances;
    assert.ok(change);
    assert.deepEqual(changeEntry(change), {
      id: 'k3v9q2',
      label: 'car',
      kinds: ['moved'],
      words: 'car k3v9q2 moved 12 px right, IoU 0.79',
      iou: 0.7857,
      shiftPx: [12, 0],
      grownPx: [0, 0],
      before: { id: 'k3v9q2', label: 'car', box: [10, 10, 100, 50] },
      after: { id: 'k3v9q2', label: 'car', box: [22, 10, 100, 50] },
    });
  });
});
