/** How the picture is shown. Only what is seen changes: never the file, never what models get. */
export interface DisplaySettings {
  /** -1 to 1; 0 leaves it as it is. */
  readonly brightness: number;
  /** -1 to 1; 0 leaves it as it is. */
  readonly contrast: number;
  /** 0.1 to 5; 1 leaves it as it is. */
  readonly gamma: number;
  readonly invert: boolean;
  readonly channel: 'all' | 'red' | 'green' | 'blue' | 'alpha' | 'luminance';
  /** Values (as stored, after rescale) shown as black and white; undefined = the picture's own default window. */
  readonly window: { readonly low: number; readonly high: number } | undefined;
  /** Contrast limited adaptive histogram equalization. */
  readonly clahe: boolean;
  /** False colours for one-channel pictures; `grey` shows them as they are. */
  readonly colormap: ColormapName;
}

export const COLORMAPS = ['grey', 'viridis', 'inferno', 'turbo', 'hot', 'bone'] as const;
export type ColormapName = (typeof COLORMAPS)[number];

export const DEFAULT_DISPLAY: DisplaySettings = {
  brightness: 0,
  contrast: 0,
  gamma: 1,
  invert: false,
  channel: 'all',
  window: undefined,
  clahe: false,
  colormap: 'grey',
};

/** How annotations are shown. */
export interface ShapeDisplay {
  readonly colorBy: 'class' | 'instance' | 'group';
  /** Opacity of fills, 0 to 1. */
  readonly fillOpacity: number;
  /** Opacity of fills of selected shapes, 0 to 1. */
  readonly selectedOpacity: number;
  readonly outline: boolean;
  readonly showLabels: 'always' | 'hover' | 'never';
}

/** What lies over the canvas besides annotations. */
export interface GuideDisplay {
  readonly crosshair: boolean;
  readonly minimap: boolean;
  readonly rulers: boolean;
  /** The pixel grid at high zoom, and pixel values when there is room for them. */
  readonly pixelGrid: boolean;
  readonly pixelValues: boolean;
}
