import type { EpochMs } from '../../../maths/instants.ts';
import type { Stream } from '../otlp/cumulative.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** What the values of a stream are: running, or ended by a stale marker. A change of it begins the stream anew. */
const running = '';
const ended = 'ended';
const none: ReadonlyMap<number, bigint> = new Map();

/** Times are milliseconds in the protocol and nanoseconds in memory. */
export const nanoseconds = (at: EpochMs): bigint => BigInt(at) * 1_000_000n;

/** A value of a counter as a point of its stream, or why it is none. Counters count events: whole numbers from 0. */
export function counterPoint(value: number, at: EpochMs): Stream | Refusal {
  if (!Number.isFinite(value)) return refuse('not_finite', 'value: expected a finite number');
  if (value < 0) return refuse('negative_increment', 'value: expected 0 or more of a counter');
  if (!Number.isInteger(value)) return refuse('not_whole', 'value: expected a whole number, as counters count');
  return { time: nanoseconds(at), values: new Map([[0, BigInt(value)]]), scheme: running, scale: 0 };
}

/** What a stale marker leaves behind: the series is known, and whatever comes next only says where counting begins. */
export function endedAt(at: EpochMs): Stream {
  return { time: nanoseconds(at), values: none, scheme: ended, scale: 0 };
}
