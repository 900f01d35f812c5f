/** A holder of flags that speaks OFREP, as a customer has one. What it says is set by the test; it tells nobody's token. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FlagServer {
  url: string;
  /** By key; what is not there is answered with 404. */
  flags: Record<string, unknown>;
  /** Bearer tokens that were sent. */
  tokens: (string | undefined)[];
  close(): Promise<void>;
}

export async function startFlags(flags: Record<string, unknown> = {}): Promise<FlagServer> {
  const tokens: (string | undefined)[] = [];
  const held: FlagServer = { url: '', flags, tokens, close: async () => undefined };
  const server = createServer((request, reply) => {
    const key = /^\/ofrep\/v1\/evaluate\/flags\/([^/]+)$/.exec(request.url ?? '')?.[1];
    tokens.push(request.headers.authorization?.replace(/^Bearer /, ''));
    request.resume();
    request.on('end', () => {
      const name = decodeURIComponent(key ?? '');
      const isThere = request.method === 'POST' && Object.hasOwn(held.flags, name);
      reply.writeHead(isThere ? 200 : 404, { 'content-type': 'application/json' });
      reply.end(
        JSON.stringify(
          isThere
            ? { key: name, value: held.flags[name], reason: 'STATIC', variant: String(held.flags[name]) }
            : { key: name, errorCode: 'FLAG_NOT_FOUND' },
        ),
      );
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  held.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  held.close = () =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return held;
}
