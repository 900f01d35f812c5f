import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Ledger } from './ledger.ts';
import type { Telemetry } from './telemetry.ts';
import { serving } from './tracing.ts';

export interface Exchange {
  path: string;
  body: Record<string, unknown>;
  /** Aborts when the caller hangs up before the answer. */
  gone: AbortSignal;
}

export interface Reply {
  status: number;
  body?: Record<string, unknown>;
}

export interface Route {
  method: 'GET' | 'POST';
  /** Segments that begin with a colon match anything. */
  route: string;
  handle(exchange: Exchange): Promise<Reply> | Reply;
}

export interface Service {
  name: string;
  url: string;
  close(): Promise<void>;
}

const mostBodyBytes = 16_384;
/** What nginx calls a request whose caller hung up. */
const callerGone = 499;

function matches(route: string, path: string): boolean {
  const want = route.split('/');
  const have = path.split('/');
  return want.length === have.length && want.every((part, index) => part.startsWith(':') || part === have[index]);
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > mostBodyBytes) throw new Error('body too large');
  }
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

async function reply(routes: readonly Route[], request: IncomingMessage, gone: AbortSignal) {
  const path = (request.url ?? '/').split('?')[0]!;
  const found = routes.find(({ method, route }) => method === request.method && matches(route, path));
  if (!found) return { route: 'none', answer: { status: 404 } as Reply };
  try {
    const body = await bodyOf(request);
    return { route: found.route, answer: await found.handle({ path, body, gone }) };
  } catch {
    return { route: found.route, answer: { status: 500 } as Reply };
  }
}

/**
 * Starts an HTTP service on a free loopback port; every request is measured, traced and counted unless the service is an
 * outsider (no telemetry).
 */
export async function startService(
  name: string,
  routes: readonly Route[],
  own?: { telemetry: Telemetry; ledger: Ledger },
): Promise<Service> {
  const telemetry = own?.telemetry;
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = performance.now();
    const { method = 'GET', headers } = request;
    const { route, status } = await serving(
      telemetry?.tracer,
      { method, headers },
      () => handle(request, response),
      ({ route, status }) => ({
        failed: status >= 500,
        attributes: { 'http.route': route, 'http.response.status_code': status },
      }),
    );
    own?.ledger.served(name, status >= 500);
    telemetry?.server.record((performance.now() - began) / 1_000, {
      'http.request.method': method,
      'http.route': route,
      'http.response.status_code': status,
      ...(status >= 500 ? { 'error.type': String(status) } : {}),
    });
  }
  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<{ route: string; status: number }> {
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableEnded) gone.abort();
    });
    const { route, answer } = await reply(routes, request, gone.signal);
    const status = gone.signal.aborted ? callerGone : answer.status;
    if (!gone.signal.aborted) {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body ?? {}));
    }
    return { route, status };
  }
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    name,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await telemetry?.shutdown();
    },
  };
}
