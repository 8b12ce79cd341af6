import { shellWord } from './driver/shellText';

/** A text as one word of a command that somebody may paste: as it is where no shell reads anything into it. */
export function pasted(text: string): string {
  return /^[\w./:\\@+,=][\w./:\\@+,=-]*$/.test(text) ? text : shellWord(text);
}
