import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { repoRoot } from '../repoRoot';
import { LAYERS, layerNames, type Layer } from './layers';
import { failed, passed, skipped, type Outcome } from './level';

const PLACE = 'out/layer-checks';

/** A global that a layer's own libraries must not offer, to prove that they do not. */
const FORBIDDEN_GLOBALS: readonly (readonly [Layer, string])[] = [
  ['src/core', 'document.title'],
  ['src/core', 'process.pid'],
  ['src/core', 'setTimeout(() => 0, 1)'],
  ['src/protocol', 'document.title'],
  ['src/protocol', 'process.pid'],
  ['src/engine', 'document.title'],
  ['src/host', 'document.title'],
  ['webview', 'process.pid'],
];

/** TS6307 and TS6059: a file outside the project's own and its references'. */
const OUTSIDE = [6307, 6059];
/** TS2304, 2580, 2584, 2591: no such name, with or without a hint at the library that has it. */
const UNKNOWN_NAME = [2304, 2580, 2584, 2591];

/** Compiles violating files as if they belonged to each layer, and expects the compiler to refuse them. */
export function layerChecks(): Outcome[] {
  const remove = (): void => {
    rmSync(join(repoRoot, PLACE), { recursive: true, force: true });
  };
  remove();
  const outcomes = layerNames.flatMap(checkLayer);
  remove();
  return outcomes;
}

/** Allowed imports are compiled too: a check that refuses everything would prove nothing. */
function checkLayer(layer: Layer): Outcome[] {
  const others = layerNames.filter((other) => other !== layer);
  const globals = FORBIDDEN_GLOBALS.filter(([of]) => of === layer).map(([, code]) => code);
  const targets = new Map(others.map((other) => [other, firstModule(other)] as const));
  const folder = join(repoRoot, PLACE, layer);
  mkdirSync(folder, { recursive: true });
  const imports = [...targets.values()].flatMap((target) =>
    target === undefined ? [] : importing(folder, target),
  );
  writeFileSync(join(folder, 'imports.ts'), imports.join(''));
  globals.forEach((code, at) => {
    writeFileSync(globalFile(folder, at), `export const seen: unknown = ${code};\n`);
  });
  const program = createProgram(layer, [
    join(folder, 'imports.ts'),
    ...globals.map((_, at) => globalFile(folder, at)),
  ]);
  const found = program.getSemanticDiagnostics(program.getSourceFile(join(folder, 'imports.ts')));
  const refused = found.filter((one) => OUTSIDE.includes(one.code)).map(text);
  return [
    ...others.map((other) => importOutcome(layer, other, targets.get(other), refused)),
    ...globals.map((code, at) => globalOutcome(layer, code, program, globalFile(folder, at))),
  ];
}

function importing(folder: string, target: string): string {
  const path = relative(folder, target).replaceAll('\\', '/').replace(/\.ts$/, '');
  return `export * as seen${String(path.length)}_${path.replace(/\W/g, '_')} from '${path}';\n`;
}

function globalFile(folder: string, at: number): string {
  return join(folder, `global${String(at)}.ts`);
}

function importOutcome(
  from: Layer,
  to: Layer,
  target: string | undefined,
  refusals: readonly string[],
): Outcome {
  const allowed = (LAYERS[from] as readonly string[]).includes(to);
  const name = `${from} ${allowed ? 'may' : 'must not'} import ${to}`;
  if (target === undefined) return skipped(name, `${to} has no file yet`);
  const refusal = refusals.find((message) => message.includes(`'${target.replaceAll('\\', '/')}'`));
  if (allowed) return refusal === undefined ? passed(name) : failed(name, refusal);
  return refusal === undefined ? failed(name, `${target} was accepted`) : passed(name);
}

function globalOutcome(layer: Layer, code: string, program: ts.Program, file: string): Outcome {
  const name = `${layer} must not know ${code}`;
  const found = program.getSemanticDiagnostics(program.getSourceFile(file));
  return found.some((one) => UNKNOWN_NAME.includes(one.code)) ? passed(name) : failed(name, 'it compiles');
}

/** Any module of a layer will do. */
function firstModule(layer: Layer): string | undefined {
  const files = readdirSync(join(repoRoot, layer), { recursive: true, encoding: 'utf8' });
  const name = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts')).sort()[0];
  return name === undefined ? undefined : join(repoRoot, layer, name);
}

/** The layer's own options and references, another list of files. */
function createProgram(layer: Layer, rootNames: string[]): ts.Program {
  const path = join(repoRoot, layer, 'tsconfig.json');
  const { config } = ts.readConfigFile(path, (name) => ts.sys.readFile(name)) as { config: unknown };
  const { options, projectReferences } = ts.parseJsonConfigFileContent(
    config,
    ts.sys,
    join(repoRoot, layer),
    undefined,
    path,
  );
  return ts.createProgram({ rootNames, options, ...(projectReferences ? { projectReferences } : {}) });
}

function text(found: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(found.messageText, '\n');
}
