import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { dagsHubRepo, type DagsHubRepo } from '../../../src/core/remotes/dagshub';
import { forgetCredentials, planStorage, setUpStorage } from '../../../src/engine/dagshub/storage';
import { verifyRepo } from '../../../src/engine/dagshub/verify';
import { git, gitFolder } from '../../helpers/gitRepo';
import { writeFiles } from '../../helpers/tempFolder';

const CREDENTIALS = { user: 'me', token: 'T0ken-0f-mine#1' };

describe("DagsHub's storage", function () {
  this.timeout(20_000);
  const repo = dagsHubRepo('https://dagshub.com/me/nuts.git') as DagsHubRepo;

  it('is set up with the address in git and the token only beside it', async () => {
    const root = gitFolder();
    writeFiles(root, { '.dvc/config': '# ours\n[core]\n    autostage = true\n', '.dvc/.gitignore': '/tmp' });
    const plan = await planStorage(root, repo);
    assert.deepEqual(plan, {
      remote: 'origin',
      url: 'https://dagshub.com/me/nuts.dvc',
      isKnown: false,
      becomesDefault: true,
    });
    await setUpStorage(root, plan, CREDENTIALS);
    const read = (name: string): string => readFileSync(join(root, '.dvc', name), 'utf8');
    assert.equal(
      read('config'),
      `# ours\n[core]\n    autostage = true\n    remote = origin\n['remote "origin"']\n    url = https://dagshub.com/me/nuts.dvc\n`,
    );
    assert.match(read('config.local'), /user = me\n\s+password = "T0ken-0f-mine#1"/);
    if (process.platform !== 'win32') assert.equal(statSync(join(root, '.dvc/config.local')).mode & 0o077, 0);
    git(root, 'add', '.');
    assert.doesNotMatch(git(root, 'ls-files'), /config\.local/);
    assert.doesNotMatch(git(root, 'diff', '--cached'), /T0ken/);
    const again = await planStorage(root, repo);
    assert.deepEqual([again.remote, again.isKnown, again.becomesDefault], ['origin', true, false]);
    await setUpStorage(root, again, { ...CREDENTIALS, token: 'an0ther-token' });
    assert.equal(read('config.local').match(/password/g)?.length, 1);
    await forgetCredentials(root, 'origin');
    assert.doesNotMatch(read('config.local'), /an0ther|me/);
  });

  it('stands beside other remotes', async () => {
    const root = gitFolder();
    writeFiles(root, {
      '.dvc/config': `[core]\n    remote = origin\n['remote "origin"']\n    url = s3://bucket\n`,
    });
    const plan = await planStorage(root, repo);
    assert.deepEqual([plan.remote, plan.becomesDefault], ['dagshub', false]);
    await setUpStorage(root, plan, CREDENTIALS);
    assert.match(
      readFileSync(join(root, '.dvc/config'), 'utf8'),
      /remote = origin\n\['remote "origin"'\]\n {4}url = s3:\/\/bucket\n/,
    );
  });

  it('refuses a token with line breaks, without telling it', async () => {
    const root = gitFolder();
    writeFiles(root, { '.dvc/config': '' });
    const broken = { user: 'me', token: 'secret-part\n[core]' };
    const error: unknown = await setUpStorage(root, await planStorage(root, repo), broken).catch(
      (e: unknown) => e,
    );
    assert.match(String(error), /line breaks/);
    assert.doesNotMatch(String(error), /secret-part/);
  });

  describe('is verified by a server', () => {
    let server: Server;
    let local: DagsHubRepo;
    let answer: (request: IncomingMessage, response: ServerResponse) => void;
    beforeEach(async () => {
      server = createServer((request, response) => answer(request, response));
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      const { port } = server.address() as AddressInfo;
      local = { server: `http://127.0.0.1:${port}`, owner: 'me', name: 'nuts' };
    });
    afterEach(() => {
      server.closeAllConnections();
      server.close();
    });

    it('that gets the token in a header, and never in the address', async () => {
      let seen: IncomingMessage | undefined;
      answer = (request, response) => {
        seen = request;
        response.end('{}');
      };
      assert.deepEqual(await verifyRepo(local, CREDENTIALS), { kind: 'ok' });
      assert.equal(seen?.url, '/api/v1/repos/me/nuts');
      assert.equal(
        Buffer.from(seen.headers.authorization?.slice('Basic '.length) ?? '', 'base64').toString(),
        'me:T0ken-0f-mine#1',
      );
    });

    it('in words, without the token', async () => {
      for (const [status, kind] of [
        [401, 'refused'],
        [403, 'refused'],
        [404, 'notFound'],
        [302, 'unreachable'],
        [500, 'unreachable'],
      ] as const) {
        answer = (_, response) =>
          response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end('T0ken-0f-mine#1');
        const found = await verifyRepo(local, CREDENTIALS);
        assert.equal(found.kind, kind);
        assert.doesNotMatch(JSON.stringify(found), /T0ken/);
      }
    });

    it('that may hang, be away, or be cancelled', async () => {
      answer = () => undefined;
      const slow = await verifyRepo(local, CREDENTIALS, { timeoutMs: 200 });
      assert.equal(slow.kind, 'unreachable');
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 100);
      assert.equal((await verifyRepo(local, CREDENTIALS, { signal: controller.signal })).kind, 'cancelled');
      const away = await verifyRepo({ ...local, server: 'http://127.0.0.1:1' }, CREDENTIALS);
      assert.equal(away.kind, 'unreachable');
      assert.doesNotMatch(JSON.stringify(away), /T0ken/);
    });
  });
});
