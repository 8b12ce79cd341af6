import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { listZip } from '../../src/dev/lib/listZip';
import { vsixProblems } from '../../src/dev/lib/vsixProblems';
import { packageUnderTest } from './support/packageUnderTest';

const MOST_BYTES = 60e6;
/** What is loaded when it is first needed. */
const PARTS = [
  ...['bodies', 'checkFolders', 'checkSidecar', 'finders', 'reading', 'schemaClasses', 'startDiff'].map(
    (name) => `extension/${name}`,
  ),
  ...['panels', 'morePanels'].map((name) => `webview/main/${name}`),
];

describe('the package', function () {
  this.timeout(120_000);

  it("holds what users need of this platform, nothing of another's and nothing of the workshop", async () => {
    const path = await packageUnderTest();
    const names = listZip(path).map((entry) => entry.name);
    assert.deepEqual(vsixProblems(names, process.platform, process.arch), []);
    for (const name of [
      'extension/package.json',
      'extension/media/sample/relabel.yaml',
      'extension/out/extension.js',
    ])
      assert.ok(names.includes(name), name);
    for (const part of PARTS)
      assert.ok(
        names.some((name) => name.startsWith(`extension/out/${part}-`)),
        part,
      );
    assert.ok(names.some((name) => /^extension\/models\/.*\.onnx$/.test(name)));
    assert.ok(statSync(path).size < MOST_BYTES);
  });
});
