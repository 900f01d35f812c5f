import { type EpochMs, type Interval, second, toRfc3339 } from '../../../maths/instants.ts';
import { type Catalog, type Document, displayName, documentNamed } from '../../catalog/catalog.ts';
import { parseDuration } from '../../catalog/duration.ts';
import { subjectIn } from '../ledger-scope.ts';
import { endsOf, type Outage } from '../outage.ts';
import { goesOnFrom } from '../vendor-part.ts';
import type { MaintenanceSpec } from './maintenance.ts';
import type { WindowShown } from './maintenance-contract.ts';
import { maintenanceOf, windowStartOf } from './planned-outages.ts';
import { announcedOf, isInTime, maintenancesOf, subjectsOf, windowsOf } from './windows.ts';

/** What stands in the ledger about windows. */
export interface PlanRecord {
  /** Planned by the catalogue, and not removed. */
  planned: readonly Outage[];
  /** Unplanned ones, of which some went on beyond a window. */
  unplanned: readonly Outage[];
  /** Since when each planned one is on record, by id. */
  recordedAt: ReadonlyMap<string, EpochMs>;
}

/**
 * The windows that last at some time of a period: those to come as the catalogue has them, those that began as they were announced
 * in the ledger, in order.
 */
export function shownWindows(catalog: Catalog, record: PlanRecord, period: Interval, now: EpochMs): WindowShown[] {
  const byWindow = Map.groupBy(record.planned, (one) => `${maintenanceOf(one)} ${windowStartOf(one.origin!)}`);
  const coming = maintenancesOf(catalog).flatMap((document) =>
    windowsOf(document, { from: Math.max(now, period.from), to: period.to })
      .filter(({ from }) => from > now)
      .map((window) => {
        const planned = byWindow.get(`${window.name} ${window.from}`) ?? [];
        return shown(catalog, window.name, window, planned, record, now);
      }),
  );
  const begun = [...byWindow.values()].flatMap((planned) => {
    const [first] = planned as [Outage];
    const window = { from: windowStartOf(first.origin!), to: Math.max(...planned.map((one) => one.detected.to!)) };
    const isIn = window.from <= now && window.from < period.to && window.to > period.from;
    return isIn ? [shown(catalog, maintenanceOf(first)!, window, planned, record, now)] : [];
  });
  return [...begun, ...coming].sort((a, b) => Date.parse(a.from) - Date.parse(b.from) || (a.name < b.name ? -1 : 1));
}

function shown(
  catalog: Catalog,
  name: string,
  window: Interval,
  planned: readonly Outage[],
  { unplanned, recordedAt }: PlanRecord,
  now: EpochMs,
): WindowShown {
  const document = documentNamed<MaintenanceSpec>(catalog.documents, 'Maintenance', name);
  const surplus = unplanned.filter((one) => planned.some((plan) => goesOnFrom(plan, one)));
  const overrun = Math.max(
    0,
    ...surplus.map((one) => over(one, window.to, now)),
    ...planned.map((one) => over(one, window.to, now)),
  );
  const vendor = planned.length > 0 ? planned[0]!.vendor : (document?.spec.vendor ?? null);
  const subjects =
    planned.length > 0 ? planned.map(({ subject }) => subject) : document ? subjectsOf(catalog, document.spec) : [];
  return {
    name,
    displayName: document ? displayName(document) : name,
    vendor: vendor === null ? null : { name: vendor, displayName: nameOf(catalog, vendor) },
    subjects: subjects.map((subject) => ({ ...subject, displayName: subjectIn(catalog, subject).displayName })),
    ...{ from: toRfc3339(window.from), to: toRfc3339(window.to) },
    ...noticeOf(
      document,
      window,
      planned.map(({ id }) => recordedAt.get(id)!).filter((at) => at !== undefined),
    ),
    state: overrun > 0 ? 'overrun' : now < window.from ? 'coming' : now < window.to ? 'now' : 'kept',
    overrunSeconds: Math.floor(overrun / second),
    lasts: surplus.some((one) => endsOf(one).to === null),
    mute: document?.spec.mute ?? false,
    switches: document?.spec.switches ?? [],
    switchOff: document?.spec.switchOff ?? null,
    banner: document?.spec.banner ?? null,
    outages: planned.map(({ id }) => id),
    surplus: surplus.map(({ id }) => id),
  };
}

const over = (one: Outage, end: EpochMs, now: EpochMs): number => (endsOf(one).to ?? now) - end;

function noticeOf(
  document: Document<MaintenanceSpec> | undefined,
  window: Interval,
  recorded: readonly EpochMs[],
): Pick<WindowShown, 'announcedAt' | 'announced' | 'noticeNeededSeconds'> {
  const needed = document?.spec.noticeNeeded;
  const noticeNeededSeconds = needed === undefined ? 0 : Math.floor(parseDuration(needed)! / second);
  const told = document ? announcedOf(document.spec, window) : null;
  const at = told ?? (recorded.length > 0 ? Math.max(...recorded) : null);
  if (at === null) return { announcedAt: null, announced: 'not-yet', noticeNeededSeconds };
  const inTime = document ? isInTime(document.spec, window, at) : at <= window.from;
  return { announcedAt: toRfc3339(at), announced: inTime ? 'in-time' : 'late', noticeNeededSeconds };
}

function nameOf({ documents }: Catalog, vendor: string): string {
  const document = documentNamed(documents, 'Vendor', vendor);
  return document ? displayName(document) : vendor;
}
