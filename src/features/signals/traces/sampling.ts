import type { Sampling } from '../contract.ts';

/**
 * How a span came through sampling, by OpenTelemetry's consistent probability sampling: `ot=th:` in tracestate is a threshold
 * of 56 bits, of 2^56 spans that many were dropped.
 * https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/
 */
export interface SpanSampling {
  grade: Sampling;
  /** 0 where none were dropped, and where nothing is known. */
  threshold: bigint;
}

export const samplingLabel = 'waga.sampling';

const everySpan: SpanSampling = { grade: 'none', threshold: 0n };
export const unknownSampling: SpanSampling = { grade: 'unknown', threshold: 0n };

/** Grades by their place, as they travel in columns. */
export const grades: readonly Sampling[] = ['none', 'threshold', 'unknown'];

export const sameSampling = (a: SpanSampling, b: SpanSampling): boolean =>
  a === b || (a.grade === b.grade && a.threshold === b.threshold);

/** The threshold in halves of 24 and 32 bits, which fit columns of whole numbers. */
export function thresholdHalves({ threshold }: SpanSampling): { high: number; low: number } {
  return { high: Number(threshold >> 32n), low: Number(threshold & 0xffffffffn) | 0 };
}

/** The sampling of a place in `grades` and a threshold in halves. */
export function samplingFrom(grade: number, high: number, low: number): SpanSampling {
  if (grades[grade] === 'none') return everySpan;
  if (grades[grade] === 'unknown') return unknownSampling;
  if (lastMade.high === high && lastMade.low === low) return lastMade.sampling;
  const sampling: SpanSampling = { grade: 'threshold', threshold: (BigInt(high) << 32n) | BigInt(low >>> 0) };
  lastMade = { high, low, sampling };
  return sampling;
}

/** Of how many spans the threshold speaks. */
const all = 1n << 56n;
const digits = 14;
/** Longer than any that W3C lets pass. */
const longestTraceState = 4_096;

/**
 * What tracestate says. A threshold that the span's own randomness (`rv`, else the last 56 bits of the trace id) lies below
 * contradicts that the span was kept; like one that cannot be read it is no threshold.
 */
export function samplingOf(traceState: string, traceId: string): SpanSampling {
  const fields = openTelemetryFields(traceState);
  const th = fields?.get('th');
  if (fields === null || th === undefined || !/^[0-9a-f]{1,14}$/.test(th)) return unknownSampling;
  const threshold = BigInt(`0x${th.padEnd(digits, '0')}`);
  const rv = fields.get('rv');
  const randomness = rv ?? traceId.slice(-digits);
  if (!/^[0-9a-f]{14}$/.test(randomness) || BigInt(`0x${randomness}`) < threshold) return unknownSampling;
  return threshold === 0n ? everySpan : { grade: 'threshold', threshold };
}

/** The sub-keys of the entry `ot`, or null where there is none. */
function openTelemetryFields(traceState: string): Map<string, string> | null {
  if (traceState === '' || traceState.length > longestTraceState) return null;
  const entry = traceState.split(',').find((member) => member.trimStart().startsWith('ot='));
  if (entry === undefined) return null;
  const pairs = entry.trim().slice('ot='.length).split(';');
  return new Map(
    pairs.map((pair): [string, string] => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)]),
  );
}

/** Two spans are both kept when the larger of their thresholds was passed: they were sampled by the same randomness. */
export function bothKept(a: SpanSampling, b: SpanSampling): SpanSampling {
  if (a === b) return a;
  if (a.grade === 'unknown' || b.grade === 'unknown') return unknownSampling;
  return a.threshold >= b.threshold ? a : b;
}

/** A span that stands for more than 2^30 would outweigh everything measured; no sampler in use is that strict. */
const largestWeight = 1n << 30n;
export const isTooRare = ({ threshold }: SpanSampling): boolean => all / (all - threshold) > largestWeight;

/** Samplers are few. */
let lastMade = { high: 0, low: 0, sampling: everySpan };

/** A span that stands for itself alone adds one and carries nothing on. */
export const isWhole = ({ threshold }: SpanSampling): boolean => threshold === 0n;

/** Fractions of a request are carried in units of 2^−64. */
const fractionBits = 64n;
const one = 1n << fractionBits;
/** Where a series begins: half a request, so that its sum is the exact one rounded to the nearest. */
export const firstCarry = one >> 1n;

/** One sampler's spans all weigh the same. */
let lastThreshold = 0n;
let lastWeight = one;

/**
 * How many whole requests a span adds to a series, and what is carried to the next span of it. A span stands for
 * 2^56 / (2^56 − threshold) requests; the sum of a series is never further from the exact one than a half (and 2^−64 a span).
 */
export function wholeRequests({ threshold }: SpanSampling, carry: bigint): { count: number; carry: bigint } {
  if (threshold !== lastThreshold) {
    lastThreshold = threshold;
    lastWeight = (all << fractionBits) / (all - threshold);
  }
  const sum = lastWeight + carry;
  return { count: Number(sum >> fractionBits), carry: sum & (one - 1n) };
}
