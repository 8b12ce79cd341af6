import type { Detection, Source } from '../format';
import { headOf } from '../lib/readTextOr';
import { META_FILE } from './classTable';
import { INSTANCE_TABLE } from './instanceTable';
import { isPngName, maskPlaces, MASKS, oneChannelBits } from './maskLayout';

const FEW = 5;

export function detectSemantic(source: Source): Detection | undefined {
  const { fs } = source;
  if (fs.has(INSTANCE_TABLE)) return undefined;
  const isNamed = fs.has(META_FILE) && /"label_map"\s*:/.test(headOf(fs, META_FILE));
  if (isNamed && fs.list(MASKS).some(({ name, kind }) => kind === 'folder' || isPngName(name)))
    return { confidence: 0.9, reason: `${META_FILE} has a label_map, and there are masks` };
  const bits = depthsOf(source);
  if (bits.length === 0 && !isListed(source)) return undefined;
  if (isListed(source)) return { confidence: 0.7, reason: 'lists pair each image with a mask' };
  const isDeep = bits.some((each) => each === 16);
  return {
    confidence: isDeep ? 0.51 : 0.55,
    reason: `PNGs of one channel lie there (${bits.join(', ')} bits)`,
  };
}

export function detectInstances(source: Source): Detection | undefined {
  const bits = depthsOf(source);
  if (bits.length === 0) return undefined;
  if (source.fs.has(INSTANCE_TABLE))
    return { confidence: 0.92, reason: `${INSTANCE_TABLE} says which number of a mask has which class` };
  if (!bits.every((each) => each === 16)) return undefined;
  const confidence = source.fs.list(MASKS).length > 0 ? 0.56 : 0.31;
  return { confidence, reason: 'PNGs of one channel with 16 bits lie there' };
}

/** Bits of the first masks. */
function depthsOf(source: Source): readonly number[] {
  const depths = [];
  for (const { mask } of maskPlaces(source)) {
    const bits = mask === undefined ? undefined : oneChannelBits(source.fs, mask);
    if (bits !== undefined && depths.push(bits) >= FEW) break;
  }
  return depths;
}

/** CamVid's lists: an image and its mask in each line. */
function isListed({ fs }: Source): boolean {
  return ['train.txt', 'val.txt', 'test.txt'].some((name) => {
    const [image = '', mask = ''] = fs.has(name) ? headOf(fs, name).trim().split(/\s+/) : [];
    return isPngName(image) && isPngName(mask) && /annot/.test(mask);
  });
}
