import type { Command } from '../command';
import { blame } from './blame';
import { check } from './check';
import { convert } from './convert';
import { detect } from './detect';
import { diff } from './diff';
import { difftool } from './difftool';
import { exportLabels } from './export';
import { formats } from './formats';
import { image } from './image';
import { importLabels } from './import';
import { init } from './init';
import { log } from './log';
import { merge } from './merge';
import { propose } from './propose';
import { restore } from './restore';
import { split } from './split';
import { status } from './status';
import { textconv } from './textconv';
import { version } from './version';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  init,
  detect,
  check,
  convert,
  importLabels,
  exportLabels,
  split,
  formats,
  image,
  status,
  version,
  diff,
  log,
  blame,
  restore,
  propose,
  merge,
  textconv,
  difftool,
];
