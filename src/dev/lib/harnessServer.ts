import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';
import type { LiveReload } from './liveReload';

export interface HarnessServer {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string;
  close(): Promise<void>;
}

export interface HarnessOptions {
  /** The checkout. */
  readonly root: string;
  readonly port?: number;
  /** A folder whose pictures are served below `/pictures/`. */
  readonly pictures?: string;
  /** Makes pages load again when it says so; the one thing that loosens their policy. */
  readonly reload?: LiveReload;
}

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.map': 'application/json',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
};

/** Serves the editor's page with a fake host on 127.0.0.1, under the same content security policy as in VS Code. */
export async function serveHarness(options: HarnessOptions): Promise<HarnessServer> {
  const server = createServer((request, response) => void answer(options, request, response));
  await new Promise<void>((done) => server.listen(options.port ?? 0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { url: `http://127.0.0.1:${port}/`, close };
}

async function answer(
  options: HarnessOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  try {
    if (options.reload?.serve(request, response)) return;
    if (pathname === '/') return void (await sendPage(options, response));
    const path = fileOf(options, decodeURIComponent(pathname));
    if (path === undefined) return void response.writeHead(404).end();
    const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type }).end(await readFile(path));
  } catch {
    response.writeHead(404).end();
  }
}

function fileOf({ root, pictures }: HarnessOptions, pathname: string): string | undefined {
  if (pathname.startsWith('/out/webview/'))
    return below(join(root, 'out/webview'), pathname.slice('/out/webview/'.length));
  if (pictures !== undefined && pathname.startsWith('/pictures/'))
    return below(pictures, pathname.slice('/pictures/'.length));
  return undefined;
}

function below(folder: string, name: string): string | undefined {
  const path = resolve(folder, name);
  return path.startsWith(resolve(folder) + sep) ? path : undefined;
}

async function sendPage({ root, reload }: HarnessOptions, response: ServerResponse): Promise<void> {
  const nonce = randomBytes(16).toString('base64');
  const manifest = JSON.stringify(JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))).replaceAll(
    '<',
    '\\u003c',
  );
  const page = (await readFile(join(root, 'webview/dev/index.html'), 'utf8'))
    .replaceAll('%NONCE%', nonce)
    .replace('%MANIFEST%', () => manifest)
    .replace('</head>', () =>
      reload ? `<script nonce="${nonce}">${reload.script}</script></head>` : '</head>',
    );
  response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(nonce, reload),
    })
    .end(page);
}

function policy(nonce: string, reload: LiveReload | undefined): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src ${reload ? "'self' " : ''}blob:`,
  ].join('; ');
}
