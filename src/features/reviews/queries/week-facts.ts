import type { Kysely } from 'kysely';
import { type EpochMs, type Interval, minute, toRfc3339, week as weekMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { CalendarBook } from '../../duty/queries/calendars.ts';
import { overridesIn } from '../../duty/queries.ts';
import type { Drop } from '../../impact/contract.ts';
import { maintenanceShown } from '../../outages/queries/maintenance.ts';
import type { OutageQueries } from '../../outages/queries/outages.ts';
import { incidentRow } from '../../unavailability/incident-shown.ts';
import type { KeptIncident } from '../../unavailability/kept-incident.ts';
import type { IncidentQueries } from '../../unavailability/queries/incidents.ts';
import type { RunbookMeter } from '../../unavailability/runbooks/runbook-contract.ts';
import type { ActOfSwitch } from '../incident-log.ts';
import type { IsoWeek } from '../iso-weeks.ts';
import type { NamedReview } from '../meetings.ts';
import type { AlertOfWeek, Retired, WeekFacts } from '../week/week-facts.ts';
import { aroundWeek } from '../week/week-handovers.ts';
import { callsOf } from './calls.ts';
import type { ReviewQueries } from './reviews.ts';
import { saidOfShifts } from './weeks.ts';

export interface WeekDeps {
  records: Kysely<Tables>;
  catalog: { current(): Catalog; at(instant: EpochMs): Promise<Catalog> };
  impact: { drops(q: Interval): Promise<Drop[]> };
  incidents: Pick<IncidentQueries, 'one' | 'page'>;
  outages: Pick<OutageQueries, 'list' | 'planned' | 'head'>;
  duty: { calendars: Pick<CalendarBook, 'laid'> };
  reviews: ReviewQueries;
  switches: { actsIn(q: Interval): Promise<ActOfSwitch[]> };
  runbooks: { meter(q: Interval): Promise<RunbookMeter> };
  alerts: { rows(q: Interval): Promise<AlertOfWeek[]>; retirements(): Promise<Retired[]> };
}

/** All that is on record of a week, as it stands at an instant. */
export async function weekFacts(deps: WeekDeps, review: NamedReview, week: IsoWeek, now: EpochMs): Promise<WeekFacts> {
  const { records, catalog, outages, reviews } = deps;
  const around = aroundWeek(week);
  const until = { from: week.from, to: Math.max(week.from + 1, Math.min(week.to, now)) };
  const kept = await incidentsAround(deps, around);
  const ids = kept.map(({ incident }) => incident.id);
  const showing = await showingOf(deps, kept, now);
  const withActions = await reviews.withOpenActions();
  const windows = (from: EpochMs, to: EpochMs) =>
    maintenanceShown({ records, catalog, outages, now: () => now }, { from: toRfc3339(from), to: toRfc3339(to) });
  return {
    ...{ review, week, now, catalog: catalog.current() },
    catalogBefore: await catalog.at(week.from - 1),
    catalogAfter: now < week.to ? catalog.current() : await catalog.at(week.to - 1),
    windows: {
      lastWeek: (await windows(week.from, week.to)).windows,
      coming: (await windows(week.to, week.to + weekMs)).windows,
    },
    incidents: kept.map((one) => ({ kept: one, row: incidentRow(one, showing) })),
    calls: await callsOf(records, ids),
    reviews: await reviews.of(ids),
    outages: await outages.list({ from: week.from, to: week.to }),
    unreported: await outages.list({ states: ['draft', 'confirmed'] }),
    alerts: until.to - until.from < 2 * minute ? [] : await deps.alerts.rows(until),
    retired: await deps.alerts.retirements(),
    // a little longer, so that what was switched at its end is seen verified
    switchActs: await deps.switches.actsIn({ from: week.from, to: Math.min(week.to + weekMs, now + 1) }),
    duty: await deps.duty.calendars.laid(catalog.current(), around),
    overrides: await overridesIn(records, around),
    said: await saidOfShifts(records, around),
    withActions: await Promise.all(
      withActions.map(async (one) => ({
        review: one,
        incident: (await deps.incidents.one(one.incident))?.incident ?? null,
      })),
    ),
    meter: await deps.runbooks.meter(until),
    head: await outages.head(),
  };
}

const pageSize = 200;

/** Those that began in a time, and older ones that still last; oldest first. */
async function incidentsAround({ incidents }: WeekDeps, { from, to }: Interval): Promise<KeptIncident[]> {
  const found: KeptIncident[] = [];
  let before = { onset: to, id: '' };
  for (;;) {
    const page = await incidents.page({ before, limit: pageSize });
    found.push(...page.filter(({ incident }) => incident.onset >= from));
    const last = page.at(-1)?.incident;
    if (last === undefined || page.length < pageSize || last.onset < from) break;
    before = { onset: last.onset, id: last.id };
  }
  const lasting = await incidents.page({ states: ['suspected', 'open', 'mitigated'], before: null, limit: pageSize });
  const older = lasting.filter(({ incident }) => incident.onset < from);
  return [...found, ...older].reverse();
}

/** With all money: what is not shown is left out when somebody asks. */
async function showingOf({ catalog, impact }: WeekDeps, kept: readonly KeptIncident[], now: EpochMs) {
  const [first] = kept;
  const from = (first?.incident.onset ?? now) - weekMs;
  const drops = first === undefined ? [] : await impact.drops({ from, to: now + weekMs });
  return { catalog: catalog.current(), drops: new Map(drops.map((drop) => [drop.id, drop])), isShown: () => true };
}
