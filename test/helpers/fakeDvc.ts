import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { skipBecause } from './skipBecause';

/** How the double is to misbehave. */
export interface FakeDvcOptions {
  /** So many first commands find the repository locked. */
  readonly locked?: number;
  /** These commands never end. */
  readonly hang?: readonly string[];
  /** These commands fail with a code and a text. */
  readonly fail?: Readonly<Record<string, { readonly code: number; readonly text: string }>>;
}

/**
 * Puts a double of the `dvc` program into a folder and returns the program's path. It works on the real layout of the
 * cache and of `.dvc` files and answers in the real shapes (iterative/dvc: dvc/commands, dvc/repo/data.py), as far as
 * the tests need it: version, add, commit, data status, status -c, checkout, fetch, pull, push, diff. Every call is
 * written to `calls.txt` beside it. Misbehaviour is read anew for each call from `behaviour.json`.
 */
export function fakeDvc(context: Mocha.Context, folder: string, options: FakeDvcOptions = {}): string {
  if (process.platform === 'win32') skipBecause(context, 'the double of dvc is a script with a #! line');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'dvc');
  writeFileSync(path, `#!${process.execPath}\n${SCRIPT}`);
  chmodSync(path, 0o755);
  behave(folder, options);
  return path;
}

/** Changes how the double in the folder behaves from now on. */
export function behave(folder: string, options: FakeDvcOptions): void {
  writeFileSync(join(folder, 'behaviour.json'), JSON.stringify(options));
}

const SCRIPT = String.raw`
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const crypto = require('node:crypto');
const { execFileSync } = require('node:child_process');

const args = process.argv.slice(2);
const home = __dirname;
const behaviourFile = path.join(home, 'behaviour.json');
const behaviour = JSON.parse(fs.readFileSync(behaviourFile, 'utf8'));
fs.appendFileSync(path.join(home, 'calls.txt'), JSON.stringify({ args, cwd: process.cwd(),
  analytics: process.env.DVC_NO_ANALYTICS, prompt: process.env.GIT_TERMINAL_PROMPT,
  gitDir: process.env.GIT_DIR }) + '\n');

const end = (code, text) => { if (text) process.stderr.write('ERROR: ' + text + '\n'); process.exit(code); };
if (args[0] === '--version') { console.log('3.64.0'); process.exit(0); }
const name = args[0] === 'data' ? 'data ' + args[1] : args[0];
if ((behaviour.hang || []).includes(name)) { process.on('SIGINT', () => process.exit(252)); setInterval(() => {}, 1000); return; }
if (behaviour.locked > 0) {
  fs.writeFileSync(behaviourFile, JSON.stringify({ ...behaviour, locked: behaviour.locked - 1 }));
  end(255, 'Unable to acquire lock. Most likely another DVC process is running or was terminated abruptly.');
}
const fault = (behaviour.fail || {})[name];
if (fault) end(fault.code, fault.text);

let root = process.cwd();
while (!fs.existsSync(path.join(root, '.dvc')) && path.dirname(root) !== root) root = path.dirname(root);
if (!fs.existsSync(path.join(root, '.dvc'))) end(253, 'you are not inside of a DVC repository (checked up to mount point "/")');

const cache = path.join(root, '.dvc', 'cache');
const md5 = (bytes) => crypto.createHash('md5').update(bytes).digest('hex');
const objectAt = (base, oid) => path.join(base, 'files', 'md5', oid.slice(0, 2), oid.slice(2));
const rest = args.slice(args[0] === 'data' ? 2 : 1);
const split = rest.indexOf('--');
const flags = (split < 0 ? rest : rest.slice(0, split)).filter((one) => one.startsWith('-'));
const targets = split < 0 ? rest.filter((one) => !one.startsWith('-')) : rest.slice(split + 1);

const ascii = (text) => JSON.stringify(text).replace(/[\u007f-\uffff]/g, (u) => '\\u' + u.charCodeAt(0).toString(16).padStart(4, '0'));
const manifestText = (files) => '[' + [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([relpath, oid]) => '{"md5": ' + ascii(oid) + ', "relpath": ' + ascii(relpath) + '}').join(', ') + ']';
const parse = (text) => {
  const get = (key) => (new RegExp('^[- ] ' + key + ': (.*)$', 'm').exec(text) || [])[1];
  return { oid: get('md5'), name: get('path') };
};
function outs(read) {
  const found = [];
  const look = (folder) => {
    for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const at = path.posix.join(folder, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith('.') && !fs.existsSync(path.join(root, at + '.dvc'))) look(at);
      else if (entry.isFile() && entry.name.endsWith('.dvc')) {
        const text = read(at);
        if (text !== undefined) { const { oid, name } = parse(text); found.push({ file: at, path: path.posix.join(path.posix.dirname(at), name), oid }); }
      }
    }
  };
  look('');
  return found;
}
const onDisk = (file) => fs.readFileSync(path.join(root, file), 'utf8');
const inHead = (file) => { try { return execFileSync('git', ['show', 'HEAD:' + file], { cwd: root, encoding: 'utf8', stdio: 'pipe' }); } catch { return undefined; } };
function filesOf(oid) {
  if (!oid) return new Map();
  if (!oid.endsWith('.dir')) return new Map([['', oid]]);
  const at = objectAt(cache, oid);
  return fs.existsSync(at) ? new Map(JSON.parse(fs.readFileSync(at, 'utf8')).map((e) => [e.relpath, e.md5])) : undefined;
}
function diskFiles(at) {
  const files = new Map();
  const absolute = path.join(root, at);
  if (!fs.existsSync(absolute)) return files;
  if (fs.statSync(absolute).isFile()) return files.set('', md5(fs.readFileSync(absolute)));
  const look = (folder) => {
    for (const entry of fs.readdirSync(path.join(absolute, folder), { withFileTypes: true })) {
      const rel = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) look(rel); else files.set(rel, md5(fs.readFileSync(path.join(absolute, rel))));
    }
  };
  look('');
  return files;
}
const put = (base, oid, bytes) => {
  const at = objectAt(base, oid);
  if (fs.existsSync(at)) return false;
  fs.mkdirSync(path.dirname(at), { recursive: true });
  fs.writeFileSync(at, bytes, { mode: 0o444 });
  return true;
};
function record(at, files, isFolder) {
  let oid; let meta;
  if (isFolder) {
    const text = manifestText(files);
    oid = md5(text) + '.dir';
    put(cache, oid, text);
    let size = 0;
    for (const [, one] of files) size += fs.existsSync(objectAt(cache, one)) ? fs.statSync(objectAt(cache, one)).size : 0;
    meta = '  size: ' + size + '\n  nfiles: ' + files.size + '\n';
  } else { oid = files.get(''); meta = '  size: ' + fs.statSync(path.join(root, at)).size + '\n'; }
  fs.writeFileSync(path.join(root, at + '.dvc'), 'outs:\n- md5: ' + oid + '\n' + meta + '  hash: md5\n  path: ' + path.posix.basename(at) + '\n');
  const ignore = path.join(root, path.posix.dirname(at), '.gitignore');
  const line = '/' + path.posix.basename(at);
  const old = fs.existsSync(ignore) ? fs.readFileSync(ignore, 'utf8') : '';
  if (!old.split('\n').includes(line)) fs.writeFileSync(ignore, old + line + '\n');
}
function store(at, files, only) {
  for (const [rel, oid] of files) if (!only || only.has(rel)) put(cache, oid, fs.readFileSync(path.join(root, at, rel)));
}
function add(target) {
  const at = path.posix.normalize(target).replace(/\/$/, '');
  const owner = outs(onDisk).find((out) => at.startsWith(out.path + '/'));
  if (owner) {
    const files = filesOf(owner.oid);
    if (!files) end(1, 'failed to add: missing cache files');
    const rel = at.slice(owner.path.length + 1);
    const absolute = path.join(root, at);
    if (fs.existsSync(absolute)) { const oid = md5(fs.readFileSync(absolute)); put(cache, oid, fs.readFileSync(absolute)); files.set(rel, oid); }
    else files.delete(rel);
    return record(owner.path, files, true);
  }
  if (!fs.existsSync(path.join(root, at))) end(1, "output '" + at + "' does not exist: no such file or directory");
  const files = diskFiles(at);
  store(at, files);
  record(at, files, fs.statSync(path.join(root, at)).isDirectory());
}
function differences(old, now) {
  const found = { added: [], modified: [], deleted: [] };
  for (const [rel, oid] of now) if (!old.has(rel)) found.added.push(rel); else if (old.get(rel) !== oid) found.modified.push(rel);
  for (const rel of old.keys()) if (!now.has(rel)) found.deleted.push(rel);
  return found;
}
const full = (out, rel) => (rel === '' ? out.path : path.posix.join(out.path, rel));
function remoteFolder() {
  const text = fs.existsSync(path.join(root, '.dvc', 'config')) ? onDisk('.dvc/config') : '';
  const url = (/url\s*=\s*(.+)/.exec(text) || [])[1];
  if (!url) end(1, 'failed to push data to the cloud - config file error: no remote specified in ' + root + '. Create a default remote with\n    dvc remote add -d <remote name> <remote url>');
  return path.resolve(root, '.dvc', url.trim());
}
const compact = (value) => Object.fromEntries(Object.entries(value).filter(([, one]) => (Array.isArray(one) ? one.length > 0 : Object.keys(one).length > 0)));
function status() {
  const committed = { added: [], modified: [], deleted: [], unknown: [] };
  const uncommitted = { added: [], modified: [], deleted: [], unknown: [] };
  const notInCache = []; const notInRemote = [];
  for (const out of outs(onDisk)) {
    const recorded = filesOf(out.oid);
    const before = inHead(out.file);
    const old = before === undefined ? new Map() : filesOf(parse(before).oid);
    if (!recorded) { notInCache.push(out.path + '/'); uncommitted.unknown.push(...[...diskFiles(out.path)].map(([rel]) => full(out, rel))); continue; }
    const disk = differences(recorded, diskFiles(out.path));
    for (const key of Object.keys(disk)) uncommitted[key].push(...disk[key].map((rel) => full(out, rel)));
    if (out.oid.endsWith('.dir') && disk.added.length + disk.modified.length + disk.deleted.length > 0) uncommitted.modified.push(out.path + '/');
    if (old) { const git = differences(old, recorded); for (const key of Object.keys(git)) committed[key].push(...git[key].map((rel) => full(out, rel))); }
    for (const [rel, oid] of recorded) {
      if (!fs.existsSync(objectAt(cache, oid))) notInCache.push(full(out, rel));
      if (flags.includes('--not-in-remote') && !fs.existsSync(objectAt(remoteFolder(), oid))) notInRemote.push(full(out, rel));
    }
  }
  console.log(JSON.stringify(compact({ committed: compact(committed), uncommitted: compact(uncommitted), not_in_cache: notInCache, not_in_remote: notInRemote })));
}
const chosen = () => {
  const all = outs(onDisk);
  if (targets.length === 0) return all.map((out) => ({ out, only: undefined }));
  return targets.map((target) => {
    const at = path.posix.normalize(target).replace(/\/$/, '');
    const out = all.find((one) => one.file === at || one.path === at || at.startsWith(one.path + '/'));
    if (!out) end(1, "'" + target + "' does not exist as an output or a stage name in '" + target + ".dvc'");
    return { out, only: at.startsWith(out.path + '/') ? at.slice(out.path.length + 1) : undefined };
  });
};
function move(from, to, what) {
  let count = 0; const missing = []; const lost = [];
  for (const { out, only } of chosen()) {
    const oids = [];
    if (out.oid.endsWith('.dir')) {
      const list = [objectAt(from, out.oid), objectAt(cache, out.oid)].find((at) => fs.existsSync(at));
      if (!list) { missing.push(out.path); lost.push(out.oid); continue; }
      put(to, out.oid, fs.readFileSync(list));
      for (const e of JSON.parse(fs.readFileSync(list, 'utf8'))) if (only === undefined || e.relpath === only || e.relpath.startsWith(only + '/')) oids.push(e.md5);
    } else oids.push(out.oid);
    for (const oid of oids) {
      const source = objectAt(from, oid);
      if (fs.existsSync(source)) count += put(to, oid, fs.readFileSync(source)) ? 1 : 0;
      else if (!fs.existsSync(objectAt(to, oid))) { missing.push(out.path); lost.push(oid); }
    }
  }
  // Only a warning, and code 0: what fails of a pull is its checkout.
  if (lost.length > 0) process.stderr.write('WARNING: Some of the cache files do not exist neither locally nor on remote. Missing cache files:\n' + lost.map((oid) => 'md5: ' + oid + '\n').join(''));
  if (what === 'pull' && missing.length > 0) end(1, 'failed to pull data from the cloud - Checkout failed for following targets:\n' + [...new Set(missing)].join('\n') + '\nIs your cache up to date?\n<https://error.dvc.org/missing-files>');
  return count;
}
function checkout() {
  for (const { out, only } of chosen()) {
    for (const [rel, oid] of filesOf(out.oid) || []) {
      if (only !== undefined && rel !== only && !rel.startsWith(only + '/')) continue;
      const at = path.join(root, out.path, rel);
      if (fs.existsSync(at) && md5(fs.readFileSync(at)) === oid) continue;
      if (!fs.existsSync(objectAt(cache, oid))) continue;
      fs.mkdirSync(path.dirname(at), { recursive: true });
      console.log((fs.existsSync(at) ? 'M' : 'A') + '\t' + full(out, rel));
      fs.copyFileSync(objectAt(cache, oid), at + '.tmp');
      fs.chmodSync(at + '.tmp', 0o644);
      fs.renameSync(at + '.tmp', at);
    }
  }
}
const files = (n, what) => console.log(n > 0 ? n + ' file' + (n > 1 ? 's' : '') + ' ' + what : 'Everything is up to date.');
process.stderr.write(name + '...\n');
switch (name) {
  case 'version': console.log('DVC version: 3.64.0 (pip)'); break;
  case 'add': targets.forEach(add); break;
  case 'commit': for (const { out } of chosen()) add(out.path); break;
  case 'data status': status(); break;
  case 'status': {
    const found = {};
    for (const out of outs(onDisk)) for (const [rel, oid] of filesOf(out.oid) || []) if (!fs.existsSync(objectAt(remoteFolder(), oid))) found[full(out, rel)] = 'new';
    console.log(JSON.stringify(found));
    break;
  }
  case 'checkout': checkout(); break;
  case 'fetch': files(move(remoteFolder(), cache, 'fetch'), 'fetched'); break;
  case 'pull': { const n = move(remoteFolder(), cache, 'pull'); checkout(); files(n, 'fetched'); break; }
  case 'push': files(move(cache, remoteFolder(), 'push'), 'pushed'); break;
  case 'diff': {
    const result = { added: [], deleted: [], modified: [], renamed: [] };
    for (const out of outs(onDisk)) {
      const before = inHead(out.file);
      const found = differences((before && filesOf(parse(before).oid)) || new Map(), diskFiles(out.path));
      for (const key of Object.keys(found)) result[key].push(...found[key].map((rel) => ({ path: full(out, rel) })));
    }
    console.log(JSON.stringify(compact(result)));
    break;
  }
  default: end(254, "argument cmd: invalid choice: '" + args[0] + "'");
}
`;
