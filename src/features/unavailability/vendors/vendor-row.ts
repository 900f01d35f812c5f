import { addEstimates } from '../../../maths/add-estimates.ts';
import { day, type EpochMs, type Interval, minute, toRfc3339 } from '../../../maths/instants.ts';
import { type Catalog, type Document, displayName } from '../../catalog/catalog.ts';
import type { VendorSpec } from '../../catalog/vendor.ts';
import { subjectIn } from '../../outages/ledger-scope.ts';
import type { WindowShown } from '../../outages/maintenance/maintenance-contract.ts';
import { endsOf, type Outage } from '../../outages/outage.ts';
import { type KeptReading, type KeptTold, toldOverrun } from '../../outages/told/told.ts';
import { windowName } from '../../outages/told/told-windows.ts';
import { apart, isOfVendor, lengthOf, spanOf } from '../../outages/vendor-part.ts';
import { componentName } from '../component-name.ts';
import type { VendorPage, VendorReading, VendorRow } from './vendor-contract.ts';

/** What cards of vendors are made of. */
export interface VendorFacts {
  catalog: Catalog;
  /** Of the ledger, of any subject and state, that last at some time of the days. */
  outages: readonly Outage[];
  /** Windows of maintenance of the days, and those to come. */
  windows: readonly WindowShown[];
  /** Planned work that vendors tell of. */
  told: readonly KeptTold[];
  readings: readonly KeptReading[];
  /** Whether the money of a process is shown to who asks; of '' whether that of no product is. */
  isShown(process: string): boolean;
  days: number;
  now: EpochMs;
}

type Vendor = Document<VendorSpec>;

/** The card of a vendor: what theirs cost us in so many days, how they keep their windows, what they say now. */
export function vendorRow(vendor: Vendor, facts: VendorFacts): VendorRow {
  const { catalog, days, isShown } = facts;
  const { spec, metadata } = vendor;
  const theirs = unplannedOf(vendor, facts);
  const spans = apart(clipped(theirs, facts));
  const readings = readingsOf(vendor, facts);
  return {
    name: metadata.name,
    displayName: displayName(vendor),
    owner: spec.owner ?? null,
    components: spec.components.map((component) => ({ component, name: componentName(catalog, component) })),
    ...{ days, outages: spans.length, minutes: Math.round(lengthOf(spans) / minute) },
    shareOfDowntime: shareOf(spans, facts),
    money: addEstimates(
      theirs.filter(begunIn(facts)).flatMap((one) => (isShown(processOf(one)) ? (one.loss?.net ?? []) : [])),
    ),
    windows: windowCounts(vendor, facts),
    // what nobody can read now is not what they say now
    saysNow: readings.some(({ what, failingSince }) => what === 'status-page' && failingSince === null)
      ? (facts.readings.find((one) => one.vendor === metadata.name && one.what === 'status-page')?.says ?? null)
      : null,
    readings,
  };
}

/** Whether amounts are left out of its card because they are not shown to who asks. */
export const hidesMoney = (vendor: Vendor, facts: VendorFacts): boolean =>
  unplannedOf(vendor, facts).some((one) => one.loss?.net != null && !facts.isShown(processOf(one)));

const processOf = ({ subject }: Outage): string => (subject.kind === 'process' ? subject.name : '');
const begin = ({ days, now }: VendorFacts): EpochMs => now - days * day;
const begunIn =
  (facts: VendorFacts) =>
  (one: Outage): boolean =>
    endsOf(one).from >= begin(facts);
const isUnplanned = ({ kind, state }: Outage): boolean => kind === 'unplanned' && state !== 'removed';

function unplannedOf({ metadata, spec }: Vendor, { outages }: VendorFacts): Outage[] {
  return outages.filter((one) => isUnplanned(one) && isOfVendor(one, { name: metadata.name, ...spec }));
}

function clipped(outages: readonly Outage[], facts: VendorFacts): Interval[] {
  return outages
    .map((one) => spanOf(one, facts.now))
    .map(({ from, to }) => ({ from: Math.max(from, begin(facts)), to }))
    .filter(({ from, to }) => from < to);
}

/** In whole minutes, theirs of all; what overlaps counts once on either side. */
function shareOf(theirs: readonly Interval[], facts: VendorFacts): VendorRow['shareOfDowntime'] {
  const all = lengthOf(apart(clipped(facts.outages.filter(isUnplanned), facts)));
  if (all === 0) return null;
  const numerator = Math.round(lengthOf(theirs) / minute);
  const denominator = Math.max(1, Math.round(all / minute));
  const tenths = Math.floor((1_000 * numerator) / denominator);
  return { numerator, denominator, text: `${Math.floor(tenths / 10)}.${tenths % 10}%` };
}

function readingsOf({ metadata, spec }: Vendor, { readings }: VendorFacts): VendorReading[] {
  const places = [
    { what: 'status-page' as const, url: spec.statusPage?.url },
    { what: 'calendar' as const, url: spec.calendar?.url },
  ];
  return places.flatMap(({ what, url }) => {
    if (url === undefined) return [];
    const kept = readings.find((one) => one.vendor === metadata.name && one.what === what && one.url === url);
    const time = (at: EpochMs | null | undefined): string | null => (at == null ? null : toRfc3339(at));
    const { readAt, failingSince, reason = null } = kept ?? {};
    return [{ what, url, readAt: time(readAt), failingSince: time(failingSince), reason }];
  });
}

/** Its windows with how far they went on: as the ledger has it, or as they say so by themselves, whichever is more. */
function windowsOf({ metadata }: Vendor, { windows, told, now }: VendorFacts) {
  const overruns = new Map(
    told.filter(({ vendor }) => vendor === metadata.name).map((one) => [windowName(one), toldOverrun(one, now)]),
  );
  return windows
    .filter(({ vendor }) => vendor?.name === metadata.name)
    .map((window) => {
      const overrunMs = Math.max(window.overrunSeconds * 1_000, overruns.get(window.name) ?? 0);
      return { window, overrunMinutes: Math.ceil(overrunMs / minute) };
    });
}

function windowCounts(vendor: Vendor, facts: VendorFacts): VendorRow['windows'] {
  const begun = windowsOf(vendor, facts).filter(({ window }) => {
    const from = Date.parse(window.from);
    return from >= begin(facts) && from <= facts.now;
  });
  const overrun = begun.filter(({ overrunMinutes }) => overrunMinutes > 0);
  return {
    kept: begun.filter(({ window, overrunMinutes }) => window.state === 'kept' && overrunMinutes === 0).length,
    overrun: overrun.length,
    overrunMinutes: overrun.reduce((sum, one) => sum + one.overrunMinutes, 0),
    late: begun.filter(({ window }) => window.announced === 'late').length,
  };
}

/** Its windows, the last first. */
export function windowList(vendor: Vendor, facts: VendorFacts): VendorPage['windowList'] {
  return windowsOf(vendor, facts)
    .map(({ window, overrunMinutes }) => ({
      name: window.displayName,
      ...{ from: window.from, to: window.to, overrunMinutes },
      state: overrunMinutes > 0 ? 'overrun' : window.state,
      inTime: window.announced === 'not-yet' ? null : window.announced === 'in-time',
    }))
    .reverse();
}

/** The outages in which it had part, the last first. */
export function outageList(vendor: Vendor, facts: VendorFacts): VendorPage['outageList'] {
  return unplannedOf(vendor, facts)
    .map((one) => {
      const { from, to } = endsOf(one);
      return {
        ...{ id: one.id, subject: subjectIn(facts.catalog, one.subject).displayName, cause: one.cause },
        ...{ from: toRfc3339(from), to: to === null ? null : toRfc3339(to) },
        fault: one.fault === 'both' ? ('both' as const) : ('vendor' as const),
        money: facts.isShown(processOf(one)) ? (one.loss?.net ?? null) : null,
      };
    })
    .reverse();
}
