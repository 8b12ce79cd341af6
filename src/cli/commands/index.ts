import type { Command } from '../command';
import { check } from './check';
import { detect } from './detect';
import { image } from './image';
import { init } from './init';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [init, detect, check, image];
