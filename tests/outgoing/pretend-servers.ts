/**
 * HTTP servers on loopback addresses. 127.0.0.2 plays the public Internet, since the tests open it by configuration;
 * 127.0.0.1 is what must never be reached.
 */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PretendServer {
  port: number;
  url: string;
  requests: { method: string; url: string; headers: Record<string, unknown>; body: string }[];
  connections(): number;
  close(): Promise<void>;
}

export async function startPretendServer(host: string, listener: RequestListener, port = 0): Promise<PretendServer> {
  const requests: PretendServer['requests'] = [];
  let connections = 0;
  const server: Server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    listener(request, response);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((ready) => server.listen(port, host, ready));
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    url: `http://${host}:${address.port}`,
    requests,
    connections: () => connections,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
