import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

export interface PageServer {
  /** `http://127.0.0.1:PORT/`: an empty page that runs the script. */
  readonly url: string;
  close(): Promise<void>;
}

/** What is served beside the page: bytes by path ("/photo.jpg"), with their type. */
export type ServedFiles = Readonly<Record<string, { readonly bytes: Uint8Array; readonly type: string }>>;

const SHELL = `<!doctype html><meta charset="utf-8">
<style>html, body { margin: 0; height: 100%; overflow: hidden; font: 13px sans-serif }</style>
<body><script type="module" src="/page.js"></script></body>`;

/** Serves one bundled page script (`out/…/x.page.js`) and the given files on 127.0.0.1. */
export async function servePage(script: string, files: ServedFiles = {}): Promise<PageServer> {
  const js = await readFile(resolve(script));
  const served: ServedFiles = {
    ...files,
    '/': { bytes: Buffer.from(SHELL), type: 'text/html; charset=utf-8' },
    '/page.js': { bytes: js, type: 'text/javascript' },
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    send(response, served[decodeURIComponent(pathname)]);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { url: `http://127.0.0.1:${port}/`, close };
}

function send(response: ServerResponse, file: ServedFiles[string] | undefined): void {
  if (!file) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': file.type, 'cache-control': 'no-store' }).end(file.bytes);
}
