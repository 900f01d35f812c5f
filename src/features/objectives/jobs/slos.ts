import type { Kysely } from 'kysely';
import { bucketStart, day, type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Catalog, revisionOf } from '../../catalog/catalog.ts';
import type { IndicatorMinutes } from '../indicator-minutes.ts';
import { openBurnAlerts } from '../queries/burn-alerts.ts';
import { type SloMinuteDeps, sloMinutes } from '../queries/slo-minutes.ts';
import { presentObjectives } from '../queries/slo-versions.ts';
import type { SloQueries } from '../queries/slos.ts';
import { type Book, bookOf } from '../slo/book.ts';
import { judgeBurns } from '../slo/burns.ts';
import type { SloRule } from '../slo/plan.ts';
import type { Slots } from '../slo/slots.ts';
import { rulesIn, slotsOfParts } from '../slo/slots-of-versions.ts';
import { addMinute, putDaySlots, putMinutes } from '../slo/totals.ts';
import { countWindows } from '../slo/windows.ts';
import { adoptAlerts, writeBurns } from './burn-records.ts';

export interface SloJobDeps extends SloMinuteDeps {
  records: Kysely<Tables>;
  slos: Pick<SloQueries, 'keep'>;
}

/** How long a tick may read stored history; the rest waits for the next. */
const historyMs = 400;
/** So many days are read at once. */
const daysAtOnce = 8;
/** What came late is looked for in the last hours so often, and in the last two days once an hour. */
const recentEveryMs = 10 * minute;
const recentMs = 6 * hour;
const lateMs = 2 * day;

/** Days that are still to be read of one objective, the newest first. */
interface Waiting {
  place: number;
  /** End of what is to be read, and where it ends. */
  to: EpochMs;
  from: EpochMs;
}

type Reader = (rule: SloRule, period: Interval) => Promise<IndicatorMinutes>;

/**
 * Evaluates every objective once per complete minute: adds new minutes to the totals, counts all windows, judges burn rates and
 * writes alerts that began or ended. History is read behind it, a little each tick, newest days first.
 */
export function sloJob(deps: SloJobDeps): { name: string; run(now: EpochMs): Promise<void> } {
  const source = sloMinutes(deps);
  let book: Book | null = null;
  let revision: string | null = null;
  let waiting: Waiting[] = [];
  let recentAt = 0;
  let lateAt = 0;
  const imported = new Map<string, EpochMs>();
  let looked = false;

  async function open(catalog: Catalog, now: EpochMs): Promise<Book> {
    const next = bookOf(await presentObjectives(deps.records, catalog, now), now, book ?? undefined);
    await adoptAlerts(deps.records, next, await openBurnAlerts(deps.records), now);
    const names = new Map(next.measured.map(({ plan, place }) => [plan.name, place]));
    const before = book;
    // what was still to be read of an objective goes on under its new place
    waiting = waiting.flatMap((one) => {
      const place = names.get(before?.measured[one.place]?.plan.name ?? '');
      return place === undefined || next.totals.ring.until[place] === 0 ? [] : [{ ...one, place }];
    });
    return next;
  }

  /** One question for each reading and period, whoever asks. */
  function reader(): Reader {
    const asked = new Map<string, Promise<IndicatorMinutes>>();
    return (rule, period) => {
      const { reading, measures } = rule;
      const key = JSON.stringify([reading, measures, period.from, period.to]);
      const known = asked.get(key) ?? source.read(rule, period);
      asked.set(key, known);
      return known;
    };
  }

  async function slotsIn(now: Book, place: number, period: Interval, read: Reader): Promise<Slots> {
    const { versions, rule } = now.measured[place]!;
    const parts = rulesIn(versions, period, rule.slicing.method);
    const minutes = await Promise.all(parts.map((part) => read(part.rule, period)));
    return slotsOfParts(parts, period, (part) => minutes[parts.indexOf(part)]!);
  }

  /** New minutes of one objective; the first time, and after a longer silence, its last hours, with the days before waiting. */
  async function advance(now: Book, place: number, until: EpochMs, read: Reader): Promise<void> {
    const { ring, lines } = now.totals;
    const known = ring.until[place]! * minute;
    if (until <= known) return;
    const isNew = known === 0 || until - known > recentMs;
    const from = bucketStart(isNew ? until - recentMs - hour : known, hour);
    const slots = await slotsIn(now, place, { from, to: until }, read);
    if (isNew) {
      putMinutes(now.totals, place, slots);
      const oldest = known === 0 ? lines[place]!.firstDay * day : bucketStart(known, day);
      waiting.push({ place, to: bucketStart(until, hour), from: Math.max(oldest, lines[place]!.firstDay * day) });
      return;
    }
    for (let at = known; at < until; at += minute) {
      const i = (at - from) / minute;
      addMinute(now.totals, place, at / minute, slots.good[i]!, slots.valid[i]!, slots.measured[i]!);
    }
  }

  /** Minutes of the last hours again, for what came late. */
  async function again(now: Book, read: Reader): Promise<void> {
    for (const { place } of now.measured) {
      const until = now.totals.ring.until[place]! * minute;
      if (until === 0) continue;
      putMinutes(
        now.totals,
        place,
        await slotsIn(now, place, { from: bucketStart(until - recentMs, hour), to: until }, read),
      );
    }
  }

  /** Reads some of the days that wait, all objectives side by side from the newest day on, until the time is up. */
  async function readHistory(now: Book): Promise<boolean> {
    const end = performance.now() + historyMs;
    const read = reader();
    let some = false;
    while (waiting.length > 0 && (!some || performance.now() < end)) {
      const newest = waiting.reduce((a, b) => (b.to > a.to ? b : a));
      const from = Math.max(newest.from, bucketStart(newest.to - 1, day) - (daysAtOnce - 1) * day);
      const slots = await slotsIn(now, newest.place, { from, to: newest.to }, read);
      putDays(now, newest.place, slots);
      newest.to = from;
      waiting = waiting.filter((one) => one.to > one.from);
      some = true;
    }
    return some;
  }

  /** An import of history that came since the last look is read from the start again. */
  async function noteImports(now: Book): Promise<void> {
    const { sources } = await deps.signals.memory();
    let isNews = false;
    for (const [name, { importedAt }] of sources) {
      if (importedAt === null || imported.get(name) === importedAt) continue;
      imported.set(name, importedAt);
      isNews = looked;
    }
    looked = true;
    if (isNews) wait(now, () => 0);
  }

  /** Lets the days of every objective from an instant on be read again. */
  function wait(now: Book, since: (until: EpochMs) => EpochMs): void {
    for (const { place } of now.measured) {
      const until = now.totals.ring.until[place]! * minute;
      const from = Math.max(now.totals.lines[place]!.firstDay * day, bucketStart(since(until), day));
      if (until > 0) waiting.push({ place, to: bucketStart(until, hour), from });
    }
  }

  async function run(now: EpochMs): Promise<void> {
    const catalog = deps.catalog();
    if (book === null || revision !== revisionOf(catalog)) {
      book = await open(catalog, now);
      revision = revisionOf(catalog);
    }
    const present = book;
    const ends = new Map<string, Promise<EpochMs | null>>();
    const read = reader();
    const outcomes = await Promise.allSettled(
      present.measured.map(async ({ rule, place }) => {
        const key = JSON.stringify(rule.reading);
        const end = ends.get(key) ?? source.completeUntil(rule.reading, now);
        ends.set(key, end);
        const until = await end;
        if (until !== null) await advance(present, place, bucketStart(until, minute), read);
      }),
    );
    await noteImports(present);
    if (now - lateAt >= hour) {
      if (lateAt !== 0) wait(present, (until) => until - lateMs);
      lateAt = now;
    }
    if (now - recentAt >= recentEveryMs) {
      if (recentAt !== 0) await again(present, reader());
      recentAt = now;
    }
    countWindows(present.windows, present.totals, present.rules);
    await writeBurns(deps.records, present, judgeBurns(present.burns, present.windows, present.totals.ring.until), now);
    if (await readHistory(present)) countWindows(present.windows, present.totals, present.rules);
    const latest = Math.max(0, ...present.totals.ring.until) * minute;
    deps.slos.keep(present, latest === 0 ? null : latest);
    const failure = outcomes.find((one) => one.status === 'rejected');
    if (failure) throw failure.reason;
  }

  return { name: 'slos', run };
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
