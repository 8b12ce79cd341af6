import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isImageName } from '../../src/core/dataset/imageNames';
import { EDITOR_EXTENSIONS } from '../../src/host/associationPattern';
import { keyHelp } from '../../src/host/keys';
import { ACTIONS, HOST_COMMANDS } from '../../src/protocol/actions';

interface Keybinding {
  readonly command: string;
  readonly key: string;
  readonly mac?: string;
  readonly when?: string;
}

interface Manifest {
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly customEditors: readonly {
      readonly viewType: string;
      readonly priority: string;
      readonly selector: readonly { readonly filenamePattern: string }[];
    }[];
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
    }[];
    readonly keybindings: readonly Keybinding[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    readonly jsonValidation: readonly { readonly url: string }[];
    readonly yamlValidation: readonly { readonly url: string }[];
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly markdown: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
}

const root = process.cwd();
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const { contributes } = manifest;
const contributed = new Set(contributes.commands.map(({ command }) => command));

/** All of the host's source text. */
const source = sourcesBelow('src/host');

function sourcesBelow(folder: string): string {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
    .join('\n');
}

/** Ids in the host's table of commands: `'relabel.x': handler`. */
const inTable = [
  ...readFileSync(join(root, 'src/host/commands/index.ts'), 'utf8').matchAll(/^ {2}'(relabel\.\w+)':/gm),
].map(([, id]) => id ?? '');

describe('package.json', () => {
  it('contributes a command for every action and every handler, and no other', () => {
    assert.ok(inTable.length > 10);
    const implemented = [...ACTIONS.map((id) => `relabel.${id}`), ...inTable];
    assert.deepEqual([...contributed].sort(), implemented.sort());
    assert.equal(contributed.size, contributes.commands.length);
  });

  it('has a command for everything that the page may run', () => {
    for (const command of HOST_COMMANDS)
      if (command.startsWith('relabel.')) assert.ok(contributed.has(command), command);
  });

  it('names only contributed commands in keybindings, menus and walkthrough', () => {
    const used = [
      ...contributes.keybindings.map(({ command }) => command),
      ...Object.values(contributes.menus).flatMap((entries) => entries.map(({ command }) => command)),
      ...contributes.walkthroughs.flatMap(({ steps }) =>
        steps.flatMap(({ description }) =>
          [...description.matchAll(/\(command:([\w.]+)\)/g)].map(([, id]) => id ?? ''),
        ),
      ),
    ];
    for (const command of used) assert.ok(contributed.has(command), command);
  });

  it('lets the palette show only what can run', () => {
    const conditions = new Map(
      contributes.menus['commandPalette']?.map(({ command, when }) => [command, when]),
    );
    for (const action of ACTIONS)
      assert.equal(conditions.get(`relabel.${action}`), "activeCustomEditorId == 'relabel.editor'", action);
    const always = ['openKeyboardShortcuts', 'openWalkthrough', 'copyDiagnostics', 'showLog'];
    for (const command of contributed)
      assert.equal(conditions.has(command), !always.includes(command.slice('relabel.'.length)), command);
  });

  it('offers nothing on rows of Source Control where no labels changed, and little on folders without labels', () => {
    const { menus } = contributes;
    for (const { command, when } of menus['scm/resourceState/context'] ?? [])
      assert.match(when ?? '', /relabel\.changedLabels/, command);
    const always = [
      'relabel.initDataSet',
      'relabel.importLabels',
      'relabel.exportLabels',
      'relabel.pullFolder',
    ];
    for (const { command, when } of menus['explorer/context'] ?? [])
      if (when?.includes('explorerResourceIsFolder') && !always.includes(command))
        assert.match(when, /relabel\.inUse/, command);
  });

  it('knows every context that its conditions ask for', () => {
    const conditions = JSON.stringify([contributes.keybindings, contributes.menus]);
    const ids = conditions.match(/(?<![\w.'])relabel\.(?!tool)[a-zA-Z]+(?=[ )"])(?!")/g) ?? [];
    for (const id of new Set(ids)) assert.ok(source.includes(`'${id}'`), id);
  });

  it('takes keys only in the image, and never where text is typed or a list is walked', () => {
    const guards = [
      "activeCustomEditorId == 'relabel.editor'",
      ...['!relabel.typing', '!inputFocus', '!inQuickInput', '!terminalFocus', '!listFocus'],
      ...['!sideBarFocus', '!panelFocus', '!auxiliaryBarFocus', '!notificationFocus'],
    ];
    for (const { command, key, when } of contributes.keybindings)
      for (const guard of guards)
        assert.ok(when?.split(' && ').includes(guard), `${key} ${command}: ${guard}`);
  });

  it('leaves keys to VS Code and macOS that are theirs in any editor', () => {
    // Tabs by number (Linux, Windows), the next tab (macOS), the next space of macOS.
    for (const { key, when } of contributes.keybindings)
      if (/^alt\+\d$/.test(key)) assert.match(when ?? '', /relabel\.conflicts$/, key);
    const theirs = ['cmd+alt+right', 'cmd+alt+left', 'cmd+shift+]', 'cmd+shift+[', 'ctrl+right', 'ctrl+left'];
    for (const { key, mac } of contributes.keybindings) assert.ok(!theirs.includes(mac ?? key), mac ?? key);
    const onMac = contributes.keybindings.map(({ key, mac, when }) => `${mac ?? key} ${when ?? ''}`);
    assert.deepEqual([...new Set(onMac)], onMac);
  });

  it('gives no key to two commands', () => {
    const brush = 'relabel.painting';
    const keys = contributes.keybindings.map(
      ({ key, when = '' }) =>
        `${key} ${when.includes(`!${brush}`) ? 'else' : when.includes(brush) ? 'while painting' : ''}`,
    );
    assert.deepEqual([...new Set(keys)], keys);
    const plain = new Set(keys.filter((key) => key.endsWith(' ')));
    for (const key of keys) if (!plain.has(key)) assert.ok(!plain.has(`${key.split(' ')[0]} `), key);
  });

  it('stays an option for images, and knows the extensions it may take over', () => {
    const [editor, ...others] = contributes.customEditors;
    assert.deepEqual([editor?.viewType, editor?.priority, others], ['relabel.editor', 'option', []]);
    const patterns = EDITOR_EXTENSIONS.map((extension) => `*.${extension}`);
    assert.deepEqual(
      editor?.selector.map(({ filenamePattern }) => filenamePattern),
      patterns,
    );
    for (const extension of EDITOR_EXTENSIONS) assert.ok(isImageName(`a.${extension}`), extension);
  });

  it('reads every setting it declares, and declares every setting it reads', () => {
    const declared = Object.keys(contributes.configuration.properties).map((id) =>
      id.replace('relabel.', ''),
    );
    const text = readFileSync(join(root, 'src/host/settings.ts'), 'utf8');
    const read = [...text.matchAll(/(?:read|fraction|oneOf)\('(\w+)'/g)].map(([, name]) => name ?? '');
    assert.deepEqual(declared.sort(), [...new Set(read)].sort());
  });

  it('sets every context that the walkthrough waits for', () => {
    const waits = contributes.walkthroughs.flatMap(({ steps }) =>
      steps.flatMap((step) => step.completionEvents),
    );
    for (const event of waits) {
      const [kind, id = ''] = event.split(':');
      if (kind === 'onContext') assert.ok(source.includes(`'${id}'`), id);
      else assert.ok(contributed.has(id), event);
    }
  });

  it('names files that exist', () => {
    const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    assert.equal(steps.length, 5);
    const schemas = [...contributes.jsonValidation, ...contributes.yamlValidation].map(({ url }) => url);
    const markdown = steps.map(({ media }) => media.markdown);
    const pictures = markdown.flatMap((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/\]\((\S+\.svg)\)/g)].map(([, name]) =>
        join(path, '..', name ?? ''),
      ),
    );
    assert.equal(pictures.length, 5);
    for (const path of [manifest.icon, ...schemas, ...markdown, ...pictures])
      assert.ok(existsSync(join(root, path)), path);
  });

  it('makes a cheat sheet of its keys', () => {
    const help = keyHelp(manifest, false);
    assert.deepEqual(
      help.find(({ command }) => command === 'relabel.tool.box'),
      { command: 'relabel.tool.box', title: 'Box Tool', key: 'B', group: 'Tools' },
    );
    assert.equal(help.find(({ command }) => command === 'relabel.nextImage')?.key, '] / PgDn');
    assert.equal(help.find(({ command }) => command === 'relabel.help.toggle')?.key, '?');
    assert.equal(keyHelp(manifest, true).find(({ command }) => command === 'relabel.edit.copy')?.key, '⌘C');
    assert.equal(new Set(help.map(({ command }) => command)).size, help.length);
  });
});
