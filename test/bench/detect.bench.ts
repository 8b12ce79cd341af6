import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { InferenceSession } from 'onnxruntime-node';
import * as runtime from 'onnxruntime-node';
import sharp from 'sharp';
import { letterbox } from '../../src/core/heads/letterbox';
import { detect } from '../../src/engine/detection';
import type { ResolvedModel } from '../../src/engine/models';
import { listModels, resolveModel } from '../../src/engine/models';
import { Workers } from '../../src/engine/workers';
import { Rpc } from '../../src/protocol/rpc';
import type { EngineContract, InferenceContract, ModelDescription } from '../../src/protocol/worker';
import { serveInference } from '../../src/worker/inference/serve';
import { fakePortPair } from '../helpers/fakePort';

/**
 * Detection end to end beside what it cannot do without: sharp's decode to the input size and the bare run.
 * All contenders take turns in one process on one photo; only the ratios mean something.
 */
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 30);
const FIXTURE_MODEL = resolve('../shared/fixtures/starter/models/yolox_nano.onnx');
const FIXTURE_PHOTO = resolve('../shared/fixtures/starter/photos/33823288584_1d21cf0a26_k.jpg');

interface Bench {
  readonly model: ResolvedModel;
  readonly facts: ModelDescription;
  readonly photo: (round: number, use: string) => string;
  readonly folder: string;
  readonly client: Rpc<EngineContract, InferenceContract>;
  readonly bare: InferenceSession;
}

async function chooseModel(): Promise<ResolvedModel> {
  if (existsSync(FIXTURE_MODEL)) return resolveModel(FIXTURE_MODEL, []);
  const folder = resolve('models');
  const [first] = (await listModels([folder])).models;
  if (!first) throw new Error('There is no model to measure: neither a fixture nor one in models/.');
  return resolveModel(first.name, [folder]);
}

/** A photo-like JPEG of 956x600: smooth shades with noise, so that decoding costs what a photo's does. */
async function makePhoto(path: string): Promise<void> {
  const [width, height] = [956, 600];
  const pixels = Buffer.alloc(width * height * 3);
  for (let i = 0; i < pixels.length; i++)
    pixels[i] = 128 + 70 * Math.sin(i / 4001) + ((Math.imul(i, 2654435761) >>> 27) - 16);
  await sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 85 })
    .toFile(path);
}

async function open(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'relabel-bench-'));
  const original = join(folder, 'photo.jpg');
  if (existsSync(FIXTURE_PHOTO)) copyFileSync(FIXTURE_PHOTO, original);
  else await makePhoto(original);
  const { a, b } = fakePortPair();
  new Rpc<InferenceContract, EngineContract>(a, serveInference({}));
  const client = new Rpc<EngineContract, InferenceContract>(b, { calls: {}, notes: {} });
  const model = await chooseModel();
  const facts = await client.call('warm', model.source);
  const bare = await runtime.InferenceSession.create(model.source.path, { logSeverityLevel: 3 });
  const photo = (round: number, use: string): string => {
    const path = join(folder, `${use}-${round}.jpg`);
    copyFileSync(original, path);
    return path;
  };
  return { model, facts, photo, folder, client, bare };
}

const times = new Map<string, number[]>();
async function time(name: string, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  await work();
  times.set(name, [...(times.get(name) ?? []), performance.now() - start]);
}

async function bareDecode(path: string, { facts }: Bench): Promise<Buffer> {
  const { width, height } = await sharp(path).metadata();
  const { content } = letterbox('letterbox', { widthPx: width, heightPx: height }, facts.inputSize);
  const size = { width: content.widthPx, height: content.heightPx, fit: 'fill', kernel: 'linear' } as const;
  return sharp(path).resize(size).removeAlpha().raw().toBuffer();
}

async function round(bench: Bench, workers: Workers, n: number): Promise<void> {
  const { client, model, facts, bare, photo } = bench;
  const { widthPx, heightPx } = facts.inputSize;
  const tensor = new runtime.Tensor('float32', new Float32Array(3 * widthPx * heightPx), [
    1,
    3,
    heightPx,
    widthPx,
  ]);
  const [decoded, fresh, kept, forked] = ['decode', 'fresh', 'kept', 'forked'].map((use) =>
    photo(n, use),
  ) as [string, string, string, string];
  const args = { model: model.source, imagePath: kept };
  await client.call('prefetch', args);
  const turns = [
    () => time('decode', () => bareDecode(decoded, bench)),
    () => time('run', () => bare.run({ [bare.inputNames[0] ?? '']: tensor })),
    () => time('one photo', () => client.call('detect', { ...args, imagePath: fresh })),
    async () => {
      await time('open image', () => client.call('detect', args));
      await time('new threshold', () => client.call('detect', { ...args, confidence: 0.1 }));
    },
    () => time('one photo, own process', () => detect(workers, forked, model)),
  ];
  for (let i = 0; i < turns.length; i++) await turns[(i + n) % turns.length]?.();
}

/** The same with nothing around it: a process, both modules, a session, a decode, a run. */
const BARE_START = `(async () => {
  const [model, photo, width, height] = process.argv.slice(1);
  const runtime = require('onnxruntime-node');
  const session = await runtime.InferenceSession.create(model, { logSeverityLevel: 3 });
  const sharp = require('sharp');
  await sharp(photo).resize({ width: +width, height: +height, fit: 'contain', kernel: 'linear' }).raw().toBuffer();
  const data = new Float32Array(3 * width * height);
  const tensor = new runtime.Tensor('float32', data, [1, 3, +height, +width]);
  await session.run({ [session.inputNames[0]]: tensor });
})()`;

/** Starts a process, loads the native modules, makes the session and detects. */
async function coldStart(bench: Bench, n: number): Promise<void> {
  const { widthPx, heightPx } = bench.facts.inputSize;
  const inputs = [bench.model.source.path, bench.photo(n, 'bare'), String(widthPx), String(heightPx)];
  await time('bare start', () => promisify(execFile)(process.execPath, ['-e', BARE_START, ...inputs]));
  const workers = new Workers({ workerPath: resolve('out/worker.js') });
  await time('cold start', () => detect(workers, bench.photo(n, 'cold'), bench.model));
  workers.dispose();
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function report({ model, facts }: Bench): void {
  const at = (name: string): number => median(times.get(name) ?? []);
  const floor = at('decode') + at('run');
  const rows: readonly (readonly [string, number, string])[] = [
    ['decode', NaN, ''],
    ['run', NaN, ''],
    ['one photo', at('one photo') / floor, 'x (decode + run), aim 1.15'],
    ['one photo, own process', at('one photo, own process') / floor, 'x (decode + run)'],
    ['open image', at('open image') / at('run'), 'x run, aim 1.05'],
    ['new threshold', at('new threshold') / at('run'), 'x run'],
    ['bare start', NaN, ''],
    [
      'cold start',
      at('cold start') / at('bare start'),
      'x bare start (process, modules, session, decode, run)',
    ],
  ];
  console.log(
    `\nDetection: ${model.id}, ${facts.headTitle}, ${facts.inputSize.widthPx}x${facts.inputSize.heightPx}`,
  );
  console.log(`${ROUNDS} rounds, median [smallest .. largest] in ms`);
  for (const [name, ratio, unit] of rows) {
    const values = times.get(name) ?? [];
    const range = `${at(name).toFixed(1)} [${Math.min(...values).toFixed(1)} .. ${Math.max(...values).toFixed(1)}]`;
    const told = Number.isNaN(ratio) ? '' : `${ratio.toFixed(2)} ${unit}`;
    console.log(`  ${name.padEnd(24)}${range.padEnd(28)}${told}`);
  }
}

async function main(): Promise<void> {
  const bench = await open();
  const workers = new Workers({ workerPath: resolve('out/worker.js') });
  try {
    await round(bench, workers, 0);
    times.clear();
    for (let n = 1; n <= ROUNDS; n++) await round(bench, workers, n);
    workers.dispose();
    for (let n = 0; n < 7; n++) await coldStart(bench, n);
    report(bench);
  } finally {
    workers.dispose();
    bench.client.dispose();
    rmSync(bench.folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
