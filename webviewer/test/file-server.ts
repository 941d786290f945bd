import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What a test's server does with a request; without an answer it is 404. */
export type Answer =
  | string
  | Uint8Array
  | ((request: IncomingMessage, response: ServerResponse) => void);

export interface FileServer {
  /** Ends in `/`. */
  readonly url: URL;
  /** Paths from the root, without the first slash. May be changed while it runs. */
  readonly files: Map<string, Answer>;
  /** Every path asked for, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Starts a server on a free port of this machine that serves what a test puts into `files`. */
export async function startFileServer(): Promise<FileServer> {
  const files = new Map<string, Answer>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').slice(1);
    requests.push(path);
    const answer = files.get(path);
    if (typeof answer === 'function') answer(request, response);
    else if (answer === undefined) response.writeHead(404).end('no such file');
    else response.writeHead(200, { 'Content-Length': Buffer.byteLength(answer) }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: new URL(`http://127.0.0.1:${address.port}/`),
    files,
    requests,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
