import { CountingReport, type Follower, type ProblemList } from './countingReport';
import { namedFormat, theFormat } from './detectFormat';
import { openSource } from './openSource';
import type { Overlay } from './overlayFs';

export interface ProblemsRequest {
  readonly source: string;
  /** Absent: what is detected. */
  readonly format?: string | undefined;
  readonly readOptions: Readonly<Record<string, string>>;
  readonly followLinks: boolean;
  readonly overlay?: Overlay | undefined;
}

/** What is wrong with label files in the eyes of their format. */
export interface ReadProblems {
  readonly format: string;
  readonly title: string;
  readonly reason?: string;
  readonly images: number;
  readonly annotations: number;
  readonly problems: ProblemList;
}

/** Reads everything and keeps nothing but the problems. Throws `ConversionError`, `UnreadableFile`, `FileError`, `Cancelled`. */
export function readProblems(request: ProblemsRequest, follower: Follower): ReadProblems {
  const report = new CountingReport(follower);
  const { source: place, readOptions: options, followLinks, overlay } = request;
  const notice = report.problem.bind(report);
  const opened = openSource(place, { notice, options, followLinks, overlay });
  try {
    const found =
      request.format === undefined
        ? theFormat(opened.source, place)
        : { format: namedFormat(request.format), reason: undefined };
    let [images, annotations] = [0, 0];
    for (const { doc } of found.format.read(opened.source, report).images) {
      report.throwIfCancelled();
      images++;
      annotations += doc.annotations.length;
    }
    const { format, reason } = found;
    const about = { format: format.id, title: format.title, ...(reason !== undefined && { reason }) };
    return { ...about, images, annotations, problems: report.problems };
  } finally {
    opened.close();
  }
}
