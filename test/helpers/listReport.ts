import type { FileProblem, Loss, Report } from '../../src/core/formats/report';

/** Keeps everything it hears. */
export class ListReport implements Report {
  readonly problems: FileProblem[] = [];
  readonly losses: (Loss & { readonly image: string; readonly count: number })[] = [];
  readonly readCounts = new Map<string, number>();
  readonly wroteCounts = new Map<string, number>();

  problem(problem: FileProblem): void {
    this.problems.push(problem);
  }

  loss(image: string, loss: Loss, count = 1): void {
    this.losses.push({ ...loss, image, count });
  }

  read(image: string, count: number): void {
    this.readCounts.set(image, (this.readCounts.get(image) ?? 0) + count);
  }

  wrote(image: string, count: number): void {
    this.wroteCounts.set(image, (this.wroteCounts.get(image) ?? 0) + count);
  }

  progress(): void {
    // Nobody looks.
  }

  /** Codes of losses with their counts over all images: `{'mask-to-box': 3}`. */
  get lossCounts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { code, count } of this.losses) counts[code] = (counts[code] ?? 0) + count;
    return counts;
  }

  get readTotal(): number {
    return [...this.readCounts.values()].reduce((sum, count) => sum + count, 0);
  }

  get wroteTotal(): number {
    return [...this.wroteCounts.values()].reduce((sum, count) => sum + count, 0);
  }
}
