import type { KeyHelp } from '../../src/protocol/editor';

/** One keybinding of package.json; `key` in VS Code's notation (`ctrl+shift+d`). */
export interface Binding {
  readonly command: string;
  readonly key: string;
  readonly title: string;
  readonly when?: string;
}

interface Manifest {
  readonly contributes?: {
    readonly keybindings?: readonly {
      readonly command: string;
      readonly key: string;
      readonly when?: string;
    }[];
    readonly commands?: readonly { readonly command: string; readonly title: string }[];
  };
}

/** The manifest's keybindings, so that the page is driven here by the keys users have, and VS Code's own undo. */
export function bindings(manifest: unknown): readonly Binding[] {
  const { keybindings = [], commands = [] } = (manifest as Manifest | null)?.contributes ?? {};
  const titles = new Map(commands.map(({ command, title }) => [command, title]));
  const own = keybindings.map((binding) => ({
    ...binding,
    title: titles.get(binding.command) ?? binding.command,
  }));
  return [
    ...own,
    { command: 'undo', key: 'ctrl+z', title: 'Undo' },
    { command: 'redo', key: 'ctrl+shift+z', title: 'Redo' },
  ];
}

/** One line for each command, its keys together; grouped by the first part of the command's id. */
export function keyHelp(all: readonly Binding[]): readonly KeyHelp[] {
  const lines = new Map<string, { readonly title: string; readonly keys: string[] }>();
  for (const { command, key, title } of all) {
    const line = lines.get(command) ?? { title, keys: [] };
    line.keys.push(written(key));
    lines.set(command, line);
  }
  return [...lines].map(([command, { title, keys }]) => {
    const [, group = '', rest] = command.split('.');
    return { command, title, group: rest === undefined ? 'images' : group, key: keys.join(' / ') };
  });
}

const NAMES: Readonly<Record<string, string>> = {
  ctrl: 'Ctrl',
  escape: 'Esc',
  left: '←',
  right: '→',
  up: '↑',
  down: '↓',
  pagedown: 'PgDn',
  pageup: 'PgUp',
};

function written(key: string): string {
  if (key === 'shift+/') return '?';
  const parts = key.split('+').map((part) => NAMES[part] ?? part.charAt(0).toUpperCase() + part.slice(1));
  return parts.join('+');
}

const BY_CODE: Readonly<Record<string, string>> = {
  Equal: '=',
  Minus: '-',
  Slash: '/',
  Period: '.',
  BracketLeft: '[',
  BracketRight: ']',
  Comma: ',',
  Semicolon: ';',
};

/** A keyboard event in VS Code's notation. */
export function keyOfEvent(event: KeyboardEvent): string {
  const plain = event.key.toLowerCase().replace(/^arrow/, '');
  const name = BY_CODE[event.code] ?? /^(?:Digit|Key)(.)$/.exec(event.code)?.[1]?.toLowerCase() ?? plain;
  const ctrl = event.ctrlKey || event.metaKey ? 'ctrl+' : '';
  return ctrl + (event.shiftKey ? 'shift+' : '') + (event.altKey ? 'alt+' : '') + name;
}
