import assert from 'node:assert/strict';
import { join } from 'node:path';
import { firstInConflict, isFileInConflict, isInConflict } from '../../../src/engine/dataset/inConflict';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

const sidecar = (top: string, entry: string): string =>
  `{"relabel": 1,\n"image": {"file": "a.png", "width": 9, "height": 9},${top}\n"annotations": [\n{"id": "a", "label": "car", "box": [1, 2, 3, 4]${entry}}\n]}\n`;
const SIDES = '"conflict": [{"side": "ours", "as": null}]';

describe('labels in conflict', () => {
  it('are told by what a merge left, not by what a remark says', () => {
    assert.equal(isInConflict(sidecar('', `, ${SIDES}`)), true);
    assert.equal(
      isInConflict(sidecar('\n"conflict": [{"side": "ours", "as": {"state": "done"}}],', '')),
      true,
    );
    assert.equal(isInConflict(`<<<<<<< ours\n${sidecar('', '')}`), true);
    assert.equal(isInConflict(sidecar('', ', "text": "\\"conflict\\" <<<<<<<"')), false);
    assert.equal(isInConflict(sidecar('\n"conflict": [],', '')), false);
    assert.equal(isInConflict('no labels "conflict"'), false);
  });

  it('are looked for in order, some at a time, until the first is found or it is cancelled', async () => {
    const asked: string[] = [];
    const isOpen = (image: string): Promise<boolean> => {
      asked.push(image);
      return Promise.resolve(image === '5' || image === '7');
    };
    const images = Array.from({ length: 500 }, (_, i) => `${i}`);
    assert.equal(await firstInConflict(images, isOpen), '5');
    assert.ok(asked.length < 100, `${asked.length} were read`);
    assert.equal(await firstInConflict(['1', '2'], isOpen), undefined);
    await assert.rejects(firstInConflict(images, isOpen, AbortSignal.abort()), { name: 'AbortError' });
  });

  it('are none in a file that cannot be read', async () => {
    const folder = tempFolder();
    writeFiles(folder, { 'a.json': sidecar('', `, ${SIDES}`) });
    assert.equal(await isFileInConflict(join(folder, 'a.json')), true);
    assert.equal(await isFileInConflict(join(folder, 'b.json')), false);
  });
});
