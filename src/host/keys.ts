import type { KeyHelp } from '../protocol/editor';

interface Keybinding {
  readonly command: string;
  readonly key: string;
  readonly mac?: string;
}

interface Manifest {
  readonly contributes?: {
    readonly commands?: readonly { readonly command: string; readonly title: string }[];
    readonly keybindings?: readonly Keybinding[];
  };
}

/** The cheat sheet, from the manifest's keybindings (what users rebound is not known to an extension). */
export function keyHelp(manifest: Manifest, isMac: boolean): KeyHelp[] {
  const { commands = [], keybindings = [] } = manifest.contributes ?? {};
  const titles = new Map(commands.map(({ command, title }) => [command, title]));
  const byCommand = new Map<string, string[]>();
  for (const { command, key, mac } of keybindings) {
    const written = writtenKey(isMac ? (mac ?? key) : key, isMac);
    byCommand.set(command, [...(byCommand.get(command) ?? []), written]);
  }
  return [...byCommand].map(([command, keys]) => ({
    command,
    title: titles.get(command) ?? command,
    key: keys.join(' / '),
    group: groupOf(command),
  }));
}

const GROUPS: Readonly<Record<string, string>> = {
  tool: 'Tools',
  brush: 'Tools',
  options: 'Tools',
  joint: 'Tools',
  vertex: 'Tools',
  view: 'View',
  edit: 'Edit',
  nudge: 'Move',
  select: 'Select',
  order: 'Arrange',
  group: 'Arrange',
  align: 'Arrange',
  shape: 'Shapes',
  combine: 'Shapes',
  convert: 'Shapes',
  mark: 'Marks',
  link: 'Marks',
  similar: 'Proposals',
  display: 'View',
  page: 'Images and models',
  class: 'Classes and tags',
  tags: 'Classes and tags',
  state: 'Classes and tags',
  proposals: 'Proposals',
  comment: 'Conflicts, comments, review',
  conflict: 'Conflicts, comments, review',
  review: 'Conflicts, comments, review',
  panel: 'View',
  help: 'View',
};

function groupOf(command: string): string {
  return GROUPS[command.split('.')[1] ?? ''] ?? 'Images and models';
}

const NAMES: Readonly<Record<string, string>> = {
  ctrl: 'Ctrl',
  cmd: '⌘',
  shift: 'Shift',
  alt: 'Alt',
  escape: 'Esc',
  delete: 'Del',
  pagedown: 'PgDn',
  pageup: 'PgUp',
  left: '←',
  right: '→',
  up: '↑',
  down: '↓',
};

function writtenKey(key: string, isMac: boolean): string {
  if (key === 'shift+/') return '?';
  const parts = key
    .split('+')
    .map((part) => (isMac && part === 'shift' ? '⇧' : (NAMES[part] ?? capital(part))));
  return parts.join(isMac ? '' : '+');
}

function capital(part: string): string {
  return part.charAt(0).toUpperCase() + part.slice(1);
}
