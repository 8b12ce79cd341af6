/** Each layer's folder and the layers it may import, as the architecture has it. */
export const LAYERS = {
  'src/core': [],
  'src/protocol': ['src/core'],
  'src/worker': ['src/core', 'src/protocol'],
  'src/engine': ['src/core', 'src/protocol'],
  'src/host': ['src/core', 'src/protocol', 'src/engine'],
  'src/cli': ['src/core', 'src/protocol', 'src/engine'],
  'src/dev': ['src/core', 'src/protocol', 'src/engine'],
  webview: ['src/core', 'src/protocol'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Layer = keyof typeof LAYERS;

export const layerNames = Object.keys(LAYERS) as Layer[];
