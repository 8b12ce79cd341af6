import type { IncomingMessage, ServerResponse } from 'node:http';

const PATH = '/reload';

/** Lets served pages load themselves again when told to: an event stream, and the script that listens. */
export class LiveReload {
  readonly #listening = new Set<ServerResponse>();

  /** Runs in the page; its content security policy must allow connections to its own origin. */
  readonly script = `new EventSource('${PATH}').onmessage = () => location.reload();`;

  /** Takes the request when it is for the event stream. */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.url !== PATH) return false;
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': listening\n\n');
    this.#listening.add(response);
    response.once('close', () => this.#listening.delete(response));
    return true;
  }

  /** Reloads every page that listens. */
  now(): void {
    for (const response of this.#listening) response.write('data: now\n\n');
  }
}
