import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { convert } from '../../../src/engine/formats/convert';

/** One thing that a child process does and measures. */
export type Work =
  | {
      readonly kind: 'convert';
      readonly source: string;
      readonly target: string;
      readonly from: string;
      readonly to: string;
    }
  /** JSON.parse of the file, and where a folder is told one small file for each image. */
  | { readonly kind: 'parse'; readonly source: string; readonly target?: string; readonly suffix?: string }
  /** Reads every file of a folder and writes all of it into one. */
  | { readonly kind: 'gather'; readonly source: string; readonly target: string };

/** What came of it. */
export interface Outcome {
  readonly tookMs: number;
  /** Of all its threads, which a busy machine changes less than the time on the clock. */
  readonly cpuMs: number;
  readonly peakMb: number;
  /** Annotations in and out, and how many kinds of loss were told; of bare loops only what they saw. */
  readonly read: number;
  readonly wrote: number;
  readonly lost: number;
  readonly said: string;
}

/** Does the work in this process. */
export function doWork(work: Work): Outcome {
  const startMs = performance.now();
  const before = process.cpuUsage();
  const counts =
    work.kind === 'convert' ? converted(work) : work.kind === 'parse' ? parsed(work) : gathered(work);
  const tookMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(before);
  return { tookMs, cpuMs: (user + system) / 1000, peakMb: process.resourceUsage().maxRSS / 1024, ...counts };
}

type Counts = Omit<Outcome, 'tookMs' | 'cpuMs' | 'peakMb'>;

function converted({ source, target, from, to }: Extract<Work, { kind: 'convert' }>): Counts {
  const none = { readOptions: {}, writeOptions: {}, followLinks: false, includeProposals: false };
  const how = { force: false, strict: false, dryRun: false };
  const { balance, losses, problems } = convert(
    { source, target, from, to, ...none, ...how },
    { onProgress: () => undefined, isCancelled: () => false },
  );
  const kinds = losses.map(({ code, count }) => `${count} ${code}`);
  const { error, warning } = problems.counts;
  const first = problems.first[0]?.message ?? '';
  const bad = error + warning > 0 ? [`${error} errors, ${warning} warnings (${first.slice(0, 60)})`] : [];
  const off = balance.mismatches.length > 0 ? ['COUNTS DO NOT ADD UP'] : [];
  return { ...numbersOf(balance), said: [...kinds, ...bad, ...off].join('; ') };
}

function numbersOf(balance: ReturnType<typeof convert>['balance']): Pick<Counts, 'read' | 'wrote' | 'lost'> {
  const { total } = balance;
  return { read: total.in, wrote: total.out, lost: total.lost };
}

interface CocoJson {
  readonly images: readonly { readonly id: number; readonly file_name: string }[];
  readonly annotations: readonly {
    readonly image_id: number;
    readonly category_id: number;
    readonly bbox: readonly number[];
  }[];
}

function parsed({ source, target, suffix = '.txt' }: Extract<Work, { kind: 'parse' }>): Counts {
  const { images, annotations } = JSON.parse(readFileSync(source, 'utf8')) as CocoJson;
  if (target !== undefined) {
    mkdirSync(target, { recursive: true });
    const rows = new Map<number, string[]>(images.map(({ id }) => [id, []]));
    for (const { image_id, category_id, bbox } of annotations)
      rows.get(image_id)?.push(`${category_id} ${bbox.join(' ')}`);
    for (const { id, file_name } of images)
      writeFileSync(join(target, file_name.replace('.jpg', suffix)), (rows.get(id) ?? []).join('\n'));
  }
  return {
    read: annotations.length,
    wrote: target === undefined ? 0 : annotations.length,
    lost: 0,
    said: '',
  };
}

function gathered({ source, target }: Extract<Work, { kind: 'gather' }>): Counts {
  const texts = filesBelow(source).map((path) => readFileSync(path, 'utf8'));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, texts.join('\n'));
  return { read: texts.length, wrote: 1, lost: 0, said: 'files' };
}

function filesBelow(place: string): string[] {
  if (statSync(place).isFile()) return [place];
  const names = readdirSync(place, { recursive: true, encoding: 'utf8' });
  return names.map((name) => join(place, name)).filter((path) => statSync(path).isFile());
}
