import { factsOf } from '../../src/core/edit/edit';
import { setFacts } from '../../src/core/edit/edits';
import type { TagGroup } from '../../src/core/schema/labelSchema';
import type { Page } from '../page';

/** Sets or takes back a tag of the whole image; in a group of one choice it replaces the others. */
export function toggleTag(page: Page, group: TagGroup, tag: string): void {
  const { doc } = page.store.state;
  const others = new Set(group.options.map(({ name }) => name));
  const has = doc.tags.includes(tag);
  const kept = doc.tags.filter((other) => other !== tag && !(group.choice === 'single' && others.has(other)));
  const tags = has ? kept : [...kept, tag];
  page.session.commit(setFacts(`${has ? 'Remove' : 'Set'} tag ${tag}`, doc, { ...factsOf(doc), tags }));
}

/** Done, or not said. */
export function toggleDone(page: Page): void {
  const { doc } = page.store.state;
  const { state, ...others } = factsOf(doc);
  const facts = state === 'done' ? others : ({ ...others, state: 'done' } as const);
  page.session.commit(setFacts(state === 'done' ? 'Mark as not done' : 'Mark as done', doc, facts));
}
