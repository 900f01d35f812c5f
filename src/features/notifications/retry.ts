import { hour, minute, second } from '../../maths/instants.ts';

/**
 * How long to wait after each failed try. From five minutes on these are the steps of Standard Webhooks
 * (https://github.com/standard-webhooks/standard-webhooks, "Deliverability and reliability"); three earlier ones stand
 * before them, because a page that comes five minutes late may as well not come.
 */
export const retrySteps: readonly number[] = [
  5 * second,
  20 * second,
  minute,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];
/** A step is lengthened by up to this share, so that receivers that came back are not met by everybody at once. */
const mostJitter = 0.2;
/** Nobody may put a message off for longer than this. */
export const longestAskedMs = 24 * hour;

/**
 * Milliseconds to wait after the `tries`-th failed try (from 1), null when there is no further one. `chance` in [0, 1) spreads;
 * `askedMs` is what the receiver asked for (Retry-After): never less than that is waited, up to a day.
 */
export function waitAfter(tries: number, chance: number, askedMs = 0): number | null {
  const step = retrySteps[tries - 1];
  if (step === undefined) return null;
  return Math.max(Math.round(step * (1 + mostJitter * chance)), Math.min(askedMs, longestAskedMs));
}

/** Seconds or a date of HTTP (RFC 9110, 10.2.3) as milliseconds from `now`; 0 where there is none or it lies in the past. */
export function retryAfterMs(header: string | undefined, now: number): number {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * second;
  const at = /[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isFinite(at) ? Math.max(0, at - now) : 0;
}
