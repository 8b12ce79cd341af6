import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TileArgs } from '../../../src/protocol/editor';
import type { WorkerTile } from '../../../src/protocol/worker';

export interface TileServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Gives a page in a plain browser the tiles that a host would send it: `…/?level=0&column=1&row=2`. */
export async function serveTiles(
  id: string,
  tile: (args: TileArgs) => Promise<WorkerTile>,
): Promise<TileServer> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [level = 0, column = 0, row = 0] = ['level', 'column', 'row'].map((key) =>
      Number(searchParams.get(key)),
    );
    tile({ id, level, column, row }).then(
      ({ bytes, encoding, widthPx, heightPx }) =>
        response
          .writeHead(200, {
            'access-control-allow-origin': '*',
            'access-control-expose-headers': 'x-tile',
            'content-type': encoding,
            'x-tile': `${widthPx} ${heightPx}`,
          })
          .end(bytes),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { url: `http://127.0.0.1:${port}/`, close };
}
