import assert from 'node:assert/strict';
import {
  mergeDvcConfigs,
  parseDvcConfig,
  remotesOf,
  withConfigValues,
  holdsSecrets,
} from '../../../../src/core/dvc/dvcConfig';

const TEXT = `# team
[core]
    remote = Origin
    autostage = true
['remote "origin"']
    url = https://dagshub.com/me/repo.dvc  # ours
    auth = "basic"
`;

describe("DVC's settings", () => {
  it('are read in lower case, without quotes and comments', () => {
    const config = parseDvcConfig(TEXT);
    assert.equal(config.get('remote "origin"')?.get('auth'), 'basic');
    assert.deepEqual(remotesOf(config), [
      { name: 'origin', url: 'https://dagshub.com/me/repo.dvc', isDefault: true },
    ]);
  });

  it('win value by value, the later ones', () => {
    const local = parseDvcConfig('[core]\nremote = other\n');
    const merged = mergeDvcConfigs([parseDvcConfig(TEXT), local]);
    assert.deepEqual(Object.fromEntries(merged.get('core') ?? []), { remote: 'other', autostage: 'true' });
  });

  it('are changed where they stand, everything else kept', () => {
    const changed = withConfigValues(TEXT, 'remote "origin"', { user: 'me', auth: 'custom' });
    assert.equal(changed, TEXT.replace('auth = "basic"', 'auth = custom\n    user = me'));
    assert.equal(
      withConfigValues(changed, 'remote "origin"', { user: undefined }),
      TEXT.replace('"basic"', 'custom'),
    );
    const added = withConfigValues(TEXT.replaceAll('\n', '\r\n'), 'remote "b"', { url: 'x,y' });
    assert.equal(added, `${TEXT}['remote "b"']\n    url = "x,y"\n`.replaceAll('\n', '\r\n'));
    assert.equal(parseDvcConfig(added).get('remote "b"')?.get('url'), 'x,y');
    assert.equal(withConfigValues('', 'core', { remote: 'a' }), '[core]\n    remote = a\n');
  });

  it('of any kind do no harm', () => {
    const config = parseDvcConfig('[__proto__]\nconstructor = 1\n[\n=\nx\n[]\n');
    assert.equal(config.get('__proto__')?.get('constructor'), '1');
  });

  it('is told to hold secrets when a remote has a password, a key or a token in it', () => {
    const remote = (line: string): boolean => holdsSecrets(parseDvcConfig(`['remote "r"']\n    ${line}\n`));
    for (const line of [
      'password = x',
      'secret_access_key = x',
      'access_key_id = x',
      'sas_token = x',
      'custom_auth_header = x',
      'url = https://me:pw@host/x',
    ])
      assert.equal(remote(line), true, line);
    for (const line of [
      'url = https://host/x.dvc',
      'user = me',
      'password =',
      'auth = basic',
      'url = s3://b/x',
    ])
      assert.equal(remote(line), false, line);
    assert.equal(holdsSecrets(parseDvcConfig('[core]\n    password = x\n')), false);
  });
});
