import type { Annotation } from '../../src/core/annotation/annotation';
import { compareIds, emptyDoc, type AnnotationDoc } from '../../src/core/annotation/document';
import type { Problem } from '../../src/core/problem';
import { EMPTY_SCHEMA, type LabelSchema } from '../../src/core/schema/labelSchema';
import { boxOf } from '../../src/core/shapes/box';
import { polygonOf } from '../../src/core/shapes/polygon';
import { roundPx } from '../../src/core/geometry/round';
import type { ImageSource, Snapshot } from '../../src/protocol/editor';
import { everyKind, kindsSchema } from './kinds';
import { REMARKED_FACTS, remarked } from './remarks';
import { drawPicture, partsOf, seeded, type Part } from './picture';

export const SCENES = [
  'labels',
  'empty',
  'free',
  'proposals',
  'missing',
  'broken',
  'problems',
  'many',
  'kinds',
  'pages',
  'remarks',
] as const;
export type SceneName = (typeof SCENES)[number];

export interface SceneOptions {
  readonly scene: SceneName;
  /** A picture to show instead of the drawn one. */
  readonly imageUri: string | undefined;
  /** For `many`. */
  readonly count: number;
}

/** What a host would answer to `open`, but for version and keys. */
export type Scene = Omit<Snapshot, 'version' | 'keys'>;

const SCHEMA: LabelSchema = {
  ...EMPTY_SCHEMA,
  name: 'workbench',
  images: ['**/*.jpg'],
  sidecars: { place: 'auto' },
  classes: [
    {
      name: 'washer',
      color: '#ff8a3d',
      description: 'Flat ring without a thread. Box the whole outer rim.',
      attributes: [],
    },
    {
      name: 'bolt',
      color: '#4cc2ff',
      description: 'Head and thread together, also when the head is hidden.',
      attributes: [],
    },
    { name: 'nut', color: '#57d163', attributes: [] },
    {
      name: 'gear',
      color: '#b18cff',
      description: 'Follow the tips of the teeth, not the gaps.',
      attributes: [],
    },
    { name: 'spring', color: '#ffd23f', attributes: [] },
    {
      name: 'scratch',
      color: '#ff5d73',
      shapes: ['polygon'],
      description: 'Damage of the surface: polygons only.',
      attributes: [],
    },
  ],
  tags: [
    {
      name: 'Light',
      choice: 'single',
      required: true,
      description: 'How the bench is lit',
      options: [
        { name: 'daylight' },
        { name: 'lamp', description: 'The warm one over the bench' },
        { name: 'flash' },
      ],
    },
    {
      name: 'Scene',
      choice: 'multiple',
      required: false,
      options: [{ name: 'cluttered' }, { name: 'overlapping' }, { name: 'blurred' }],
    },
  ],
};

export const SIZE = { widthPx: 1600, heightPx: 1067 };

export async function makeScene(options: SceneOptions): Promise<Scene> {
  const size = options.imageUri === undefined ? SIZE : await sizeOf(options.imageUri);
  const { scene } = options;
  const schema = schemaOf(scene);
  return {
    doc: documentOf(options, size),
    image: await imageOf(options, size),
    schema,
    hasSchemaFile: scene !== 'free',
    problems: scene === 'problems' ? PROBLEMS : [],
    ...(scene === 'pages' && { pages: { count: 12, index: 0 } }),
    position: { index: 2, total: 32, labelled: 14 },
    model: { title: 'parts-nano' },
    settings: { threshold: 0.35, showLabels: 'always', showCrosshair: true, fillOpacity: 0.15 },
  };
}

function schemaOf(scene: SceneName): LabelSchema {
  if (scene === 'free') return { ...SCHEMA, classes: [], tags: [] };
  return scene === 'kinds' ? { ...kindsSchema(SCHEMA), tags: [] } : SCHEMA;
}

const PROBLEMS: readonly Problem[] = [
  {
    severity: 'warning',
    code: 'bad-entry',
    line: 7,
    message: '2 entries could not be read and are kept as they are.',
  },
  {
    severity: 'warning',
    code: 'size-mismatch',
    message: 'The labels were made for 800 × 600 pixels; this image has 1600 × 1067.',
  },
];

async function sizeOf(uri: string): Promise<typeof SIZE> {
  const image = new Image();
  image.src = uri;
  await image.decode();
  return { widthPx: image.naturalWidth, heightPx: image.naturalHeight };
}

async function imageOf({ scene, imageUri }: SceneOptions, size: typeof SIZE): Promise<ImageSource> {
  if (scene === 'missing')
    return {
      kind: 'missing',
      reason: 'bench-03.jpg is a Git LFS pointer: its 2.4 MB were not downloaded.',
      fetch: 'Pull This Image',
      ...size,
    };
  if (scene === 'broken') return { kind: 'uri', uri: 'data:image/jpeg;base64,/9j/4AAQ', ...size };
  return { kind: 'uri', uri: imageUri ?? (await drawPicture(size.widthPx, size.heightPx)), ...size };
}

function documentOf({ scene, count }: SceneOptions, size: typeof SIZE): AnnotationDoc {
  const doc = emptyDoc({ file: 'bench-03.jpg', ...size });
  if (scene === 'empty' || scene === 'free') return doc;
  const annotations =
    scene === 'many'
      ? manyShapes(count, size)
      : scene === 'kinds'
        ? everyKind(partsOf(size.widthPx, size.heightPx))
        : scene === 'remarks'
          ? remarked(labelled(scene, size))
          : labelled(scene, size);
  return {
    ...doc,
    ...(scene === 'remarks' && REMARKED_FACTS),
    annotations: [...annotations].sort(compareIds),
    tags: scene === 'many' ? [] : ['cluttered'],
  };
}

const NAMES = SCHEMA.classes.map(({ name }) => name);

function labelled(scene: SceneName, { widthPx, heightPx }: typeof SIZE): readonly Annotation[] {
  const parts = partsOf(widthPx, heightPx);
  const own = parts.slice(0, 9).map((part, i) => annotationOf(part, i));
  return scene === 'proposals' ? [...own, ...proposals(parts.slice(9), 30)] : own;
}

function annotationOf(part: Part, i: number): Annotation {
  const label = NAMES[i % 5] ?? 'washer';
  return { id: `own${String(i).padStart(3, '0')}`, label, shape: i % 3 === 1 ? outlineOf(part) : box(part) };
}

function box({ x, y, width, height }: Part): Annotation['shape'] {
  return boxOf({ x: roundPx(x), y: roundPx(y), width: roundPx(width), height: roundPx(height) });
}

function outlineOf({ x, y, width, height }: Part): Annotation['shape'] {
  const corners = Array.from({ length: 12 }, (_, i) => (i * Math.PI) / 6);
  return polygonOf(
    corners.flatMap((angle) => [
      roundPx(x + (width / 2) * (1 + Math.cos(angle))),
      roundPx(y + (height / 2) * (1 + Math.sin(angle))),
    ]),
  );
}

/** What a model would find: some good ones on the parts, the rest with low scores beside them. */
export function proposals(parts: readonly Part[], count: number): readonly Annotation[] {
  const random = seeded(11);
  return Array.from({ length: count }, (_, i): Annotation => {
    const part = parts[i % parts.length] ?? { round: true, x: 0, y: 0, width: 50, height: 50 };
    const good = i < parts.length;
    const shift = (good ? 0.04 : 0.5) * part.width;
    const moved = {
      ...part,
      x: Math.max(0, part.x + (random() - 0.5) * shift),
      y: Math.max(0, part.y + (random() - 0.5) * shift),
    };
    const score = Math.round((good ? 0.55 + 0.42 * random() : 0.05 + 0.4 * random()) * 100) / 100;
    const label = NAMES[Math.floor(random() * 5)] ?? 'washer';
    return {
      id: `det${String(i).padStart(3, '0')}`,
      label,
      shape: box(moved),
      score,
      model: 'parts-nano@3f2a',
      proposed: true,
    };
  });
}

function manyShapes(count: number, { widthPx, heightPx }: typeof SIZE): readonly Annotation[] {
  const random = seeded(5);
  return Array.from({ length: count }, (_, i): Annotation => {
    const part = {
      round: true,
      x: random() * widthPx * 0.98,
      y: random() * heightPx * 0.98,
      width: 4 + random() * 14,
      height: 4 + random() * 14,
    };
    const label = NAMES[i % 5] ?? 'washer';
    return {
      id: `m${i.toString(36).padStart(5, '0')}`,
      label,
      shape: i % 2 === 0 ? box(part) : outlineOf(part),
    };
  });
}
