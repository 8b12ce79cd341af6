import type { Serve } from '../../protocol/rpc';
import type { ImagingContract } from '../../protocol/worker';
import { preview } from './preview';
import { probe } from './probe';

export const serveImaging = (): Serve<ImagingContract> => ({
  calls: {
    probe: ({ path }) => probe(path),
    preview: (args, { signal }) => preview(args, signal),
  },
  notes: {},
});
