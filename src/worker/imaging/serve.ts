import type { Serve } from '../../protocol/rpc';
import type { ImagingContract, ImagingSettings } from '../../protocol/worker';
import { Pictures } from './pictures';
import { preview } from './preview';
import { probe } from './probe';

export function serveImaging(settings: ImagingSettings): Serve<ImagingContract> {
  const pictures = new Pictures(settings);
  return {
    calls: {
      ping: () => null,
      openPicture: (args) => pictures.open(args),
      tile: (args, { signal }) => pictures.tile(args, signal),
      closePicture: ({ id }) => {
        pictures.close(id);
        return null;
      },
      probe: ({ path }) => probe(path),
      preview: (args, { signal }) => preview(args, signal),
    },
    notes: {},
  };
}
