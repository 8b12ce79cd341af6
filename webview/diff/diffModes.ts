import type { DiffMode } from './diffState';

/** What the modes are called, and what they show. */
export const MODE_TEXTS: Readonly<Record<DiffMode, { readonly title: string; readonly meaning: string }>> = {
  overlay: { title: 'Overlay', meaning: 'both versions in one picture' },
  swipe: { title: 'Swipe', meaning: 'older left of a divider, newer right of it' },
  onion: { title: 'Onion Skin', meaning: 'the newer version fades over the older one' },
  flicker: { title: 'Flicker', meaning: 'the versions take turns' },
  side: { title: 'Side by Side', meaning: 'two views that move together' },
};
