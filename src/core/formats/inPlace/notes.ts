import type { Problem } from '../../problem';
import { FileNotes } from '../xml/fileNotes';

/** Collects what readers of whole data sets tell of one text. */
export function notesOf(text: string): { readonly notes: FileNotes; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const nothing = (): void => undefined;
  const report = {
    problem: ({ severity, code, message, line }: Problem) =>
      void problems.push({ severity, code, message, ...(line !== undefined && { line }) }),
    ...{ loss: nothing, read: nothing, wrote: nothing, progress: nothing },
  };
  return { notes: new FileNotes(report, '', text), problems };
}
