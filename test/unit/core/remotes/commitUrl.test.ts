import assert from 'node:assert/strict';
import { commitUrl } from '../../../../src/core/remotes/commitUrl';
import { remotePlace } from '../../../../src/core/remotes/remoteUrl';

const HASH = 'f'.repeat(40);

function pageOf(url: string): string | undefined {
  const place = remotePlace(url);
  assert.ok(place, url);
  return commitUrl(place, HASH);
}

describe('the page of a commit', () => {
  it('is found from any address of a known server', () => {
    const pages = {
      'git@github.com:ann/parts.git': 'https://github.com/ann/parts/commit',
      'https://token@gitlab.example.org/group/sub/parts.git':
        'https://gitlab.example.org/group/sub/parts/-/commit',
      'https://bitbucket.org/ann/parts.git': 'https://bitbucket.org/ann/parts/commits',
      'https://dagshub.com/ann/parts.git': 'https://dagshub.com/ann/parts/commit',
      'https://codeberg.org/ann/parts.git': 'https://codeberg.org/ann/parts/commit',
    };
    for (const [url, page] of Object.entries(pages)) assert.equal(pageOf(url), `${page}/${HASH}`);
  });

  it('is not guessed', () => {
    assert.equal(pageOf('https://git.example.org/ann/parts.git'), undefined);
  });
});
