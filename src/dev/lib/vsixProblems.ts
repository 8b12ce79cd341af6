/** Top-level names that may be inside a package; everything else is the workshop, not the product. */
const ALLOWED = new Set([
  'package.json',
  'readme.md',
  'changelog.md',
  'license.txt',
  'license.md',
  'license',
  'thirdpartynotices.txt',
  'media',
  'models',
  'out',
]);
const OUT_ALLOWED =
  /^out\/(extension\.js|extension\/|worker\.js|cli\.js|merge\.js|webview\/|codecs\/|node_modules\/)/;
const NEEDED = [
  'package.json',
  'ThirdPartyNotices.txt',
  'out/extension.js',
  // What is loaded when it is first needed.
  'out/extension/',
  'out/worker.js',
  'out/cli.js',
  'out/merge.js',
  'out/webview/main.js',
  'out/webview/main/',
  'out/webview/diff.js',
  // Decoders of DICOM and JPEG 2000, which the worker reads from beside it.
  'out/codecs/charlswasm_decode.wasm',
  'out/codecs/libjpegturbowasm_decode.wasm',
  'out/codecs/openjpegwasm_decode.wasm',
];
const MODEL_FILES = /^models\/[^/]+\.(model\.json|onnx|md)$|^models\/[^/]+\/README\.md$/;
const NATIVE_PACKAGES =
  /^out\/node_modules\/(sharp|@img|onnxruntime-node|onnxruntime-common|detect-libc|semver)\//;
const PLATFORM_NAME =
  /(?:^|[/-])(linux|linuxmusl|darwin|win32|freebsd)[/-](x64|arm64|arm|ia32|s390x|ppc64|riscv64|wasm32)(?=[/.]|$)/;

/** What is wrong with a package's list of files for this platform; empty when it may ship. */
export function vsixProblems(names: readonly string[], platform: string, arch: string): string[] {
  const files = names
    .filter((name) => name.startsWith('extension/'))
    .map((name) => name.slice('extension/'.length));
  const missing = [...NEEDED, ...nativesFor(platform, arch)].filter(
    (needed) => !files.some((file) => file.startsWith(needed)),
  );
  const foreign = files.flatMap((file) => problemOf(file, `${platform}-${arch}`));
  return [...missing.map((name) => `${name}: missing`), ...foreign];
}

/** ONNX Runtime has no build for Intel Macs: there detection reports itself as not available. */
function nativesFor(platform: string, arch: string): string[] {
  const sharp = `out/node_modules/@img/sharp-${platform}-${arch}/`;
  const onnx = `out/node_modules/onnxruntime-node/bin/napi-v6/${platform}/${arch}/`;
  return `${platform}-${arch}` === 'darwin-x64' ? [sharp] : [sharp, onnx];
}

function problemOf(file: string, target: string): string[] {
  const top = file.split('/', 1)[0]?.toLowerCase() ?? '';
  if (!ALLOWED.has(top)) return [`${file}: does not belong into the package`];
  if (top === 'out' && !OUT_ALLOWED.test(file)) return [`${file}: not a bundle that ships`];
  if (top === 'models' && !MODEL_FILES.test(file))
    return [`${file}: only manifests, .onnx files and READMEs ship`];
  if (file.startsWith('out/node_modules/')) return nativeProblem(file, target);
  return file.endsWith('.map') ? [`${file}: source maps do not ship`] : [];
}

function nativeProblem(file: string, target: string): string[] {
  if (!NATIVE_PACKAGES.test(file)) return [`${file}: this package is bundled, it need not ship`];
  const found = PLATFORM_NAME.exec(file);
  const other = found && `${found[1] ?? ''}-${found[2] ?? ''}` !== target;
  return other ? [`${file}: another platform's file (this package is for ${target})`] : [];
}
