import type { Annotation } from '../../src/core/annotation/annotation';
import { classColor, textColorOn } from '../../src/core/scene/colors';
import type { LabelSchema } from '../../src/core/schema/labelSchema';
import { offscreen } from './surface';

/** A label's tag, drawn once. Sizes: device pixels. */
export interface TagSprite {
  readonly image: OffscreenCanvas;
  readonly width: number;
  readonly height: number;
}

export interface TagLook {
  readonly schema: LabelSchema;
  readonly fontFamily: string;
  readonly pixelRatio: number;
}

/** CSS pixels. */
export const TAG_HEIGHT_PX = 16;
const FONT_PX = 11;
const PADDING_PX = 5;
const MAX_TEXT_PX = 160;
/** Sprites kept; a score makes a text of its own, so there can be many. */
const MAX_SPRITES = 2000;

/** "car", or "car 0.91" when a model gave a score. */
export function tagText({ label, score }: Pick<Annotation, 'label' | 'score'>): string {
  const name = label === '' ? '?' : label;
  return score === undefined ? name : `${name} ${score.toFixed(2)}`;
}

/** Tags as small pictures: copying one costs a tenth of drawing its text. */
export class TagSprites {
  readonly #sprites = new Map<string, TagSprite>();
  readonly #measure = offscreen(1, 1);
  #look: TagLook | undefined;

  setLook(look: TagLook): void {
    const before = this.#look;
    this.#look = look;
    if (before?.fontFamily !== look.fontFamily || before.pixelRatio !== look.pixelRatio)
      this.#sprites.clear();
  }

  /** The tag of a class's annotation: filled with its colour, or edged with it while it is a proposal. */
  of(annotation: Pick<Annotation, 'label' | 'score' | 'proposed'>): TagSprite | undefined {
    if (!this.#look) return undefined;
    const color = classColor(this.#look.schema, annotation.label);
    return this.plain(tagText(annotation), color, annotation.proposed === true);
  }

  /** A tag with any text. */
  plain(text: string, color: string, hollow = false): TagSprite | undefined {
    const look = this.#look;
    if (!look) return undefined;
    const key = `${color}${hollow ? '-' : '+'}${text}`;
    let sprite = this.#sprites.get(key);
    if (!sprite) {
      if (this.#sprites.size >= MAX_SPRITES) this.#sprites.clear();
      this.#sprites.set(key, (sprite = this.#draw(text, color, hollow, look)));
    }
    return sprite;
  }

  #draw(text: string, color: string, hollow: boolean, look: TagLook): TagSprite {
    const { pixelRatio: ratio } = look;
    const font = `600 ${FONT_PX * ratio}px ${look.fontFamily}`;
    const shown = this.#shorten(text, font, MAX_TEXT_PX * ratio);
    const width = Math.ceil(this.#widthOf(shown, font) + 2 * PADDING_PX * ratio);
    const height = Math.round(TAG_HEIGHT_PX * ratio);
    const ctx = offscreen(width, height);
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
    ctx.fillText(shown, PADDING_PX * ratio, Math.round(12 * ratio));
    return { image: ctx.canvas, width, height };
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
