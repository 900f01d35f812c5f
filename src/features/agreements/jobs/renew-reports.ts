import type { Kysely } from 'kysely';
import { day, type EpochMs, minute, toRfc3339 } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Outage } from '../../outages/outage.ts';
import { subjectText } from '../../outages/outage-subject.ts';
import type { TrailLine } from '../../outages/trail.ts';
import { freezeReport } from '../actions/freeze-report.ts';
import { bookedOf, differencesBetween, type ReportChange } from '../differences.ts';
import { periodNamed } from '../period.ts';
import { bookedSince } from '../queries/booked-revenue.ts';
import { type Frozen, type FrozenPlace, frozenReport, frozenWithin } from '../queries/frozen.ts';
import type { ReportQueries } from '../queries/reports.ts';
import { linesAfter, linesOfOutages } from '../queries/trail-lines.ts';
import type { Report } from '../report-contract.ts';
import { changeOf } from '../revision-words.ts';

export interface RenewDeps {
  records: Kysely<Tables>;
  reports: Pick<ReportQueries, 'composed'>;
}

/** Up to which line of the trail frozen reports were held against the ledger. */
const setting = 'frozen-reports-until-line';
const linesAtOnce = 500;
/** Until when they were held against what was booked. */
const bookedSetting = 'frozen-reports-until-booked';
/** What is booked now may be seen so much later. */
const bookingMs = minute;

/**
 * Holds what is frozen against the ledger as it is now: where a change of an outage, or what was booked since, made another figure, the
 * next version is made, with the differences and the changes that made them. What was looked at is noted after the versions are written, and a version
 * is made only where a figure differs from the newest, so that an end of the server in between makes nothing twice.
 */
export function renewReportsJob({ records, reports }: RenewDeps) {
  async function run(now: EpochMs): Promise<void> {
    await followLedger(now);
    await followBookings(now);
  }

  async function followLedger(now: EpochMs): Promise<void> {
    const lines = await linesAfter(records, await lookedUntil(records, setting), linesAtOnce);
    const last = lines.at(-1);
    if (last === undefined) return;
    const changes = lines.filter(({ kind }) => kind === 'outage');
    for (const place of await touched(records, changes)) {
      await renew(place, ({ report }) => changesOf(report, changes), now);
    }
    await looked(records, setting, last.line);
  }

  async function followBookings(now: EpochMs): Promise<void> {
    const bookings = await bookedSince(records, await lookedUntil(records, bookedSetting));
    for (const { product, first, last, at } of bookings) {
      const words = `Revenue of ${product} was booked for ${first} to ${last} at ${toRfc3339(at)}.`;
      // whatever the zone of the report, a day of it lies in these
      const within = await frozenWithin(records, Date.parse(first) - day, Date.parse(last) + 2 * day);
      const isOf = ({ report }: Frozen): boolean => report.subjects.some((one) => one.product === product);
      for (const place of within) {
        await renew(place, (newest) => (isOf(newest) ? [{ subject: bookedOf(product), words }] : []), now);
      }
    }
    const newest = Math.max(...bookings.map(({ at }) => at));
    if (bookings.length > 0) await looked(records, bookedSetting, Math.min(newest, now - bookingMs));
  }

  async function renew(place: FrozenPlace, since: (newest: Frozen) => ReportChange[], now: EpochMs): Promise<void> {
    const period = periodNamed(place.period, place.timeZone);
    const newest = await frozenReport(records, { ...place, period: { name: place.period } });
    if (period === null || newest === null) return;
    const changes = since(newest);
    if (changes.length === 0) return;
    const { report: after, product } = await reports.composed({ kind: place.kind, name: place.name, period }, now);
    const differences = differencesBetween(newest.report, after, changes);
    if (differences.length === 0) return;
    const version = newest.version + 1;
    await freezeReport(records, { report: { ...after, version, differences }, product }, now);
  }

  return { name: 'renew reports', run };
}

async function lookedUntil(records: Kysely<Tables>, name: string): Promise<number> {
  const row = await records.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst();
  return Number(row?.value ?? 0);
}

async function looked(records: Kysely<Tables>, name: string, until: number): Promise<void> {
  const value = String(until);
  await records
    .insertInto('settings')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

/** The changes since a report was made of the subjects that it is about. */
function changesOf({ head, subjects }: Report, changes: readonly TrailLine[]): ReportChange[] {
  const names = new Set(subjects.map(({ subject }) => subjectText(subject)));
  return changes
    .filter(({ line }) => line > head.line)
    .map(changeOf)
    .filter(({ subject }) => names.has(subject));
}

/** What is frozen of the periods that the changed outages ever lay in, of processes only those that they are of. */
async function touched(records: Kysely<Tables>, lines: readonly TrailLine[]): Promise<FrozenPlace[]> {
  if (lines.length === 0) return [];
  const ever = await linesOfOutages(records, [...new Set(lines.map(({ subject }) => subject))]);
  const all = [...ever.values()].flat().map(({ content }) => JSON.parse(content) as Outage);
  const ends = all.flatMap(({ detected, refined, corrected }) =>
    [detected, refined, corrected].filter((one) => one !== null),
  );
  const from = Math.min(...ends.map((one) => one.from));
  const to = ends.some((one) => one.to === null) ? null : Math.max(...ends.map((one) => one.to!));
  const processes = new Set(all.flatMap(({ subject }) => (subject.kind === 'process' ? [subject.name] : [])));
  const within = await frozenWithin(records, from, to);
  return within.filter(({ kind, name }) => kind !== 'process' || processes.has(name));
}
