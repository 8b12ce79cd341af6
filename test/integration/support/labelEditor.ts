import type { FrameLocator, Locator } from 'playwright-core';
import { eventually } from './eventually';
import type { Workbench } from './workbench';

export type ImagePoint = readonly [x: number, y: number];

/** The keys of the tools that tests take. */
const TOOL_KEYS = {
  select: 'v',
  box: 'b',
  polygon: 'p',
  brush: 'm',
  eraser: 'Shift+m',
  fill: 'Shift+f',
  scissors: 'i',
  slice: 'y',
} as const;

/** One Relabel editor in a window, driven by mouse and keys; points are image pixels. */
export class LabelEditor {
  readonly #bench: Workbench;
  readonly #group: number;

  constructor(bench: Workbench, group = 0) {
    this.#bench = bench;
    this.#group = group;
  }

  get frame(): FrameLocator {
    return this.#bench.webviewFrame(this.#group);
  }

  get canvas(): Locator {
    return this.frame.locator('[slot=canvas]');
  }

  /** Rows of the annotation list. */
  get rows(): Locator {
    return this.frame.locator('rl-annotation-list .item');
  }

  get picker(): Locator {
    return this.frame.locator('rl-label-picker input');
  }

  /** What the editor says over the picture. */
  notice(text: string | RegExp): Locator {
    return this.frame.locator('rl-notice').getByText(text).first();
  }

  /** Shows the image at one CSS pixel per image pixel, centred: image points are then whole mouse positions. */
  async actualSize(): Promise<void> {
    await this.frame.locator('rl-status-strip .zoom').waitFor();
    await this.canvas.focus();
    await this.pressUntil('Shift+1', this.frame.locator('rl-status-strip .zoom', { hasText: /^100%$/ }));
  }

  /** Presses a key where the focus is. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#bench.page.keyboard.press(key);
  }

  /** Presses a key on the canvas that may be pressed again: one can get lost while the focus still moves. */
  async pressUntil(key: string, shows: Locator, eachMs = 4000): Promise<void> {
    await eventually(
      `${key} has its effect`,
      async () => {
        await this.canvas.focus();
        await this.press(key);
        return shows.waitFor({ timeout: eachMs }).then(
          () => true,
          () => false,
        );
      },
      60_000,
    );
  }

  /** Makes the class of a digit or letter the active one; with a selection it becomes theirs. */
  async activeClass(key: string, name: string): Promise<void> {
    await this.pressUntil(key, this.frame.locator(`[data-class="${name}"] .name[aria-pressed="true"]`));
  }

  /** Runs the model until the page says so; a second run of it proposes the same. */
  async detect(says: RegExp): Promise<void> {
    await this.pressUntil('d', this.notice(says), 15_000);
  }

  /** Takes a tool by its key; keys pressed before have done their work then, too. */
  async tool(tool: keyof typeof TOOL_KEYS): Promise<void> {
    const pressed = this.frame.locator(`[data-action="tool.${tool}"][aria-pressed="true"]`);
    await this.pressUntil(TOOL_KEYS[tool], pressed);
  }

  /** Page pixels of an image point at actual size. */
  async at([x, y]: ImagePoint): Promise<{ readonly x: number; readonly y: number }> {
    const size = this.frame.locator('rl-status-strip [title="Image size in pixels"]');
    const [width = 0, height = 0] = (await size.innerText()).split('×').map(Number);
    const box = await this.canvas.boundingBox();
    if (!box) throw new Error('the canvas does not show');
    return { x: box.x + (box.width - width) / 2 + x, y: box.y + (box.height - height) / 2 + y };
  }

  async click(point: ImagePoint): Promise<void> {
    const { x, y } = await this.at(point);
    await this.#bench.page.mouse.click(x, y);
  }

  async drag(from: ImagePoint, ...to: readonly ImagePoint[]): Promise<void> {
    await this.hold(from, ...to);
    await this.#bench.page.mouse.up();
  }

  /** Drags and keeps the button down. */
  async hold(from: ImagePoint, ...to: readonly ImagePoint[]): Promise<void> {
    const { mouse } = this.#bench.page;
    const start = await this.at(from);
    await mouse.move(start.x, start.y);
    await mouse.down();
    for (const point of to) {
      const { x, y } = await this.at(point);
      await mouse.move(x, y, { steps: 4 });
    }
  }

  /** Waits until the list holds these annotations: "car, Box", "gear, Polygon, proposal, score 0.90". */
  async shows(...names: readonly string[]): Promise<void> {
    const wanted = [...names].sort().join('\n');
    let seen = '';
    await eventually(`the list shows:\n${wanted}\n`, async () => {
      const rows = await this.rows.evaluateAll((items) => items.map((item) => item.ariaLabel ?? ''));
      seen = rows.sort().join('\n');
      return seen === wanted;
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}\nit shows:\n${seen}`);
    });
  }

  /** Waits until so many are selected. */
  async selected(count: number): Promise<void> {
    await this.frame
      .locator('rl-status-strip', { hasText: new RegExp(`\\b${count} of \\d+ selected`) })
      .waitFor();
  }
}
