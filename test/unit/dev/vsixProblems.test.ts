import assert from 'node:assert/strict';
import { vsixProblems } from '../../../src/dev/lib/vsixProblems';

const GOOD = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/package.json',
  'extension/ThirdPartyNotices.txt',
  'extension/readme.md',
  'extension/LICENSE.txt',
  'extension/media/sample/images/a.jpg',
  'extension/models/parts-nano.onnx',
  'extension/models/parts-nano.model.json',
  'extension/models/parts/README.md',
  'extension/out/extension.js',
  'extension/out/extension/bodies-7LFRK33G.js',
  'extension/out/worker.js',
  'extension/out/cli.js',
  'extension/out/merge.js',
  'extension/out/webview/main.js',
  'extension/out/webview/main/panels-EZTPPKHQ.js',
  'extension/out/webview/diff.js',
  'extension/out/codecs/charlswasm_decode.wasm',
  'extension/out/codecs/libjpegturbowasm_decode.wasm',
  'extension/out/codecs/openjpegwasm_decode.wasm',
  'extension/out/node_modules/sharp/dist/index.cjs',
  'extension/out/node_modules/@img/sharp-linux-x64/lib/sharp-linux-x64.node',
  'extension/out/node_modules/@img/sharp-libvips-linux-x64/lib/libvips-cpp.so',
  'extension/out/node_modules/onnxruntime-node/bin/napi-v6/linux/x64/onnxruntime_binding.node',
];

describe('vsixProblems', () => {
  it('finds nothing in a package that holds what it should', () => {
    assert.deepEqual(vsixProblems(GOOD, 'linux', 'x64'), []);
  });

  for (const [file, why] of [
    ['extension/src/core/a.ts', 'does not belong'],
    ['extension/test/unit/a.test.ts', 'does not belong'],
    ['extension/node_modules/lit/index.js', 'does not belong'],
    ['extension/.vscode/launch.json', 'does not belong'],
    ['extension/out/test/unit/a.test.js', 'not a bundle that ships'],
    ['extension/out/dev/start.js', 'not a bundle that ships'],
    ['extension/out/webview/main.js.map', 'source maps'],
    ['extension/models/parts/train.py', 'only manifests'],
    ['extension/out/node_modules/lit/index.js', 'is bundled'],
    ['extension/out/node_modules/@img/sharp-darwin-arm64/lib/sharp.node', "another platform's"],
    ['extension/out/node_modules/@img/sharp-linux-arm64/lib/sharp.node', "another platform's"],
    ['extension/out/node_modules/@img/sharp-linuxmusl-x64/lib/sharp.node', "another platform's"],
    [
      'extension/out/node_modules/onnxruntime-node/bin/napi-v6/win32/x64/onnxruntime.dll',
      "another platform's",
    ],
    [
      'extension/out/node_modules/onnxruntime-node/bin/napi-v6/linux/arm64/libonnxruntime.so.1',
      "another platform's",
    ],
  ] as const)
    it(`refuses ${file}`, () => {
      const problems = vsixProblems([...GOOD, file], 'linux', 'x64');
      assert.equal(problems.length, 1, problems.join('\n'));
      assert.match(problems[0] ?? '', new RegExp(why));
    });

  it('misses what is needed, the natives included', () => {
    const missing = (part: string): string[] =>
      vsixProblems(
        GOOD.filter((name) => !name.includes(part)),
        'linux',
        'x64',
      );
    for (const part of [
      'out/worker.js',
      'codecs/openjpeg',
      '@img/sharp-linux-x64',
      'onnxruntime-node',
      'webview/main.js',
    ])
      assert.match(missing(part).join('\n'), /: missing/, part);
  });
});
