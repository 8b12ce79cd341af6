import type { Annotation } from '../../src/core/annotation/annotation';
import { textColorOn } from '../../src/core/scene/colors';
import { offscreen, type OffscreenContext } from './surface';

/** A label's tag, drawn once: a rectangle of a sheet. Sizes: device pixels. */
export interface TagSprite {
  readonly sheet: OffscreenCanvas;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Puts a tag on a canvas with its upper left corner at a point. */
export function drawTag(ctx: CanvasRenderingContext2D, sprite: TagSprite, x: number, y: number): void {
  const { sheet, left, top, width, height } = sprite;
  ctx.drawImage(sheet, left, top, width, height, x, y, width, height);
}

export interface TagLook {
  readonly fontFamily: string;
  readonly pixelRatio: number;
}

/** CSS pixels. */
const TAG_HEIGHT_PX = 16;
const FONT_PX = 11;
const PADDING_PX = 5;
const MAX_TEXT_PX = 160;
/** Sprites kept; a score makes a text of its own, so there can be many. */
const MAX_SPRITES = 2000;

/** What a tag says of its annotation. */
export type Tagged = Pick<Annotation, 'label' | 'score' | 'proposed' | 'text' | 'locked'>;

/** "car", "car 0.91" when a model gave a score, "plate: AB 123" with a transcription. */
export function tagText({ label, score, text }: Pick<Tagged, 'label' | 'score' | 'text'>): string {
  const name = label === '' ? '?' : label;
  const scored = score === undefined ? name : `${name} ${score.toFixed(2)}`;
  return text ? `${scored}: ${text.replace(/\s+/g, ' ')}` : scored;
}

interface Tag {
  readonly text: string;
  readonly color: string;
  /** Edged with the colour instead of filled. */
  readonly hollow: boolean;
  readonly locked: boolean;
}

/** Width of the padlock, CSS pixels. */
const LOCK_PX = 7;

/** A padlock in the text's colour; `x`: its left side, pixels of the tag. */
function drawLock(ctx: OffscreenContext, x: number, ratio: number): void {
  const body = 7 * ratio;
  ctx.fillRect(x, body, LOCK_PX * ratio, 5 * ratio);
  ctx.strokeStyle = ctx.fillStyle;
  ctx.lineWidth = 1.3 * ratio;
  ctx.beginPath();
  ctx.arc(x + 3.5 * ratio, body - 0.5 * ratio, 2.2 * ratio, Math.PI, 0);
  ctx.stroke();
}

/** Side of a sheet, device pixels. */
const SHEET_PX = 1024;

/**
 * Tags as small pictures: copying one costs a tenth of drawing its text. They share sheets, as a canvas of its own
 * costs more than the text; those of a sheet that is given up stay valid.
 */
export class TagSprites {
  readonly #sprites = new Map<string, TagSprite>();
  /** The sheet that has room, and where it begins. */
  #sheet: { readonly ctx: OffscreenContext; left: number; top: number } | undefined;
  readonly #measure = offscreen(1, 1);
  #look: TagLook | undefined;

  setLook(look: TagLook): void {
    const before = this.#look;
    this.#look = look;
    if (before?.fontFamily !== look.fontFamily || before.pixelRatio !== look.pixelRatio) this.#clear();
  }

  /** Every tag is so high and at least as wide, device pixels. */
  get minSizePx(): number {
    return Math.round(TAG_HEIGHT_PX * (this.#look?.pixelRatio ?? 1));
  }

  #clear(): void {
    this.#sprites.clear();
    this.#sheet = undefined;
  }

  /** An annotation's tag: filled with its colour, or edged with it while it is a proposal. */
  of(annotation: Tagged, color: string): TagSprite | undefined {
    const { proposed, locked } = annotation;
    return this.#made({
      text: tagText(annotation),
      color,
      hollow: proposed === true,
      locked: locked === true,
    });
  }

  /** A tag with any text. */
  plain(text: string, color: string): TagSprite | undefined {
    return this.#made({ text, color, hollow: false, locked: false });
  }

  /** The mark of a locked annotation where no names are shown. */
  lock(color: string): TagSprite | undefined {
    return this.#made({ text: '', color, hollow: false, locked: true });
  }

  #made(tag: Tag): TagSprite | undefined {
    const look = this.#look;
    if (!look) return undefined;
    const key = `${tag.color}${tag.hollow ? '-' : '+'}${tag.locked ? '!' : ' '}${tag.text}`;
    let sprite = this.#sprites.get(key);
    if (!sprite) {
      if (this.#sprites.size >= MAX_SPRITES) this.#clear();
      this.#sprites.set(key, (sprite = this.#draw(tag, look)));
    }
    return sprite;
  }

  #draw({ text, color, hollow, locked }: Tag, look: TagLook): TagSprite {
    const { pixelRatio: ratio } = look;
    const font = `600 ${FONT_PX * ratio}px ${look.fontFamily}`;
    const shown = this.#shorten(text, font, MAX_TEXT_PX * ratio);
    const height = this.minSizePx;
    const lockRoom = locked ? (text === '' ? LOCK_PX : LOCK_PX + 4) * ratio : 0;
    const textWidth = Math.ceil(this.#widthOf(shown, font) + lockRoom + 2 * PADDING_PX * ratio);
    const width = Math.max(height, textWidth);
    const { ctx, left, top } = this.#roomFor(width, height);
    ctx.setTransform(1, 0, 0, 1, left, top);
    const line = Math.max(1, Math.round(ratio));
    ctx.fillStyle = hollow ? 'rgba(20, 20, 22, 0.82)' : color;
    ctx.beginPath();
    ctx.roundRect(0, 0, width, height, 3 * ratio);
    ctx.fill();
    ctx.strokeStyle = hollow ? color : 'rgba(0, 0, 0, 0.3)';
    ctx.lineWidth = line;
    ctx.beginPath();
    ctx.roundRect(line / 2, line / 2, width - line, height - line, 3 * ratio - line / 2);
    ctx.stroke();
    ctx.font = font;
    ctx.textBaseline = 'alphabetic';
    ctx.fillStyle = hollow ? '#ffffff' : textColorOn(color);
    ctx.fillText(shown, PADDING_PX * ratio + lockRoom, Math.round(12 * ratio));
    if (locked) drawLock(ctx, text === '' ? (width - LOCK_PX * ratio) / 2 : PADDING_PX * ratio, ratio);
    return { sheet: ctx.canvas, left, top, width, height };
  }

  /** A free place: tags of one look are equally high, so a sheet fills row by row. */
  #roomFor(width: number, height: number): { ctx: OffscreenContext; left: number; top: number } {
    let sheet = this.#sheet;
    if (sheet && sheet.left + width > SHEET_PX) Object.assign(sheet, { left: 0, top: sheet.top + height });
    if (!sheet || sheet.top + height > SHEET_PX)
      this.#sheet = sheet = { ctx: offscreen(SHEET_PX, SHEET_PX), left: 0, top: 0 };
    const place = { ctx: sheet.ctx, left: sheet.left, top: sheet.top };
    sheet.left += width;
    return place;
  }

  #shorten(text: string, font: string, maxWidth: number): string {
    if (this.#widthOf(text, font) <= maxWidth) return text;
    const letters = [...text];
    while (letters.length > 1 && this.#widthOf(`${letters.join('')}…`, font) > maxWidth) letters.pop();
    return `${letters.join('')}…`;
  }

  #widthOf(text: string, font: string): number {
    this.#measure.font = font;
    return this.#measure.measureText(text).width;
  }
}
