import { detr } from './detr';
import type { Head, Match } from './head';
import type { Signature } from './signature';
import { yoloAnchor } from './yoloAnchor';
import { yoloEndToEnd } from './yoloEndToEnd';
import { yoloGrid } from './yoloGrid';
import { yolox } from './yolox';

/** Every family of detectors we read. Among equally good matches the earlier one wins. */
export const HEADS = [yoloEndToEnd, detr, yoloGrid, yoloAnchor, yolox] as const satisfies readonly Head[];

export interface RankedHead extends Match {
  readonly head: Head;
}

/** All heads, best fit first, with what each says about the model. */
export function rankHeads(signature: Signature): RankedHead[] {
  return HEADS.map((head) => ({ head, ...head.matches(signature) })).sort((a, b) => b.fit - a.fit);
}

export function headNamed(id: string): Head | undefined {
  return HEADS.find((head) => head.id === id);
}
