import type { Kysely } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Outage } from '../../outages/outage.ts';
import { subjectText } from '../../outages/outage-subject.ts';
import type { TrailLine } from '../../outages/trail.ts';
import { freezeReport } from '../actions/freeze-report.ts';
import { differencesBetween } from '../differences.ts';
import { periodNamed } from '../period.ts';
import { type FrozenPlace, frozenReport, frozenWithin } from '../queries/frozen.ts';
import type { ReportQueries } from '../queries/reports.ts';
import { linesAfter, linesOfOutages } from '../queries/trail-lines.ts';
import { changeOf } from '../revision-words.ts';

export interface RenewDeps {
  records: Kysely<Tables>;
  reports: Pick<ReportQueries, 'composed'>;
}

/** Up to which line of the trail frozen reports were held against the ledger. */
const setting = 'frozen-reports-until-line';
const linesAtOnce = 500;

/**
 * Holds what is frozen against the ledger as it is now: where a change of an outage made another figure, the next version is made,
 * with the differences and the changes that made them. What was looked at is noted after the versions are written, and a version
 * is made only where a figure differs from the newest, so that an end of the server in between makes nothing twice.
 */
export function renewReportsJob({ records, reports }: RenewDeps) {
  async function run(now: EpochMs): Promise<void> {
    const until = await lookedUntil(records);
    const lines = await linesAfter(records, until, linesAtOnce);
    const last = lines.at(-1);
    if (last === undefined) return;
    const changes = lines.filter(({ kind }) => kind === 'outage');
    for (const place of await touched(records, changes)) await renew(place, changes, now);
    const value = String(last.line);
    await records
      .insertInto('settings')
      .values({ name: setting, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute();
  }

  async function renew(place: FrozenPlace, changes: readonly TrailLine[], now: EpochMs): Promise<void> {
    const period = periodNamed(place.period, place.timeZone);
    const newest = await frozenReport(records, { ...place, period: { name: place.period } });
    if (period === null || newest === null) return;
    const subjects = new Set(newest.report.subjects.map(({ subject }) => subjectText(subject)));
    const since = changes
      .filter(({ line }) => line > newest.report.head.line)
      .map(changeOf)
      .filter(({ subject }) => subjects.has(subject));
    if (since.length === 0) return;
    const { report: after, product } = await reports.composed({ kind: place.kind, name: place.name, period }, now);
    const differences = differencesBetween(newest.report, after, since);
    if (differences.length === 0) return;
    const version = newest.version + 1;
    await freezeReport(records, { report: { ...after, version, differences }, product }, now);
  }

  return { name: 'renew reports', run };
}

async function lookedUntil(records: Kysely<Tables>): Promise<number> {
  const row = await records.selectFrom('settings').select('value').where('name', '=', setting).executeTakeFirst();
  return Number(row?.value ?? 0);
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
