import { bucketStart, type EpochMs, minute } from '../../../maths/instants.ts';

/**
 * When the queries of a process were scraped, in the minutes in which every one was that ever had samples. A counter that was
 * never there yet (nothing has been refunded so far) holds nobody up; one that is gone does.
 */
export function commonScrapes(scrapes: ReadonlyMap<number, readonly EpochMs[]>, seen: readonly number[]): EpochMs[] {
  const expected = new Set([...seen, ...scrapes.keys()]).size;
  const minuteOf = (at: EpochMs): EpochMs => bucketStart(at, minute);
  const queriesIn = new Map<EpochMs, number>();
  for (const times of scrapes.values()) {
    for (const start of new Set(times.map(minuteOf))) queriesIn.set(start, (queriesIn.get(start) ?? 0) + 1);
  }
  return [...scrapes.values()].flat().filter((at) => queriesIn.get(minuteOf(at)) === expected);
}
