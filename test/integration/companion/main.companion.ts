import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { calls } from './calls';
import { addressFile, type CompanionAddress } from './protocol';

/** Listens on the loopback address for the tests' questions and leaves the port in the agreed file. */
export function activate(context: vscode.ExtensionContext): void {
  const companionDir = process.env['RELABEL_COMPANION_DIR'];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (!companionDir || !folder) return;
  const server = createServer((request, response) => {
    void answer(request).then(
      (body) => response.end(body),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    );
  });
  server.listen(0, '127.0.0.1', () => {
    announce(addressFile(companionDir, folder), server);
  });
  context.subscriptions.push({ dispose: () => server.close() });
}

/** Renamed into place: whoever sees the file sees all of it. */
function announce(path: string, server: Server): void {
  const address = server.address();
  if (!address || typeof address === 'string') return;
  const content: CompanionAddress = { port: address.port, processId: process.pid };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, JSON.stringify(content));
  renameSync(`${path}.new`, path);
}

async function answer(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { call, args } = JSON.parse(Buffer.concat(parts).toString('utf8')) as {
    call: string;
    args: unknown[];
  };
  const handler = (calls as Record<string, ((...args: unknown[]) => unknown) | undefined>)[call];
  if (!handler) throw new Error(`the companion knows no "${call}"`);
  return JSON.stringify({ result: await handler(...args) });
}
