import { classColor } from '../../src/core/scene/colors';
import type { LabelSchema } from '../../src/core/schema/labelSchema';
import type { LookOf, OwnLook } from '../canvas/ownLook';
import { KIND_TEXTS, type DiffKind } from './diffKinds';
import { placeOf, type DiffRole } from './diffIds';

/** How a kind of change is drawn: its colour, and the pattern that says the same without it. Lengths: CSS pixels. */
export type KindLook = Pick<OwnLook, 'color' | 'dash' | 'hatch' | 'fillOpacity' | 'linePx'>;

export const KIND_LOOKS: Readonly<Record<DiffKind, KindLook>> = {
  conflict: { color: '#ff5fd2', hatch: 'cross', fillOpacity: 0.16, linePx: 3 },
  added: { color: '#35c75a', fillOpacity: 0.2, linePx: 2.5 },
  removed: { color: '#ff5a5f', dash: [5, 4], hatch: 'back', fillOpacity: 0.1, linePx: 2.5 },
  relabelled: { color: '#b98cff', hatch: 'forward', fillOpacity: 0.1, linePx: 2.5 },
  reshaped: { color: '#ff9a33', fillOpacity: 0.08, linePx: 2.5 },
  moved: { color: '#4aa8ff', fillOpacity: 0.08, linePx: 2.5 },
  described: { color: '#ffd23f', dash: [2, 3], hatch: 'dots', fillOpacity: 0.06, linePx: 2.5 },
  proposed: { color: '#2fd6c3', dash: [8, 3], fillOpacity: 0.06, linePx: 2 },
  noted: { color: '#b4b4b4', dash: [1, 3], fillOpacity: 0, linePx: 2 },
};

const UNCHANGED: OwnLook = { color: '#a3a3a3', fillOpacity: 0, linePx: 1, tag: '' };
/** How it was, where the kind itself has solid lines. */
const BEFORE_DASH = [9, 6] as const;
const WAY_DASH = [5, 4] as const;
const HIGH_CONTRAST_PX = 1;

export interface LookSettings {
  readonly schema: LabelSchema;
  /** Colours say the kind of change, or the class. */
  readonly colorBy: 'change' | 'class';
  readonly isHighContrast: boolean;
}

/** The looks of everything on the canvases; the same settings should be asked for once, as one value is one look. */
export function diffLooks({ schema, colorBy, isHighContrast }: LookSettings): LookOf {
  return (annotation) => {
    const place = placeOf(annotation.id);
    if (!place) return undefined;
    const { kind, role } = place;
    const own = kind === undefined ? UNCHANGED : lookOf(kind, role, tagOf(kind, role, annotation));
    const color = colorBy === 'class' ? classColor(schema, annotation.label) : own.color;
    return { ...own, color, ...(isHighContrast && { linePx: (own.linePx ?? 2) + HIGH_CONTRAST_PX }) };
  };
}

function lookOf(kind: DiffKind, role: DiffRole, tag: string): OwnLook {
  const look = KIND_LOOKS[kind];
  if (role === 'way') return { color: look.color, dash: WAY_DASH, linePx: 2, bare: true, tag: '' };
  // What is gone is drawn as its kind says; what went on shows its place of before in dashes.
  if (role === 'before' && kind !== 'removed' && kind !== 'proposed')
    return { color: look.color, dash: look.dash ?? BEFORE_DASH, fillOpacity: 0, linePx: 2, tag };
  return { ...look, tag };
}

/** "+ car", "car → truck"; the place of before has none beside the place of after. */
function tagOf(
  kind: DiffKind,
  role: DiffRole,
  { label, extra }: { readonly label: string; readonly extra?: Readonly<Record<string, unknown>> },
): string {
  const [was, is] = [extra?.['was'], extra?.['is']];
  if (extra?.['quiet'] === true) return '';
  const name = label === '' ? '?' : label;
  if (typeof was === 'string' && typeof is === 'string') return `${was || '?'} → ${is || '?'}`;
  return role === 'way' ? '' : `${KIND_TEXTS[kind].glyph} ${name}`;
}
