import { bucketStart, day, type EpochMs, type Interval, minute } from '../../../maths/instants.ts';

/** How far a source has been read; kept with the data it brought. */
export interface PullPosition {
  until: EpochMs;
  /** What stands for the address and the queries: other ones begin to count anew. */
  asked: string;
  /** The numbers of the queries of a process that have had samples. */
  seen: readonly number[];
}

/** Counters begin with the first sample they find, so a source that is new looks back a little for one. */
const lookBackMs = 5 * minute;
/** After a longer time nobody remembers what the counters stood at; the gap stays unknown. */
export const longestCatchUpMs = day;
/** Read at once; less where an answer gets too large. */
export const longestChunkMs = 30 * minute;

/** What is to be read next: samples after `from`, up to `to`. */
export interface PullWindow extends Interval {
  /** Whether counting begins anew: what lay before is not known, or was asked for otherwise. */
  afresh: boolean;
  /** Whether this ends with the newest minute that is over. */
  last: boolean;
}

/** The next whole minutes that are over since `delayMs`, at most `mostMs` of them; null where there are none yet. */
export function nextWindow(
  position: PullPosition | null,
  asked: string,
  now: EpochMs,
  { delayMs, mostMs }: { delayMs: number; mostMs: number },
): PullWindow | null {
  const end = bucketStart(now - delayMs, minute);
  const same = position !== null && position.asked === asked && position.until >= end - longestCatchUpMs;
  // what was read once is never read again, whatever is asked for now
  const from = Math.max(position?.until ?? 0, same ? 0 : end - lookBackMs);
  if (from >= end) return null;
  const to = Math.min(end, from + Math.max(minute, bucketStart(mostMs, minute)));
  return { from, to, afresh: !same, last: to === end };
}

export const positionText = ({ until, asked, seen }: PullPosition): string => JSON.stringify({ until, asked, seen });

/** Reads a position that was kept; null where there is none. */
export function positionFrom(text: string | undefined): PullPosition | null {
  return text ? (JSON.parse(text) as PullPosition) : null;
}
