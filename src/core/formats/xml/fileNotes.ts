import { Lines } from '../../json/lines';
import type { Problem } from '../../problem';
import type { Report } from '../report';

/** Tells problems of one file with the line they are on; lines are counted only when something is wrong. */
export class FileNotes {
  readonly #report: Report;
  readonly path: string;
  readonly #text: string;
  /** Lines of the file before `text`. */
  readonly #linesBefore: number;
  #lines: Lines | undefined;

  constructor(report: Report, path: string, text: string, linesBefore = 0) {
    this.#report = report;
    this.path = path;
    this.#text = text;
    this.#linesBefore = linesBefore;
  }

  /** @param offset in the text, UTF-16 units; without one it concerns the whole file */
  tell(severity: Problem['severity'], code: string, message: string, offset?: number): void {
    const line = offset === undefined ? undefined : this.#lineOf(offset);
    this.#report.problem({ severity, code, message, path: this.path, ...(line !== undefined && { line }) });
  }

  #lineOf(offset: number): number {
    this.#lines ??= new Lines(this.#text);
    return this.#linesBefore + this.#lines.at(offset).line;
  }
}
