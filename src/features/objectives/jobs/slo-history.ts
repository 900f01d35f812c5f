import { bucketStart, day, type EpochMs, hour, minute } from '../../../maths/instants.ts';
import type { Book } from '../slo/book.ts';
import type { Slots } from '../slo/slots.ts';
import { putDaySlots, putMinutes } from '../slo/totals.ts';
import { type Reader, slotsIn } from './slo-reader.ts';

/** How long a tick may read stored history; the rest waits for the next. */
const mostMs = 400;
/** So many days are read at once. */
const daysAtOnce = 8;
/** What came late is looked for in the last hours so often, and in the last two days once an hour. */
const recentEveryMs = 10 * minute;
const lateMs = 2 * day;
/** Minutes this far back are read again, and beyond them a silence is filled as history is. */
export const recentMs = 6 * hour;

/** Days that are still to be read of one objective, from the newest back to `from`. */
interface Waiting {
  place: number;
  from: EpochMs;
  to: EpochMs;
}

/** What of the past is still to be read, and when what came late is looked for. */
export function sloHistory() {
  let waiting: Waiting[] = [];
  /** Objectives whose last hours are to be read again. */
  let again: number[] = [];
  let recentAt = 0;
  let lateAt = 0;

  async function readAgain({ totals, measured }: Book, read: Reader, isOver: () => boolean): Promise<boolean> {
    let some = false;
    while (again.length > 0 && !(some && isOver())) {
      const place = again.pop()!;
      const until = totals.ring.until[place]! * minute;
      if (until === 0) continue;
      const period = { from: bucketStart(until - recentMs, hour), to: until };
      putMinutes(totals, place, await slotsIn(measured[place]!, period, read));
      some = true;
    }
    return some;
  }

  async function readDays(book: Book, read: Reader, isOver: () => boolean): Promise<boolean> {
    let some = false;
    while (waiting.length > 0 && !(some && isOver())) {
      const newest = waiting.reduce((a, b) => (b.to > a.to ? b : a));
      const from = Math.max(newest.from, bucketStart(newest.to - 1, day) - (daysAtOnce - 1) * day);
      putDays(book, newest.place, await slotsIn(book.measured[newest.place]!, { from, to: newest.to }, read));
      newest.to = from;
      waiting = waiting.filter((one) => one.to > one.from);
      some = true;
    }
    return some;
  }

  return {
    /** Lets the days of one objective be read, from the hour that is under way back to the day of `since`. */
    wait({ totals }: Book, place: number, since: EpochMs): void {
      const until = totals.ring.until[place]! * minute;
      const from = Math.max(totals.lines[place]!.firstDay * day, bucketStart(since, day));
      if (until === 0) return;
      const to = bucketStart(until, hour);
      const known = waiting.find((one) => one.place === place);
      if (known === undefined) waiting.push({ place, to, from });
      else Object.assign(known, { to, from: Math.min(known.from, from) });
    },

    /** What waited under the places of a book goes on under those of the next, where it was taken over. */
    moveTo(next: Book, before: Book | null): void {
      const places = new Map(next.measured.map(({ plan, place }) => [plan.name, place]));
      again = [];
      waiting = waiting.flatMap((one) => {
        const place = places.get(before?.measured[one.place]?.plan.name ?? '');
        return place === undefined || next.totals.ring.until[place] === 0 ? [] : [{ ...one, place }];
      });
    },

    /** Lets everything that is stored be read once more, the last hours first. */
    readAll(book: Book): void {
      again = book.measured.map(({ place }) => place);
      for (const place of again) this.wait(book, place, 0);
    },

    /** Looks for what came late when it is time to. */
    lookBack(book: Book, now: EpochMs): void {
      if (now - lateAt >= hour) {
        if (lateAt !== 0) for (const { place } of book.measured) this.wait(book, place, now - lateMs);
        lateAt = now;
      }
      if (now - recentAt >= recentEveryMs) {
        if (recentAt !== 0) again = book.measured.map(({ place }) => place);
        recentAt = now;
      }
    },

    /** Reads the last hours again, then days from the newest on, until the time of a tick is up; whether there was anything. */
    async read(book: Book, read: Reader): Promise<boolean> {
      const end = performance.now() + mostMs;
      const isOver = (): boolean => performance.now() >= end;
      const some = await readAgain(book, read, isOver);
      return (await readDays(book, read, isOver)) || some;
    },
  };
}

/** Units of whole days, and of the last one in part. */
function putDays(book: Book, place: number, slots: Slots): void {
  const perDay = day / minute;
  for (let first = 0; first < slots.good.length; first += perDay) {
    putDaySlots(book.totals, place, {
      from: slots.from + first * minute,
      good: slots.good.subarray(first, first + perDay),
      valid: slots.valid.subarray(first, first + perDay),
      measured: slots.measured.subarray(first, first + perDay),
    });
  }
}
