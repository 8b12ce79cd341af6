import assert from 'node:assert/strict';
import {
  dagsHubApi,
  dagsHubCommit,
  dagsHubDvcUrl,
  dagsHubExperiment,
  dagsHubFile,
  dagsHubPage,
  dagsHubRepo,
} from '../../../../src/core/remotes/dagshub';

const REPO = { server: 'https://dagshub.com', owner: 'me', name: 'nuts.and-bolts' };

describe('an address of DagsHub', () => {
  it('is recognised in every form, without user and token', () => {
    for (const url of [
      'https://dagshub.com/me/nuts.and-bolts',
      'https://dagshub.com/me/nuts.and-bolts/',
      'https://dagshub.com/me/nuts.and-bolts.git',
      'https://www.dagshub.com/me/nuts.and-bolts.git',
      'https://me:s3cr3t@dagshub.com/me/nuts.and-bolts.git',
      'https://s3cr3t@DagsHub.com/me/nuts.and-bolts.git',
      'https://dagshub.com/me/nuts.and-bolts.dvc',
      'https://dagshub.com/me/nuts.and-bolts.s3',
      'https://dagshub.com/me/nuts.and-bolts.mlflow',
      'git@dagshub.com:me/nuts.and-bolts.git',
      'ssh://git@dagshub.com/me/nuts.and-bolts.git',
      'ssh://git@dagshub.com:22/me/nuts.and-bolts.git',
    ])
      assert.deepEqual(dagsHubRepo(url), REPO, url);
  });

  it('may be of a server of one’s own', () => {
    assert.deepEqual(dagsHubRepo('http://hub.lab:8080/me/x.git', 'https://hub.lab:8080/'), {
      server: 'http://hub.lab:8080',
      owner: 'me',
      name: 'x',
    });
    assert.equal(dagsHubRepo('https://dagshub.com/me/x.git', 'hub.lab'), undefined);
  });

  it('is no other', () => {
    for (const url of [
      'https://github.com/me/x.git',
      'https://dagshub.com.evil.org/me/x.git',
      'https://dagshub.com@evil.org/me/x.git',
      'https://evil.org/dagshub.com/me/x.git',
      'https://dagshub.com/me',
      'https://dagshub.com/api/v1/repos/me/x',
      'https://dagshub.com/me/..',
      's3://dvc',
      '/srv/dagshub.com/me/x',
      '',
    ])
      assert.equal(dagsHubRepo(url), undefined, url);
  });

  it('has pages for the repository, commits, files and experiments', () => {
    assert.equal(dagsHubPage(REPO), 'https://dagshub.com/me/nuts.and-bolts');
    assert.equal(dagsHubCommit(REPO, 'abc'), 'https://dagshub.com/me/nuts.and-bolts/commit/abc');
    assert.equal(
      dagsHubFile(REPO, 'labels/anna', 'data/a b#1.jpg'),
      'https://dagshub.com/me/nuts.and-bolts/src/labels/anna/data/a%20b%231.jpg',
    );
    assert.equal(dagsHubDvcUrl(REPO), 'https://dagshub.com/me/nuts.and-bolts.dvc');
    assert.equal(dagsHubApi(REPO), 'https://dagshub.com/api/v1/repos/me/nuts.and-bolts');
    assert.equal(dagsHubExperiment(REPO), 'https://dagshub.com/me/nuts.and-bolts/experiments');
    assert.equal(
      dagsHubExperiment(REPO, '0123456789abcdef0123456789abcdef'),
      'https://dagshub.com/me/nuts.and-bolts/experiments/#/experiment/m_0123456789abcdef0123456789abcdef',
    );
  });
});
