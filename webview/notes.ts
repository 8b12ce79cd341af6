import type { PageContract, Snapshot } from '../src/protocol/editor';
import type { Serve } from '../src/protocol/rpc';
import { attempt, runAction } from './actions';
import type { Page } from './page';
import { goToAnnotation } from './actions/goToAnnotation';
import { takeReview } from './actions/review';
import { followSettings } from './settingsFollowed';
import type { State, Store } from './store';

/** Shows what a snapshot says besides the document, which the session takes. */
export function showSnapshot(store: Store, snapshot: Snapshot): void {
  const { image, schema, hasSchemaFile, problems, position, model, settings, keys } = snapshot;
  store.set({
    ready: true,
    ...(isOther(store.state.image, image) && { image, imageError: undefined }),
    schema,
    hasSchemaFile,
    labelFile: snapshot.labelFile,
    readOnly: snapshot.readOnly,
    problems,
    position,
    pages: snapshot.pages,
    model,
    ...followSettings(store.state, settings),
    keys,
  });
}

/** A snapshot that names the same picture must not make the canvas load it again. */
function isOther(shown: State['image'], next: State['image']): boolean {
  if (shown?.kind !== next?.kind || !shown || !next) return true;
  if (shown.kind === 'uri' && next.kind === 'uri') return shown.uri !== next.uri;
  if (shown.kind === 'tiled' && next.kind === 'tiled') return shown.id !== next.id;
  if (shown.kind === 'missing' && next.kind === 'missing') return shown.reason !== next.reason;
  return true;
}

/** What the page does with each note of the host; `current` gives the page once it is built. */
export function pageService(current: () => Page | undefined): Serve<PageContract> {
  const on = (use: (page: Page) => void): void => {
    const page = current();
    if (page) use(page);
  };
  const set = (change: Partial<State>): void => on(({ store }) => store.set(change));
  return {
    calls: {
      settle: async () => {
        const session = current()?.session;
        session?.flush();
        await session?.settled();
        return null;
      },
    },
    notes: {
      snapshot: (snapshot) =>
        on((page) => {
          page.session.take(snapshot);
          takeReview(page, snapshot.review);
        }),
      changed: (change) => on(({ session }) => session.receive(change)),
      schema: ({ schema, hasSchemaFile }) => set({ schema, hasSchemaFile }),
      image: ({ source, pages }) => set({ image: source, pages, imageError: undefined }),
      settings: (settings) => on(({ store }) => store.set(followSettings(store.state, settings))),
      position: (position) => set({ position }),
      model: (model) => set({ model }),
      action: ({ id }) => on((page) => runAction(page, id)),
      select: ({ annotation }) => on((page) => attempt(page, () => goToAnnotation(page, annotation))),
      progress: (progress) => set({ progress: progress ?? undefined }),
      review: (review) => on((page) => takeReview(page, review ?? undefined)),
      notice: (notice) => set({ notice }),
    },
  };
}
