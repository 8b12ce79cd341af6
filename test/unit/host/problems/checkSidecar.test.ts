import assert from 'node:assert/strict';
import { join } from 'node:path';
import { emptyDoc, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { parseSidecar, printSidecar } from '../../../../src/core/annotation/sidecar';
import { apply } from '../../../../src/core/edit/edit';
import { dataSets } from '../../../../src/engine/dataset/dataSets';
import {
  checkOpen,
  checkText,
  type CheckedSidecar,
  type OpenDocument,
} from '../../../../src/host/problems/checkSidecar';
import { tempFolder, writeFiles } from '../../../helpers/tempFolder';

/** A BMP header of 8 × 6 pixels is all that the checks read of an image. */
function bmp(): Uint8Array {
  const bytes = Buffer.alloc(60);
  bytes.write('BM');
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(8, 18);
  bytes.writeInt32LE(6, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  return bytes;
}

const RULES = 'classes: [car]\ntags:\n  - {name: time, options: [day, night], required: true}\n';
const HEAD = '{"relabel": 1,\n"image": {"file": "a.bmp", "width": 8, "height": 6},\n"tags": ["day"],\n';
const TEXT = `${HEAD}"annotations": [
{"id": "a", "label": "cat", "box": [0, 0, 4, 4]},
{"id": "b", "label": "car", "box": [0, 0, 9, 4]},
{"id": "c", "blob": 1}
]}
`;

function folder(rules = RULES): string {
  const root = tempFolder();
  writeFiles(root, { 'relabel.yaml': rules, 'a.bmp': bmp() });
  return root;
}

function told({ problems }: CheckedSidecar): string[] {
  return problems.map(({ line, code }) => `${line} ${code}`);
}

function open(root: string, doc: AnnotationDoc, saved: string | undefined): OpenDocument {
  const parsed = saved === undefined ? undefined : parseSidecar(saved);
  const onDisk = parsed?.ok ? parsed.doc : emptyDoc(doc.image);
  return {
    path: join(root, 'a.bmp'),
    labels: {
      doc,
      base: { doc: onDisk, hash: saved },
      path: join(root, 'a.bmp.labels.json'),
      blocked: undefined,
      problems: [],
      lineOf: (id) => (parsed?.ok ? parsed.lineOf(id) : undefined),
    },
  };
}

describe('check of a sidecar', () => {
  it('puts what reading and checking find on its lines', async () => {
    const root = folder();
    const checked = await checkText(join(root, 'a.bmp.labels.json'), TEXT, dataSets({}));
    assert.deepEqual(told(checked), ['5 unknown-class', '6 outside-image', '7 sidecar-entry']);
    assert.equal(checked.imagePath, join(root, 'a.bmp'));
  });

  it('carries repairs that mend the text', async () => {
    const root = folder();
    const path = join(root, 'a.bmp.labels.json');
    const checked = await checkText(path, TEXT, dataSets({}));
    const edit = checked.problems.find(({ code }) => code === 'outside-image')?.finding?.fixes[0]?.edit;
    assert.ok(edit && checked.doc);
    const mended = printSidecar(apply(checked.doc, edit).doc);
    assert.deepEqual(told(await checkText(path, mended, dataSets({}))), [
      '5 unknown-class',
      '7 sidecar-entry',
    ]);
  });

  it('places the reason why a text cannot be read', async () => {
    const checked = await checkText(
      join(folder(), 'a.bmp.labels.json'),
      '{"relabel": 1,\n"image": }',
      dataSets({}),
    );
    assert.equal(checked.doc, undefined);
    assert.deepEqual(told(checked), ['2 sidecar-syntax']);
  });

  it('does not call classes unknown while relabel.yaml is not valid YAML', async () => {
    const root = folder('classes: [car\n  - dog: [\n');
    const checked = await checkText(join(root, 'a.bmp.labels.json'), TEXT, dataSets({}));
    assert.ok(!told(checked).some((each) => each.endsWith('unknown-class')));
  });

  it('says nothing of an image that was only looked at', async () => {
    const root = folder();
    const doc = emptyDoc({ file: 'a.bmp', widthPx: 8, heightPx: 6 });
    const checked = await checkOpen(open(root, doc, undefined), dataSets({}));
    assert.deepEqual([checked.isSaved, checked.problems], [false, []]);
  });

  it('checks unsaved labels on the lines that they have or will have', async () => {
    const root = folder();
    const parsed = parseSidecar(TEXT);
    assert.ok(parsed.ok);
    const [first, ...rest] = parsed.doc.annotations;
    assert.ok(first);
    const doc = { ...parsed.doc, tags: [], annotations: [first, { ...first, id: 'ab' }, ...rest] };
    const checked = await checkOpen(open(root, doc, TEXT), dataSets({}));
    assert.deepEqual(told(checked), [
      '3 missing-tag',
      '5 unknown-class',
      '5 unknown-class',
      '5 duplicate',
      '6 outside-image',
    ]);
  });

  it('tells why an open document is blocked, and nothing else', async () => {
    const root = folder();
    const document = open(root, emptyDoc({ file: 'a.bmp', widthPx: 8, heightPx: 6 }), undefined);
    const blocked = { severity: 'error', code: 'sidecar-syntax', message: 'no', line: 3 } as const;
    const checked = await checkOpen({ ...document, labels: { ...document.labels, blocked } }, dataSets({}));
    assert.deepEqual([told(checked), checked.isSaved], [['3 sidecar-syntax'], true]);
  });
});
