import type { Kysely } from 'kysely';
import { bucketStart, type EpochMs, hour, minute } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Catalog, revisionOf } from '../../catalog/catalog.ts';
import { type BurnAlert, burnAlertId, openBurnAlerts } from '../queries/burn-alerts.ts';
import { type SloMinuteDeps, sloMinutes } from '../queries/slo-minutes.ts';
import { presentObjectives } from '../queries/slo-versions.ts';
import type { SloQueries } from '../queries/slos.ts';
import { type Book, bookOf } from '../slo/book.ts';
import { judgeBurns } from '../slo/burns.ts';
import { addMinute, putMinutes } from '../slo/totals.ts';
import { countWindows } from '../slo/windows.ts';
import { adoptAlerts, alertsOf, writeAlerts } from './burn-records.ts';
import { recentMs, sloHistory } from './slo-history.ts';
import { type Reader, sharedReader, slotsIn } from './slo-reader.ts';

export interface SloJobDeps extends SloMinuteDeps {
  records: Kysely<Tables>;
  slos: Pick<SloQueries, 'keep'>;
}

/** Parts of an import follow each other faster than this. */
const importSettlesMs = 30_000;

/**
 * Evaluates every objective once per complete minute: adds new minutes to the totals, counts all windows, judges burn rates and
 * writes alerts that began or ended. History is read behind it, a little each tick, newest days first. An objective that cannot be
 * read stays as it was, the others go on, and the run then fails so that the clock reports it.
 */
export function sloJob(deps: SloJobDeps): { name: string; run(now: EpochMs): Promise<void> } {
  const source = sloMinutes(deps);
  const history = sloHistory();
  const imported = new Map<string, EpochMs>();
  let book: Book | null = null;
  let revision: string | null = null;
  /** By id, so that what could not be written is written with the next tick. */
  const unwritten = new Map<string, BurnAlert>();

  async function open(catalog: Catalog, now: EpochMs): Promise<Book> {
    const next = bookOf(await presentObjectives(deps.records, catalog, now), now, book ?? undefined);
    await adoptAlerts(deps.records, next, await openBurnAlerts(deps.records), now);
    history.moveTo(next, book);
    return next;
  }

  /** New minutes of one objective; the first time, and after a longer silence, its last hours, with the days before waiting. */
  async function advance(now: Book, place: number, until: EpochMs, read: Reader): Promise<void> {
    const known = now.totals.ring.until[place]! * minute;
    if (until <= known) return;
    const isNew = known === 0 || until - known > recentMs;
    const from = bucketStart(isNew ? until - recentMs - hour : known, hour);
    const slots = await slotsIn(now.measured[place]!, { from, to: until }, read);
    if (isNew) {
      putMinutes(now.totals, place, slots);
      history.wait(now, place, known);
      return;
    }
    for (let at = known; at < until; at += minute) {
      const i = (at - from) / minute;
      addMinute(now.totals, place, at / minute, slots.good[i]!, slots.valid[i]!, slots.measured[i]!);
    }
  }

  async function advanceAll(present: Book, now: EpochMs): Promise<PromiseSettledResult<void>[]> {
    const ends = new Map<string, Promise<EpochMs | null>>();
    const read = sharedReader(source.read);
    return Promise.allSettled(
      present.measured.map(async ({ rule, place }) => {
        const key = JSON.stringify(rule.reading);
        const end = ends.get(key) ?? source.completeUntil(rule.reading, now);
        ends.set(key, end);
        const until = await end;
        if (until !== null) await advance(present, place, bucketStart(until, minute), read);
      }),
    );
  }

  /** After an import of history, once its last part has come, everything is read again. */
  async function noteImports(present: Book, now: EpochMs, isFirst: boolean): Promise<void> {
    const { sources } = await deps.signals.memory();
    const news = [...sources].flatMap(([name, { importedAt }]) => {
      const isNew = importedAt !== null && imported.get(name) !== importedAt;
      return isNew && (isFirst || now - importedAt >= importSettlesMs) ? [{ name, importedAt }] : [];
    });
    for (const { name, importedAt } of news) imported.set(name, importedAt);
    if (news.length > 0 && !isFirst) history.readAll(present);
  }

  async function run(now: EpochMs): Promise<void> {
    const catalog = deps.catalog();
    const isFirst = book === null;
    if (book === null || revision !== revisionOf(catalog)) {
      book = await open(catalog, now);
      revision = revisionOf(catalog);
    }
    const present = book;
    const outcomes = await advanceAll(present, now);
    await noteImports(present, now, isFirst);
    history.lookBack(present, now);
    countWindows(present.windows, present.totals, present.rules);
    const changes = judgeBurns(present.burns, present.windows, present.totals.ring.until);
    for (const alert of alertsOf(present, changes)) unwritten.set(burnAlertId(alert), alert);
    await writeAlerts(deps.records, [...unwritten.values()], now);
    unwritten.clear();
    if (await history.read(present, sharedReader(source.read))) {
      countWindows(present.windows, present.totals, present.rules);
    }
    const latest = present.totals.ring.until.reduce((a, b) => Math.max(a, b), 0) * minute;
    deps.slos.keep(present, latest === 0 ? null : latest);
    const failure = outcomes.find((one) => one.status === 'rejected');
    if (failure) throw failure.reason;
  }

  return { name: 'slos', run };
}
