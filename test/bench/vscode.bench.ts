import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileUri } from '../integration/support/companion';
import { tempFolder } from '../helpers/tempFolder';
import { activationTimeMs } from './support/activation';
import { middleOf, type FilmRegion } from './support/frameRegion';
import { copies, makePhoto } from './support/photos';
import { ScreenFilm } from './support/screenFilm';
import { printTable, timeCells } from './support/table';
import { closeCode, openCode, type CodeWindow } from './support/window';

// Relabel in a real VS Code beside VS Code's own image preview: from the command that opens an image to the first
// frame in which the picture's pixels are on the screen, seen alike for both in a film of the window. Each image is a
// fresh copy, so nothing is in a cache; both editors take turns, and each round the other one begins.
// Run: node out/bench/vscode.bench.js   (RELABEL_VSIX=… measures that package instead of a fresh one)

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 9);
const STARTS = Number(process.env['BENCH_STARTS'] ?? 3);
const RELABEL = 'relabel.editor';
const PREVIEW = 'imagePreview.previewEditor';
const EDITORS = [RELABEL, PREVIEW] as const;
const NAMES = { [RELABEL]: 'Relabel', [PREVIEW]: "VS Code's preview" };
type Editor = (typeof EDITORS)[number];

const PHOTOS = [
  { title: 'JPEG, 2 megapixels', widthPx: 1732 },
  { title: 'JPEG, 12 megapixels', widthPx: 4244 },
] as const;

/** What an editor still does after a picture is shown must not fall into the next one's time. */
const REST_MS = 600;

async function main(): Promise<void> {
  const folder = tempFolder();
  writeFileSync(join(folder, 'relabel.yaml'), 'classes: [bolt, nut]\n');
  const openings = await Promise.all(PHOTOS.map((photo) => photosToOpen(folder, photo)));
  const pairs = await photosToSwitch(folder);
  const window = await openCode(folder);
  const film = await ScreenFilm.start(window.page, await pictureRegion(window));
  const rows: string[][] = [];
  for (const opening of openings) rows.push(...(await measureOpening(window, film, opening)));
  rows.push(...(await measureSwitch(window, film, pairs)));
  await film.stop();
  console.log('Until the picture is on the screen. Aim: Relabel no slower than the preview (1.00 x).');
  printTable(['what', 'editor', 'median', 'range', 'ratio'], rows);
  await printActivation(window);
}

interface Opening {
  readonly title: string;
  readonly photos: Readonly<Record<Editor, readonly string[]>>;
}

/** One photo more than there are rounds: the first opening of each editor starts its extension. */
async function photosToOpen(folder: string, { title, widthPx }: (typeof PHOTOS)[number]): Promise<Opening> {
  const photo = await makePhoto(widthPx);
  const of = (name: string): string[] => copies([photo], folder, `${String(widthPx)}-${name}`, ROUNDS + 1);
  const kB = Math.round(statSync(photo).size / 1000);
  const photos = { [RELABEL]: of('relabel'), [PREVIEW]: of('preview') };
  return { title: `open ${title} (${String(kB)} kB)`, photos };
}

/** Images beside each other that look different: every second one is turned. */
async function photosToSwitch(folder: string): Promise<readonly string[]> {
  const sources = [await makePhoto(1732), await makePhoto(1732, true)];
  return copies(sources, folder, 'next', 2 * ROUNDS + 4);
}

/** The middle of the editor: there both editors show the picture's middle. */
async function pictureRegion({ page }: CodeWindow): Promise<FilmRegion> {
  const box = await page.locator('.part.editor').boundingBox();
  if (!box) throw new Error('the window has no editor part');
  return middleOf({ left: box.x, top: box.y, width: box.width, height: box.height }, 0.3);
}

async function measureOpening(
  window: CodeWindow,
  film: ScreenFilm,
  { title, photos }: Opening,
): Promise<string[][]> {
  const times: Record<Editor, number[]> = { [RELABEL]: [], [PREVIEW]: [] };
  for (let round = 0; round <= ROUNDS; round++)
    for (const editor of round % 2 === 0 ? EDITORS : EDITORS.toReversed()) {
      await closeEditors(window);
      const timeMs = await film.untilPicture(() => open(window, photos[editor][round] ?? '', editor));
      if (round > 0) times[editor].push(timeMs);
    }
  return rowsOf(title, times);
}

function rowsOf(title: string, times: Readonly<Record<Editor, readonly number[]>>): string[][] {
  return [PREVIEW, RELABEL].map((editor) => [
    title,
    NAMES[editor as Editor],
    ...timeCells(times[editor as Editor], times[PREVIEW]),
  ]);
}

/** The key for the next image in Relabel, beside opening the next image over this one in the preview. */
async function measureSwitch(
  window: CodeWindow,
  film: ScreenFilm,
  photos: readonly string[],
): Promise<string[][]> {
  const times: Record<Editor, number[]> = { [RELABEL]: [], [PREVIEW]: [] };
  for (const editor of EDITORS) {
    const first = editor === RELABEL ? 0 : ROUNDS + 2;
    await closeEditors(window);
    await film.untilPicture(() => open(window, photos[first] ?? '', editor));
    for (let round = 0; round <= ROUNDS; round++) {
      await delay(REST_MS);
      const next = photos[first + round + 1] ?? '';
      const timeMs = await film.untilPicture(() =>
        editor === RELABEL ? window.page.keyboard.press(']') : open(window, next, editor),
      );
      if (round > 0) times[editor].push(timeMs);
    }
  }
  return rowsOf('next image, 2 megapixels', times);
}

async function open({ companion }: CodeWindow, path: string, editor: Editor): Promise<void> {
  await companion.call('executeCommand', 'vscode.openWith', fileUri(path), editor);
}

async function closeEditors({ companion }: CodeWindow): Promise<void> {
  await companion.call('executeCommand', 'workbench.action.closeAllEditors');
  await delay(REST_MS);
}

/** Restarts the window, so that the extension is activated anew, and asks VS Code for its own numbers. */
async function printActivation(window: CodeWindow): Promise<void> {
  const times: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    await window.restart();
    times.push(await activationTimeMs(window));
  }
  console.log('\nActivation as VS Code states it (load the code and run activate). Aim: below 100 ms.');
  printTable(['what', 'median', 'range', ''], [['activation', ...timeCells(times)]]);
}

main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(closeCode);
