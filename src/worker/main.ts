import type { ImagingSettings, InferenceSettings } from '../protocol/worker';
import { Rpc } from '../protocol/rpc';
import { runBuild, type BuildJob } from './imaging/pyramid/build';
import { serveImaging } from './imaging/serve';
import { serveInference } from './inference/serve';
import { processPort } from './processPort';

/**
 * Entry of a worker process: `worker.js imaging [settings as JSON]`, `worker.js inference
 * [settings as JSON]`; the imaging process starts `worker.js pyramid JOB` for itself. */
function main([role, settings]: readonly string[]): void {
  process.on('disconnect', () => process.exit(0));
  if (role === 'imaging')
    new Rpc(processPort(), serveImaging(JSON.parse(settings ?? '{}') as ImagingSettings));
  else if (role === 'inference')
    new Rpc(processPort(), serveInference(JSON.parse(settings ?? '{}') as InferenceSettings));
  else if (role === 'pyramid') void runBuild(JSON.parse(settings ?? '{}') as BuildJob);
  else {
    console.error(`worker: the role must be 'imaging' or 'inference', got '${role ?? ''}'`);
    process.exit(2);
  }
}

main(process.argv.slice(2));
