import { resolve } from 'node:path';
import { SPLIT_WAYS, type SplitWay } from '../../core/formats/split';
import { parseSplitParts } from '../../core/formats/splitParts';
import type { ConversionRequest, SplitRequest } from '../../engine/formats/conversion';
import {
  flagOption,
  pairsOption,
  textOption,
  UsageError,
  type CommandArguments,
  type Option,
} from '../command';

/** Options of reading labels in any format. */
export const READ_OPTIONS = {
  from: { type: 'string', value: 'FORMAT', about: 'What SRC is. Default: what is detected.' },
  'read-option': {
    type: 'string',
    multiple: true,
    value: 'NAME=VALUE',
    about: 'An option of the format that is read (relabel formats FORMAT lists them); may be repeated.',
  },
  'follow-links': { type: 'boolean', about: 'Follow links that lead out of SRC.' },
} as const satisfies Record<string, Option>;

/** Options of writing labels in any format. */
export const WRITE_OPTIONS = {
  to: { type: 'string', value: 'FORMAT', about: 'What DST becomes.' },
  'write-option': {
    type: 'string',
    multiple: true,
    value: 'NAME=VALUE',
    about: 'An option of the format that is written; may be repeated.',
  },
  'copy-images': {
    type: 'boolean',
    about: 'Put copies of the images into DST, where the format wants them.',
  },
  'link-images': { type: 'boolean', about: 'Put hard links there instead, symbolic ones between disks.' },
  'no-images': { type: 'boolean', about: 'Leave images where they are: the default.' },
  images: { type: 'string', value: 'DIR', about: 'Look for images there too, when SRC does not hold them.' },
  proposals: { type: 'boolean', about: "Write models' proposals that nobody accepted as labels." },
  force: { type: 'boolean', about: 'Replace DST when it is there. Until it is whole, the old one stays.' },
  strict: { type: 'boolean', about: 'Write nothing when anything would be lost, or is wrong in SRC.' },
  'dry-run': { type: 'boolean', about: 'Only say what would be written and lost.' },
  report: {
    type: 'string',
    value: 'FILE',
    about: 'Write everything that was lost, by image, as JSON there.',
  },
  json: { type: 'boolean', about: 'Print one JSON object instead of lines.' },
  'json-progress': { type: 'boolean', about: 'Print progress as lines of JSON before it, for programs.' },
} as const satisfies Record<string, Option>;

/** Options of splitting. */
export const SPLIT_OPTIONS = {
  by: {
    type: 'string',
    value: 'WAY',
    about: `How images are spread: ${SPLIT_WAYS.join(', ')}. Default: random.`,
  },
  seed: { type: 'string', value: 'TEXT', about: 'Another seed makes another split. Default: 0.' },
  group: {
    type: 'string',
    value: 'REGEX',
    about:
      'With --by group: what it matches in the path of an image (its first group, if it has one) names the group.',
  },
  'group-attribute': {
    type: 'string',
    value: 'NAME',
    about: 'With --by group: the attribute that names the group.',
  },
} as const satisfies Record<string, Option>;

/** What the arguments ask for. Throws `UsageError`. */
export function conversionRequest(
  args: CommandArguments,
  cwd: string,
  paths: { readonly source: string; readonly target: string },
): ConversionRequest {
  const folder = textOption(args, 'images');
  return {
    source: resolve(cwd, paths.source),
    target: resolve(cwd, paths.target),
    from: textOption(args, 'from'),
    to: textOption(args, 'to'),
    readOptions: pairsOption(args, 'read-option'),
    writeOptions: pairsOption(args, 'write-option'),
    images: imagesOption(args),
    imagesFolder: folder === undefined ? undefined : resolve(cwd, folder),
    followLinks: flagOption(args, 'follow-links'),
    includeProposals: flagOption(args, 'proposals'),
    split: splitOption(args, textOption(args, 'split')),
    force: flagOption(args, 'force'),
    strict: flagOption(args, 'strict'),
    dryRun: flagOption(args, 'dry-run'),
  };
}

function imagesOption(args: CommandArguments): ConversionRequest['images'] {
  const modes = (['copy', 'link', 'no'] as const).filter((mode) => flagOption(args, `${mode}-images`));
  if (modes.length > 1) throw new UsageError('Give one of --copy-images, --link-images and --no-images.');
  return modes[0] === 'no' ? 'none' : modes[0];
}

/** The split that `parts` asks for; undefined without parts, and then no other option of splits is of use. */
export function splitOption(args: CommandArguments, parts: string | undefined): SplitRequest | undefined {
  const [group, attribute] = [textOption(args, 'group'), textOption(args, 'group-attribute')];
  const isGrouped = group !== undefined || attribute !== undefined;
  const way = textOption(args, 'by') ?? (isGrouped ? 'group' : 'random');
  if (!isWay(way)) throw new UsageError(`--by is one of ${SPLIT_WAYS.join(', ')}, not "${way}".`);
  if (way === 'group' && !isGrouped)
    throw new UsageError('--by group needs --group REGEX or --group-attribute NAME.');
  if (parts === undefined) return undefined;
  return {
    parts: partsOf(parts),
    way,
    seed: textOption(args, 'seed') ?? '0',
    ...(group !== undefined && { groupPattern: group }),
    ...(attribute !== undefined && { groupAttribute: attribute }),
  };
}

function isWay(text: string): text is SplitWay {
  return (SPLIT_WAYS as readonly string[]).includes(text);
}

function partsOf(text: string): SplitRequest['parts'] {
  try {
    return parseSplitParts(text);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

/** SRC and DST, or what they are called. */
export function twoPaths(args: CommandArguments, names: string): readonly [string, string] {
  const [first, second, ...more] = args.positionals;
  if (first === undefined || second === undefined || more.length > 0) throw new UsageError(`Give ${names}.`);
  return [first, second];
}
