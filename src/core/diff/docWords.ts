import { plural } from '../dataset/plural';
import type { DocDiff } from './docDiff';

/** What changed besides instances, each in a few words: "tag +outdoor", "state todo → done", "size 640x480 → 320x240". */
export function docWords({ tags, state, image, facts, existence }: DocDiff): readonly string[] {
  const [before, after] = facts ?? [];
  return [
    ...(existence === 'added' ? ['labels are new'] : []),
    ...(existence === 'removed' ? ['labels are gone'] : []),
    ...tags.added.map((tag) => `tag +${tag}`),
    ...tags.removed.map((tag) => `tag -${tag}`),
    ...(state ? [`state ${state[0] ?? 'none'} → ${state[1] ?? 'none'}`] : []),
    ...(image ? imageWords(...image) : []),
    ...counted(before?.conflict, after?.conflict, 'conflict of the image'),
    ...counted(before?.comments, after?.comments, 'comment on the image', 'comments on the image'),
    ...counted(before?.removed, after?.removed, 'accepted removal'),
  ];
}

type Image = NonNullable<DocDiff['image']>[0];

function imageWords(from: Image, to: Image): readonly string[] {
  const size = ({ widthPx, heightPx }: Image) => `${widthPx}x${heightPx}`;
  return [
    ...(from.file === to.file ? [] : [`image ${from.file} → ${to.file}`]),
    ...(size(from) === size(to) ? [] : [`size ${size(from)} → ${size(to)}`]),
  ];
}

type List = readonly unknown[] | undefined;

function counted(before: List, after: List, one: string, many?: string): readonly string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [was, is] = [before?.length ?? 0, after?.length ?? 0];
  return [`${plural(is, one, many)} (${was} before)`];
}
