import type { Agent, Dispatcher } from 'undici';
import { ProductError } from '../../errors.ts';
import type { Outgoing, OutgoingAnswer, OutgoingRequest } from '../../features/access/outgoing.ts';
import { readBody, readEncodings } from './body.ts';
import { guardedConnector, type Resolve, resolveBySystem } from './connect.ts';
import { type OutgoingCount, OutgoingTally } from './counters.ts';
import { failed, kindOf, RefusedAddress, refused } from './failure.ts';
import { firstHop, type Hop, nextHop } from './hop.ts';
import type { Opening } from './opening.ts';

export interface OutgoingSettings {
  /** What the server's own configuration opens beside public addresses. */
  allow: readonly Opening[];
  timeoutMs: number;
  maxBytes: number;
  userAgent: string;
  resolve?: Resolve;
}

export interface OutgoingClient extends Outgoing {
  /** For the health page. */
  counters(): OutgoingCount[];
  /** Ends what is under way. */
  close(): Promise<void>;
}

const mostRedirects = 5;
const mostHeadBytes = 16_384;

type Answered = { answer: Omit<OutgoingAnswer, 'body'>; body: Dispatcher.ResponseData['body'] };

/** The only way out of the product: where it may go, for how long and how much may come back is settled here. */
export function openOutgoing(settings: OutgoingSettings): OutgoingClient {
  const { allow: openings, resolve = resolveBySystem, timeoutMs, userAgent } = settings;
  const tally = new OutgoingTally();
  const closing = new AbortController();
  let opened: Promise<Agent> | undefined;

  /** The package is loaded with the first request: a start does without. */
  async function agent(): Promise<Agent> {
    const undici = await import('undici');
    return new undici.Agent({
      connect: guardedConnector({ openings, resolve, timeoutMs }),
      pipelining: 0,
      maxHeaderSize: mostHeadBytes,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
  }

  async function send(hop: Hop, signal: AbortSignal): Promise<Answered> {
    opened ??= agent();
    const { request } = await import('undici');
    const { statusCode, headers, body } = await request(hop.url, {
      dispatcher: await opened,
      method: hop.method,
      headers: { ...hop.headers, 'accept-encoding': readEncodings },
      body: hop.body,
      signal,
    });
    // whoever stops reading destroys the body, which is then told of as an error of the stream
    body.on('error', () => undefined);
    const plain = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]);
    return { answer: { status: statusCode, headers: Object.fromEntries(plain) }, body };
  }

  async function follow(asked: OutgoingRequest, progress: Progress, signal: AbortSignal): Promise<OutgoingAnswer> {
    let hop = firstHop(asked, userAgent);
    const from = hop.url.origin;
    progress.origin = from;
    for (;;) {
      const { answer, body } = await send(hop, signal);
      try {
        const next = asked.redirect === 'manual' ? null : nextHop(hop, answer, from);
        if (next === null) {
          const empty = hop.method === 'HEAD' || answer.status === 204 || answer.status === 304;
          const encoding = empty ? undefined : answer.headers['content-encoding'];
          const maxBytes = Math.min(asked.maxBytes ?? settings.maxBytes, settings.maxBytes);
          return { ...answer, body: await readBody(body, encoding, maxBytes, from) };
        }
        if (progress.redirects === mostRedirects) throw failed('redirects', from);
        progress.redirects += 1;
        hop = next;
      } finally {
        body.destroy();
      }
    }
  }

  return {
    async request(asked) {
      const progress: Progress = { origin: 'The address', redirects: 0 };
      const late = AbortSignal.timeout(Math.min(asked.timeoutMs ?? timeoutMs, timeoutMs));
      const stop = AbortSignal.any([closing.signal, ...(asked.signal ? [asked.signal] : [])]);
      try {
        const answer = await follow(asked, progress, AbortSignal.any([late, stop]));
        tally.ended(asked.purpose, null);
        return answer;
      } catch (cause) {
        const ended = late.aborted ? 'time' : stop.aborted ? 'stopped' : null;
        const error = explain(cause, progress, ended);
        tally.ended(asked.purpose, error);
        throw error;
      }
    },
    counters: () => tally.counters(),
    async close() {
      closing.abort();
      await (await opened)?.destroy();
    },
  };
}

/** How far a request has come. `origin` is the one asked for; messages never name one that an answer led to. */
interface Progress {
  origin: string;
  redirects: number;
}

/** What is told of a failure: where one meant to go and why it did not work; nothing that the other side said. */
function explain(cause: unknown, { origin, redirects }: Progress, ended: 'time' | 'stopped' | null): ProductError {
  if (cause instanceof ProductError) return cause;
  if (cause instanceof RefusedAddress) {
    const where = redirects > 0 ? `${origin} redirected to` : `${origin} is`;
    const how = 'only `outbound.allow` in the configuration of the server can open it';
    return refused(cause.range, `${where} an address that is not public (${cause.range}); ${how}.`);
  }
  return failed(ended ?? kindOf(cause), origin);
}
