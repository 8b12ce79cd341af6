import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from '../../src/core/formats/format';
import { openSource } from '../../src/engine/formats/openSource';
import { skipBecause } from './skipBecause';

const FIXTURES = join(process.cwd(), '../shared/fixtures');

/** The path of a shared fixture; skips the test when it is not there. */
export function fixture(context: Mocha.Context, path: string): string {
  const place = join(FIXTURES, path);
  return existsSync(place) ? place : skipBecause(context, `no ../shared/fixtures/${path}`);
}

/** A shared fixture as formats read it; `images` is a fixture folder in which images are looked for, too. */
export function fixtureSource(context: Mocha.Context, path: string, images?: string): Source {
  const folder = images === undefined ? {} : { images: fixture(context, images) };
  return openSource(fixture(context, path), { notice: () => undefined, ...folder }).source;
}
