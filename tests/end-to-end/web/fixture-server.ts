import { fileURLToPath } from 'node:url';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { rank } from '../../../src/features/balance/search.ts';
import type { SearchHit } from '../../../src/features/balance/search-contract.ts';
import {
  curveFixture,
  matrixFixture,
  measureBreakdownFixture,
  processBreakdownFixture,
} from '../../../web/fixtures/answers.ts';
import { incidentsFixture } from '../../../web/fixtures/incidents.ts';
import { balanceFixture, type StateName } from '../../../web/fixtures/states.ts';
import { serveBuiltPages } from './built-pages.ts';
import { type AccessShown, accessFixtures, refuse } from './fixture-access.ts';
import { criticalityFixtures } from './fixture-criticality.ts';
import { thingFixtures } from './fixture-things.ts';

const nonce = 'bm9uY2Ugb2YgdGhlIHRlc3Rz';

/** The content policy of the real server, word for word. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' 'nonce-${nonce}'`,
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join(';');

/** What answers whoever asks, and who one is, which the pages ask first. */
const isOpen = /^\/api\/v1\/(me$|sign-in|first-administrator|invitations|status-page$)/;

export interface FixtureServer {
  url: string;
  /** What the API shows from now on; `error` answers with a problem, `hanging` not at all. */
  show(state: StateName | 'error' | 'hanging'): void;
  /** Who is signed in and what the pages of access show; what is left out goes back to the administrator and the usual. */
  access(shown: Partial<AccessShown>): void;
  /** The session ends: every question and the stream answer 401 from now on. */
  endSession(): void;
  /** How often a path was asked for since the start. */
  asked(path: string): number;
  /** Refuses the live stream, and breaks the open ones. */
  breakStream(isBroken: boolean): void;
  close(): Promise<void>;
}

/**
 * Serves the built pages with the fixtures as their API, as the product's server would. `now` is a whole minute; `more`
 * adds the routes that other pages ask.
 */
export async function startFixtureServer(
  now: number,
  port = 0,
  more: (app: FastifyInstance) => void = () => undefined,
): Promise<FixtureServer> {
  const app = fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: 256 } });
  const listeners = new Set<FastifyReply['raw']>();
  let shown: StateName | 'error' | 'hanging' = 'calm';
  let isBroken = false;
  const state = (): StateName => (shown === 'error' || shown === 'hanging' ? 'calm' : shown);
  const tick = (raw: FastifyReply['raw']): boolean =>
    raw.write(`event: tick\ndata: ${JSON.stringify({ asOf: new Date(now).toISOString() })}\n\n`);

  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', contentPolicy);
    reply.header('x-content-type-options', 'nosniff');
  });
  const counts = new Map<string, number>();
  const access = accessFixtures(app, now);
  thingFixtures(app, now, { state, moneyHidden: () => access.shown.me?.money !== 'all' });
  criticalityFixtures(app, now, { state, moneyHidden: () => access.shown.me?.money !== 'all' });
  app.addHook('onRequest', async ({ url }) => {
    const path = url.split('?')[0] ?? '';
    counts.set(path, (counts.get(path) ?? 0) + 1);
  });
  app.addHook('preHandler', async (request, reply) => {
    if (!request.url.startsWith('/api/') || isOpen.test(request.url)) return;
    if (access.shown.me === null) return refuse(reply, 'not_signed_in');
    if (request.url.startsWith('/api/v1/stream')) return;
    if (shown === 'hanging') return new Promise<never>(() => undefined);
    if (shown !== 'error') return;
    return reply.code(503).type('application/problem+json').send({
      type: 'urn:waga:error:store_unavailable',
      title: 'Service Unavailable',
      status: 503,
      code: 'store_unavailable',
      detail: 'The measurements cannot be read: the disk is full.',
      instance: '/api/v1/balance',
    });
  });

  app.get('/api/v1/status-page', () => ({ published: true, url: '/status' }));
  app.get('/api/v1/balance', () => balanceFixture(state(), now));
  app.get<{ Querystring: Record<string, string> }>('/api/v1/balance/matrix', ({ query }) =>
    matrixFixture(state(), now, Date.parse(query.from ?? ''), Date.parse(query.to ?? ''), query.process ?? null),
  );
  app.get<{ Params: { name: string }; Querystring: Record<string, string> }>(
    '/api/v1/processes/:name/curve',
    ({ params, query }) =>
      curveFixture(
        state(),
        now,
        params.name,
        Date.parse(query.from ?? ''),
        Date.parse(query.to ?? ''),
        Number(query.step),
      ),
  );
  app.get('/api/v1/processes/:name/breakdown', () => processBreakdownFixture());
  app.get<{ Params: { name: string } }>('/api/v1/measures/:name/breakdown', ({ params }) =>
    measureBreakdownFixture(params.name),
  );
  app.get<{ Querystring: { q: string } }>('/api/v1/search', ({ query }) => {
    const { processes, components, sources } = balanceFixture(state(), now);
    const named = (kind: SearchHit['kind'], one: { name: string; displayName?: string }, of: string | null) => ({
      kind,
      name: one.name,
      displayName: one.displayName ?? one.name,
      of,
    });
    const all = [
      ...processes.map((one) => named('process', one, one.product)),
      ...components.map((one) => named('component', one, one.type)),
      ...sources.map((one) => named('source', one, one.type)),
      named('product', { name: 'shop', displayName: 'Sklep' }, null),
      named('measure', { name: 'payment-api-availability' }, 'payment-api'),
      ...(access.shown.me?.rights.includes('administer')
        ? [named('person', { name: 'jan', displayName: 'Jan Kowalski' }, null)]
        : []),
    ];
    return { hits: rank(query.q, all, 20) };
  });
  app.get('/api/v1/stream', (request, reply) => {
    if (isBroken) return reply.code(503).send({ title: 'Too many listeners', status: 503, code: 'overloaded' });
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    tick(reply.raw);
    listeners.add(reply.raw);
    request.raw.on('close', () => listeners.delete(reply.raw));
    return undefined;
  });
  more(app);
  // The balance asks for open incidents wherever something is lost.
  if (!app.hasRoute({ method: 'GET', url: '/api/v1/incidents' })) {
    app.get('/api/v1/incidents', () => incidentsFixture('none', now, { limit: 200 }));
  }
  app.get('/api/openapi.json', () => ({ openapi: '3.1.0' }));
  serveBuiltPages(app, nonce);

  const url = await app.listen({ port, host: '127.0.0.1' });
  return {
    url,
    show(next) {
      shown = next;
      for (const raw of listeners) tick(raw);
    },
    access(next) {
      access.reset();
      Object.assign(access.shown, next);
    },
    endSession() {
      access.shown.me = null;
      for (const raw of listeners) raw.end();
    },
    asked: (path) => counts.get(path) ?? 0,
    breakStream(next) {
      isBroken = next;
      if (!next) return;
      for (const raw of listeners) raw.end();
      listeners.clear();
    },
    close: () => app.close(),
  };
}

// `node tests/end-to-end/web/fixture-server.ts blind-spot [port]` serves one state, on the default port for `vite dev`.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await startFixtureServer(Math.floor(Date.now() / 60_000) * 60_000, Number(process.argv[3] ?? 9242));
  server.show((process.argv[2] ?? 'losing') as StateName);
  console.log(`fixtures at ${server.url}`);
}
