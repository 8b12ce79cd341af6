import assert from 'node:assert/strict';
import { join } from 'node:path';
import { diffDocs } from '../../../src/core/diff/docDiff';
import { dataSets } from '../../../src/engine/dataset/dataSets';
import { DISK } from '../../../src/engine/dataset/files';
import { fileLabels } from '../../../src/engine/versioning/fileLabels';
import { docOf, type LabelsAt } from '../../../src/engine/versioning/labelVersions';
import { encodePng } from '../../helpers/png';
import { sidecarText } from '../../helpers/labelRepo';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

const PNG = encodePng({ widthPx: 100, heightPx: 100 });
const XML = `<annotation><filename>a.png</filename><size><width>100</width><height>100</height><depth>3</depth></size>
<object><name>car</name><bndbox><xmin>2</xmin><ymin>2</ymin><xmax>11</xmax><ymax>11</ymax></bndbox></object>
<object><name>dog</name><bndbox><xmin>51</xmin><ymin>51</ymin><xmax>70</xmax><ymax>70</ymax></bndbox></object>
</annotation>
`;

describe('the labels that one file says', () => {
  function folder(files: Readonly<Record<string, string>> = {}) {
    const root = tempFolder();
    writeFiles(root, {
      '.git/HEAD': '',
      'data.yaml': 'path: .\ntrain: images\nnames: [car, dog]\n',
      'images/a.png': PNG,
      'labels/a.txt': '0 0.065 0.065 0.09 0.09\n',
      'Annotations/a.xml': XML,
      ...files,
    });
    const now = { sets: dataSets({ roots: () => [root] }), files: DISK };
    return (path: string): Promise<LabelsAt | undefined> =>
      fileLabels(join(root, path), join(root, 'images/a.png'), now);
  }
  const labelsIn = (labels: LabelsAt | undefined): readonly string[] =>
    docOf(labels)
      ?.annotations.map(({ label }) => label)
      .sort() ?? [];

  it('are read in the format of the file, whichever the image is labelled in', async () => {
    const read = folder();
    assert.deepEqual(labelsIn(await read('labels/a.txt')), ['car']);
    assert.deepEqual(labelsIn(await read('Annotations/a.xml')), ['car', 'dog']);
  });

  it('differ between two formats by what they say, not by how', async () => {
    const read = folder();
    const { instances, unchanged } = diffDocs(
      docOf(await read('labels/a.txt')),
      docOf(await read('Annotations/a.xml')),
    );
    assert.deepEqual(
      instances.map(({ before, after }) => [before?.label, after?.label]),
      [[undefined, 'dog']],
    );
    assert.equal(unchanged, 1);
  });

  it('can be a sidecar beside a label file of the same image', async () => {
    const read = folder({ 'images/a.png.labels.json': sidecarText('a.png', { aaaaaa: 1 }) });
    assert.deepEqual(labelsIn(await read('images/a.png.labels.json')), ['car']);
    assert.deepEqual(labelsIn(await read('labels/a.txt')), ['car']);
    assert.deepEqual(labelsIn(await read('Annotations/a.xml')), ['car', 'dog']);
  });

  it('say what is missing when nothing tells the format', async () => {
    const root = tempFolder();
    writeFiles(root, { '.git/HEAD': '', 'a.png': PNG, 'rows.txt': '0 0.5 0.5 0.1 0.1\n' });
    const now = { sets: dataSets({ roots: () => [root] }), files: DISK };
    const read = await fileLabels(join(root, 'rows.txt'), join(root, 'a.png'), now);
    assert.ok(read?.kind === 'unreadable');
    assert.match(read.reason, /data\.yaml or classes\.txt/);
  });
});
