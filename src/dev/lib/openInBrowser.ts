import { spawn } from 'node:child_process';

/** Opens an address in the default browser where there is a screen; says nothing where there is none. */
export function openInBrowser(url: string, env: NodeJS.ProcessEnv = process.env): void {
  if (process.platform === 'linux' && !(env['DISPLAY'] ?? env['WAYLAND_DISPLAY'])) return;
  const [program, ...args] = opener(url);
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

function opener(url: string): [string, ...string[]] {
  if (process.platform === 'darwin') return ['open', url];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '""', url.replaceAll('&', '^&')];
  return ['xdg-open', url];
}
