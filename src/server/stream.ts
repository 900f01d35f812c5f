import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Who } from '../features/access/who.ts';
import type { EpochMs } from '../maths/instants.ts';

const maxListeners = 500;
const keepAliveMs = 15_000;
/** A listener that lets this much pile up unread is dropped; the browser connects again by itself. */
const maxUnreadBytes = 1_048_576;

export interface Stream {
  /** Tells every listener that a tick is complete, and parts from those whose session or token has ended. */
  tick(asOf: EpochMs): void;
  close(): void;
}

/**
 * Live updates as server-sent events at `/api/v1/stream`: `event: tick` with `{"asOf": RFC 3339}` after each tick.
 * `stillWho` finds who listens by now.
 */
export function streamRoutes(app: FastifyInstance, stillWho: (request: FastifyRequest) => Promise<Who | null>): Stream {
  const listeners = new Map<FastifyReply['raw'], FastifyRequest>();
  let lastTick: EpochMs | null = null;
  let telling: Promise<void> = Promise.resolve();

  function send(text: string): void {
    for (const listener of listeners.keys()) {
      if (listener.writableLength > maxUnreadBytes) listener.destroy();
      else listener.write(text);
    }
  }
  const tickText = (asOf: EpochMs): string =>
    `event: tick\nid: ${asOf}\ndata: ${JSON.stringify({ asOf: new Date(asOf).toISOString() })}\n\n`;
  /** One question for all listeners with the same cookie or token. One that cannot be answered counts as no. */
  async function partFromEnded(): Promise<void> {
    const asked = new Map<string, Promise<boolean>>();
    for (const [listener, request] of listeners) {
      const by = `${request.headers.authorization ?? ''}\n${request.headers.cookie ?? ''}`;
      const known = asked.get(by) ?? mayListen(request);
      asked.set(by, known);
      if (await known) continue;
      listeners.delete(listener);
      listener.end();
    }
  }
  async function mayListen(request: FastifyRequest): Promise<boolean> {
    try {
      return (await stillWho(request))?.rights.has('read') ?? false;
    } catch {
      return false;
    }
  }
  const keepAlive = setInterval(() => send(': still here\n\n'), keepAliveMs);
  keepAlive.unref();

  app.get(
    '/api/v1/stream',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'Live updates by server-sent events',
        description: 'One `tick` event after each completed evaluation: `{"asOf": "2026-11-20T10:15:00.000Z"}`.',
        tags: ['live'],
        produces: ['text/event-stream'],
      },
    },
    (request, reply) => {
      if (listeners.size >= maxListeners) {
        reply
          .code(503)
          .header('Retry-After', '30')
          .send({ title: 'Too many listeners', status: 503, code: 'overloaded' });
        return;
      }
      reply.hijack();
      const raw = reply.raw;
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) raw.setHeader(name, value);
      raw.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      });
      raw.write('retry: 3000\n\n');
      if (lastTick !== null) raw.write(tickText(lastTick));
      listeners.set(raw, request);
      request.raw.on('close', () => listeners.delete(raw));
      raw.on('error', () => listeners.delete(raw));
    },
  );

  return {
    tick(asOf) {
      lastTick = asOf;
      telling = telling.then(partFromEnded).then(() => send(tickText(asOf)));
    },
    close() {
      clearInterval(keepAlive);
      for (const listener of listeners.keys()) listener.end();
      listeners.clear();
    },
  };
}
