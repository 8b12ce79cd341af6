import { detectFormats } from './detectFormat';
import { openSource } from './openSource';

export interface FindRequest {
  readonly source: string;
  readonly followLinks: boolean;
}

/** What a source may be, the likeliest first; part of `--json`, so its names stay. */
export interface FoundFormats {
  readonly formats: readonly {
    readonly format: string;
    readonly title: string;
    readonly confidence: number;
    readonly reason: string;
  }[];
}

/** Throws `FileError` and `UnreadableFile` for a source that cannot be opened. */
export function findFormats({ source, followLinks }: FindRequest): FoundFormats {
  const opened = openSource(source, { notice: () => undefined, followLinks });
  try {
    const formats = detectFormats(opened.source).map(({ format, confidence, reason }) => ({
      format: format.id,
      title: format.title,
      confidence,
      reason,
    }));
    return { formats };
  } finally {
    opened.close();
  }
}
