import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareUrl, forgeOf, repositoryUrl, type Forge } from '../../../../src/core/remotes/compareUrl';
import { remotePlace, withoutSecrets } from '../../../../src/core/remotes/remoteUrl';

const change = { base: 'main', branch: 'labels/anna-bolts' };

/** Remote, the page to propose on. */
const PAGES: readonly (readonly [remote: string, page: string])[] = [
  ...[
    'https://github.com/acme/nuts.git',
    'https://github.com/acme/nuts',
    'https://github.com/acme/nuts/',
    'https://anna:ghp_secret@github.com/acme/nuts.git',
    'https://ghp_secret@GitHub.com/acme/nuts.git',
    'git@github.com:acme/nuts.git',
    'github.com:acme/nuts.git',
    'git@github.com:/acme/nuts.git',
    'ssh://git@github.com/acme/nuts.git',
    'ssh://git@ssh.github.com:443/acme/nuts.git',
    'git+ssh://git@github.com:22/acme/nuts',
    'git://github.com/acme/nuts.git',
    '[git@github.com:22]:acme/nuts.git',
  ].map(
    (remote) => [remote, 'https://github.com/acme/nuts/compare/main...labels/anna-bolts?expand=1'] as const,
  ),
  [
    'ssh://git@gitlab.example.org:2222/group/sub/nuts.git',
    'https://gitlab.example.org/group/sub/nuts/-/merge_requests/new?merge_request%5Bsource_branch%5D=labels%2Fanna-bolts&merge_request%5Btarget_branch%5D=main',
  ],
  [
    'http://anna@gitlab.local:8080/group/nuts.git',
    'http://gitlab.local:8080/group/nuts/-/merge_requests/new?merge_request%5Bsource_branch%5D=labels%2Fanna-bolts&merge_request%5Btarget_branch%5D=main',
  ],
  [
    'git@bitbucket.org:acme/nuts.git',
    'https://bitbucket.org/acme/nuts/pull-requests/new?source=labels%2Fanna-bolts&dest=main',
  ],
  ...['https://code.example.org/scm/ml/nuts.git', 'ssh://git@bitbucket.example.org:7999/ml/nuts.git'].map(
    (remote) =>
      [
        remote,
        `https://${remote.includes('code.') ? 'code' : 'bitbucket'}.example.org/projects/ML/repos/nuts/pull-requests?create&sourceBranch=refs%2Fheads%2Flabels%2Fanna-bolts&targetBranch=refs%2Fheads%2Fmain`,
      ] as const,
  ),
  [
    'ssh://git@stash.example.org:7999/~anna/nuts.git',
    'https://stash.example.org/users/anna/repos/nuts/pull-requests?create&sourceBranch=refs%2Fheads%2Flabels%2Fanna-bolts&targetBranch=refs%2Fheads%2Fmain',
  ],
  [
    'https://anna:token@dagshub.com/acme/nuts.git',
    'https://dagshub.com/acme/nuts/compare/main...labels/anna-bolts',
  ],
  ['ssh://git@gitea.lan:3022/acme/nuts.git', 'https://gitea.lan/acme/nuts/compare/main...labels/anna-bolts'],
  [
    'git@ssh.dev.azure.com:v3/acme/vision/nuts',
    'https://dev.azure.com/acme/vision/_git/nuts/pullrequestcreate?sourceRef=labels%2Fanna-bolts&targetRef=main',
  ],
  [
    'https://acme@dev.azure.com/acme/vision/_git/nuts',
    'https://dev.azure.com/acme/vision/_git/nuts/pullrequestcreate?sourceRef=labels%2Fanna-bolts&targetRef=main',
  ],
];

describe('the page of a proposal', () => {
  for (const [remote, page] of PAGES)
    it(`is found from ${withoutSecrets(remote)}`, () => {
      const place = remotePlace(remote);
      assert.ok(place);
      const forge = forgeOf(place);
      assert.ok(forge);
      assert.equal(compareUrl(place, forge, change), page);
    });

  it('asks which kind of server an unknown host is, and takes the answer', () => {
    const place = remotePlace('git@git.example.org:acme/nuts.git');
    assert.ok(place);
    assert.equal(forgeOf(place), undefined);
    assert.equal(repositoryUrl(place), 'https://git.example.org/acme/nuts');
    assert.equal(
      compareUrl(place, 'gitea', change),
      'https://git.example.org/acme/nuts/compare/main...labels/anna-bolts',
    );
  });

  it('says nothing of folders, files and what is no address', () => {
    const none = ['/srv/nuts.git', '../nuts', 'C:\\nuts', 'C:/nuts', 'file:///srv/nuts.git', '', 'origin'];
    const odd = ['https://', 'https://github.com', 'https://github.com/a/../b', 'git@github.com:a\nb/c'];
    for (const remote of [...none, ...odd, 'https://ev%il/a/b', 'https://h/%E0%A4%A/b', 'ext::sh -c "x"'])
      assert.equal(remotePlace(remote), undefined, remote);
  });

  it('keeps names of branches from being anything else than names', () => {
    const place = remotePlace('https://github.com/acme/nuts');
    assert.ok(place);
    assert.equal(
      compareUrl(place, 'github', { base: 'ma#in', branch: 'a?b&c=ü "' }),
      'https://github.com/acme/nuts/compare/ma%23in...a%3Fb%26c%3D%C3%BC%20%22?expand=1',
    );
  });

  it('never shows a secret, whatever the address', () => {
    const forges: readonly Forge[] = ['github', 'gitlab', 'bitbucket', 'bitbucket-server', 'dagshub'];
    const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    const secret = word.map((text) => `SECRET${text}`);
    fc.assert(
      fc.property(word, secret, word, word, fc.constantFrom(...forges), (user, token, host, path, forge) => {
        const address = `https://${user}:${token}@${host}.org/${path}/nuts.git`;
        const place = remotePlace(address);
        assert.ok(place);
        assert.ok(!compareUrl(place, forge, change).includes('SECRET'));
        assert.ok(!withoutSecrets(address).includes('SECRET'));
      }),
    );
  });
});
