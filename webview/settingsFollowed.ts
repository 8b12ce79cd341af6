import type { EditorSettings } from '../src/protocol/editor';
import type { State } from './store';

/** The settings, and what they say about the display where they differ from those that were known before. */
export function followSettings(
  state: Pick<State, 'settings' | 'shapeDisplay' | 'guides'>,
  settings: EditorSettings,
): Partial<State> {
  const { showLabels, fillOpacity, showCrosshair } = settings;
  const { settings: before, shapeDisplay, guides } = state;
  return {
    settings,
    shapeDisplay: {
      ...shapeDisplay,
      ...(showLabels !== before.showLabels && { showLabels }),
      ...(fillOpacity !== before.fillOpacity && { fillOpacity }),
    },
    guides: { ...guides, ...(showCrosshair !== before.showCrosshair && { crosshair: showCrosshair }) },
  };
}
