import { AbortSource } from '../../protocol/abort';
import type { AbortLike } from '../../protocol/abort';
import type { Serve } from '../../protocol/rpc';
import type { InferenceContract, InferenceSettings } from '../../protocol/worker';
import { Detector } from './detect';
import { describe, Models } from './model';
import { Sessions } from './sessions';

/** What an inference process serves. A newer detection on an image cancels an older one on it. */
export function serveInference(settings: InferenceSettings): Serve<InferenceContract> {
  const models = new Models(new Sessions(settings));
  const detector = new Detector(models);
  const newest = newestOnly();
  return {
    calls: {
      ping: () => null,
      describeModel: async (source) => describe(await models.open(source)),
      warm: async (source, { progress }) => {
        progress({ stage: 'model', fraction: 0 });
        const model = await models.open(source);
        return describe(model, await models.session(model));
      },
      prefetch: async (args) => {
        await detector.prefetch(args);
        return null;
      },
      detect: (args, { signal, progress }) =>
        newest(args.imagePath, signal, (merged) => detector.detect(args, { signal: merged, progress })),
    },
    notes: {},
  };
}

type Work<T> = (signal: AbortLike) => Promise<T>;

/** Runs work per key so that starting anew aborts what still runs under the same key. */
function newestOnly(): <T>(key: string, signal: AbortLike, work: Work<T>) => Promise<T> {
  const running = new Map<string, AbortSource>();
  return async (key, signal, work) => {
    running.get(key)?.abort();
    const mine = new AbortSource();
    running.set(key, mine);
    const abort = (): void => mine.abort();
    signal.addEventListener('abort', abort);
    try {
      return await work(mine.signal);
    } finally {
      signal.removeEventListener('abort', abort);
      if (running.get(key) === mine) running.delete(key);
    }
  };
}
