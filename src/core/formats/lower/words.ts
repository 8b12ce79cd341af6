import type { Flag } from '../../annotation/annotation';
import type { ShapeKindName } from '../../shapes/index';
import type { Field } from '../holds';

/** Kinds of shapes after a number. */
export const KIND_WORDS: Readonly<Record<ShapeKindName, string>> = {
  box: 'boxes',
  rotatedBox: 'rotated boxes',
  polygon: 'polygons',
  polyline: 'lines',
  spline: 'splines',
  point: 'points',
  skeleton: 'skeletons',
  ellipse: 'ellipses',
  cuboid: 'cuboids',
  mask: 'masks',
};

/** What is dropped, after the number of annotations that had it. */
export const FACT_WORDS: Readonly<Record<Field | Flag, string>> = {
  score: 'scores are dropped',
  model: 'names of the models that found something are dropped',
  proposed: 'proposals become labels',
  group: 'annotations are no longer in a group',
  order: 'annotations lose their paint order',
  text: 'transcriptions are dropped',
  links: 'annotations lose their links',
  apart: 'annotations no longer say that they are no double of another',
  locked: 'locks are dropped',
  hidden: 'hidden annotations are no longer hidden',
  page: 'annotations of further pages are dropped',
  attributes: 'annotations lose attributes',
  comments: 'annotations lose their comments',
  review: 'verdicts of reviews are dropped',
  conflict: 'annotations that a merge left undecided lose their other versions',
  occluded: '"occluded" marks are dropped',
  truncated: '"truncated" marks are dropped',
  difficult: '"difficult" marks are dropped',
  crowd: '"crowd" marks are dropped',
};
