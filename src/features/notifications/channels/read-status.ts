import type { EpochMs } from '../../../maths/instants.ts';
import { retryAfterMs } from '../retry.ts';
import type { Answer, Outcome } from './telling.ts';

/** Statuses that say "later": the receiver had no time, or too much came. */
const later: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * What a status says by itself: 2xx sent, 410 that nobody listens there any more, another 4xx (but 408, 425 and 429) or a
 * redirect that trying again changes nothing, everything else that it may work later. Nothing of the answer's body is told.
 */
export function readStatus({ status, headers }: Omit<Answer, 'body'>, now: EpochMs): Outcome {
  const reason = `The receiver answered ${status}.`;
  if (status >= 200 && status < 300) return { state: 'sent' };
  if (status === 410) return { state: 'gone', reason: 'The receiver answered 410: nobody listens there any more.' };
  if (status >= 300 && status < 400) {
    return { state: 'failed', reason: `The receiver answered ${status}; redirects are not followed.` };
  }
  if (status >= 400 && status < 500 && !later.has(status)) return { state: 'failed', reason };
  return { state: 'retry', reason, askedMs: retryAfterMs(headers['retry-after'], now) };
}

/** A JSON object, or null for anything else. */
export function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
