import type { AnnotationDoc } from '../../annotation/document';
import type { Report } from '../report';

/** Fewer boxes say nothing about where counting begins. */
const ENOUGH_BOXES = 50;

/**
 * Watches boxes that are read as 0-based edges, and says when they look like the original data set's: pixels counted
 * from 1, both ends inside. The files themselves do not tell.
 */
export class BoxOriginHint {
  #boxes = 0;
  #touchesStart = false;
  #touchesEnd = false;
  #isOriginal = false;

  see({ annotations, image, extra }: AnnotationDoc): void {
    this.#isOriginal ||= extra !== undefined && /<database>\s*The VOC/.test(JSON.stringify(extra));
    for (const { shape } of annotations) {
      if (shape.kind !== 'box') continue;
      this.#boxes++;
      this.#touchesStart ||= shape.x < 1 || shape.y < 1;
      this.#touchesEnd ||=
        shape.x + shape.width === image.widthPx || shape.y + shape.height === image.heightPx;
    }
  }

  tell(report: Report): void {
    const looksOneBased = this.#boxes >= ENOUGH_BOXES && this.#touchesEnd;
    if (this.#touchesStart || !(this.#isOriginal || looksOneBased)) return;
    const why = this.#isOriginal
      ? 'they are from the original VOC data set'
      : 'none begins at 0, some end at the border';
    report.problem({
      severity: 'info',
      code: 'voc-box-origin',
      message: `Boxes seem to count pixels from 1 (${why}), and were read as edges from 0: read again with box-origin=1 if that is so.`,
    });
  }
}
