import type { EpochMs } from '../../../maths/instants.ts';
import type { Heard, Stream } from '../otlp/cumulative.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** What the values of a stream are: running, or ended by a stale marker. A change of it begins the stream anew. */
const running = '';
const ended = 'ended';
const none: ReadonlyMap<number, bigint> = new Map();

/** Times are milliseconds in the protocol and nanoseconds in memory. */
const nanoseconds = (at: EpochMs): bigint => BigInt(at) * 1_000_000n;

/** A value of a counter as a point of its stream, or why it is none. Counters count events: whole numbers from 0. */
export function counterPoint(value: number, at: EpochMs): Stream | Refusal {
  if (!Number.isFinite(value)) return refuse('not_finite', 'value: expected a finite number');
  if (value < 0) return refuse('negative_increment', 'value: expected 0 or more of a counter');
  if (!Number.isInteger(value)) return refuse('not_whole', 'value: expected a whole number, as counters count');
  return { time: nanoseconds(at), values: new Map([[0, BigInt(value)]]), scheme: running, scale: 0 };
}

/** What a stale marker leaves behind: the series is known, and whatever comes next continues nothing. */
export function endedAt(at: EpochMs): Stream {
  return { time: nanoseconds(at), values: none, scheme: ended, scale: 0 };
}

export const hasEnded = ({ scheme }: Stream): boolean => scheme === ended;

/** The target was heard of a metric. Requests overtake each other, so a time may lie before those that are known. */
export function heardAt(known: Heard | undefined, time: bigint): Heard {
  if (known === undefined) return { first: time, last: time };
  // as nearly always: the next scrape, or another series of the same one
  if (time > known.last) return { first: known.first, last: time, before: known.last };
  if (time === known.last && known.before !== undefined) return known;
  const times = [...new Set([known.first, known.last, known.before ?? known.first, time])].sort((a, b) =>
    a < b ? -1 : 1,
  );
  const [before] = times.slice(-2, -1);
  return { first: times[0]!, last: times.at(-1)!, ...(before === undefined ? {} : { before }) };
}

/**
 * Whether a series that had ended stood at zero before it came back at `time`: its target was scraped in between, and it
 * was not there. Where the target itself was away, nobody knows what the value had been.
 */
export function stoodAtZero({ time: end }: Stream, time: bigint, heard: Heard | undefined): boolean {
  return [heard?.last, heard?.before].some((one) => one !== undefined && one >= end && one < time);
}
