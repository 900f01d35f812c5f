import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { authorization } from './authorization.ts';
import type { Outbox, OutgoingBatch } from './outbox.ts';

const everyMs = 1_000;
const most = 500;
const longestPauseMs = 15_000;

export interface SenderState {
  sent: number;
  waiting: number;
  refused: number;
  /** What the last answer was when it was not an acceptance; null when all is well. */
  trouble: string | null;
}

export interface Sender {
  state(): SenderState;
  stop(): Promise<void>;
}

interface Verdict {
  done: boolean;
  pauseMs: number;
}

/**
 * Sends the outbox to Waga's public event endpoint every second: each batch with its key, so that a repeat counts once,
 * and with the instant up to which nothing is missing. The first declaration says since when the sender knows.
 * 429, 503 and lost connections are waited out and the same batch goes again; a refusal of the batch drops it and is told.
 */
export function startSender(box: Outbox, wagaUrl: string, since: number, stopped: () => boolean): Sender {
  const state = { sent: 0, refused: 0, trouble: null as string | null };
  const ending = new AbortController();
  let declared = false;
  let failures = 0;

  function headers(batch: OutgoingBatch): Record<string, string> {
    return {
      ...authorization(),
      'content-type': 'application/x-ndjson',
      'waga-source': 'shop-events',
      'idempotency-key': batch.key,
      ...(batch.completeUntil === null ? {} : { 'waga-complete-until': new Date(batch.completeUntil).toISOString() }),
      ...(batch.completeUntil === null || declared ? {} : { 'waga-complete-since': new Date(since).toISOString() }),
    };
  }

  function backOff(trouble: string, response?: Response): Verdict {
    failures += 1;
    state.trouble = trouble;
    const asked = Number(response?.headers.get('retry-after') ?? 0) * 1_000;
    return { done: false, pauseMs: Math.min(longestPauseMs, Math.max(asked, everyMs * 2 ** Math.min(failures, 4))) };
  }

  async function send(batch: OutgoingBatch): Promise<Verdict> {
    let response: Response;
    try {
      const body = batch.text;
      const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(10_000)]);
      response = await fetch(`${wagaUrl}/api/v1/events`, { method: 'POST', headers: headers(batch), body, signal });
    } catch {
      return backOff('Waga does not answer');
    }
    const text = await response.text().catch(() => '');
    if (response.status === 429 || response.status >= 500) return backOff(`Waga answered ${response.status}`, response);
    failures = 0;
    if (response.ok) {
      if (batch.completeUntil !== null) declared = true;
      const rejected = (JSON.parse(text) as { rejected?: unknown[] }).rejected?.length ?? 0;
      state.sent += batch.size - rejected;
      state.refused += rejected;
      state.trouble = rejected > 0 ? `${rejected} events refused: ${text.slice(0, 300)}` : null;
    } else {
      state.refused += batch.size;
      state.trouble = `Waga refused a batch with ${response.status}: ${text.slice(0, 300)}`;
    }
    return { done: true, pauseMs: box.waiting() > batch.size ? 0 : everyMs };
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      let pauseMs = everyMs;
      if (!stopped()) {
        const verdict = await send(box.batch(Date.now(), randomUUID, most));
        if (verdict.done) box.confirm();
        pauseMs = verdict.pauseMs;
      }
      await sleep(pauseMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  }
  const running = run();
  return {
    state: () => ({ ...state, waiting: box.waiting() }),
    async stop() {
      ending.abort();
      await running;
    },
  };
}
