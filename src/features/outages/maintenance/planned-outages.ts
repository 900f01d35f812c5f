import { day, type EpochMs, second, toRfc3339 } from '../../../maths/instants.ts';
import type { Catalog, Document } from '../../catalog/catalog.ts';
import { displayName } from '../../catalog/document.ts';
import { blankOutage, dueAtOf } from '../new-outage.ts';
import type { Outage } from '../outage.ts';
import { subjectText } from '../outage-subject.ts';
import type { MaintenanceSpec } from './maintenance.ts';
import { announcedOf, type MaintenanceWindow, maintenancesOf, subjectsOf, windowsOf } from './windows.ts';

/** Windows are on record so long before they begin, so that what was announced is there before it is needed. */
export const plannedAhead = 35 * day;

const sourceStart = 'maintenance ';
export const sourceOf = (maintenance: string): string => `${sourceStart}${maintenance}`;
/** The Maintenance of which a window is an outage; null for any other outage. */
export const maintenanceOf = ({ origin }: Pick<Outage, 'origin'>): string | null =>
  origin?.source.startsWith(sourceStart) ? origin.source.slice(sourceStart.length) : null;
/** When the window of such an outage was to begin by the catalogue. */
export const windowStartOf = (origin: { id: string }): EpochMs => Date.parse(origin.id.split(' ')[0]!);

/** A planned outage as it shall stand in the ledger, without its id. */
export type PlannedOutage = Omit<Outage, 'id' | 'origin'> & { origin: { source: string; id: string } };

/**
 * Every window of the coming weeks that is announced, as a planned outage of each of its subjects. One that lasts already is planned
 * from now on: nothing is planned afterwards.
 */
export function plannedOutages(catalog: Catalog, now: EpochMs): PlannedOutage[] {
  const ahead = { from: now, to: now + plannedAhead };
  return maintenancesOf(catalog).flatMap((one) => {
    const { spec } = one;
    if (spec.announcedAt !== undefined && Date.parse(spec.announcedAt) > now) return [];
    const subjects = subjectsOf(catalog, spec);
    return windowsOf(one, ahead)
      .filter((window) => (announcedOf(spec, window) ?? now) <= now)
      .flatMap((window) => subjects.map((subject) => plannedOutage(one, window, subject, now)))
      .filter(({ detected }) => detected.from < detected.to!);
  });
}

function plannedOutage(
  document: Document<MaintenanceSpec>,
  { from, to, name }: MaintenanceWindow,
  subject: Outage['subject'],
  now: EpochMs,
): PlannedOutage {
  const { vendor } = document.spec;
  const detected = { from: Math.max(from, Math.ceil(now / second) * second), to };
  return {
    ...{ ...blankOutage, subject, kind: 'planned', fault: vendor === undefined ? 'own' : 'vendor' },
    ...{ vendor: vendor ?? null, detected, dueAt: dueAtOf(detected) },
    cause: `Planned: ${displayName(document)}.`,
    summary: `Announced from ${toRfc3339(from)} to ${toRfc3339(to)}.`,
    origin: { source: sourceOf(name), id: `${toRfc3339(from)} ${subjectText(subject)}` },
  };
}

/** What the ledger holds of a window. */
export interface KnownPlan {
  outage: Outage;
  /** Whether a person changed it: then it is theirs. */
  touched: boolean;
}

/** An outage as it shall be written, and why. */
export interface PlanChange {
  outage: PlannedOutage | Outage;
  what: 'drafted' | 'corrected' | 'removed' | 'restored';
  reason: string;
}

/**
 * What is to be written so that the ledger says what is planned. A window has one outage for each subject, however often it is told; once it has begun, what
 * was announced of it stays as it was.
 */
export function planChanges(wanted: readonly PlannedOutage[], known: readonly KnownPlan[], now: EpochMs): PlanChange[] {
  const key = ({ origin }: Pick<Outage, 'origin'>): string => `${origin!.source}/${origin!.id}`;
  const byOrigin = new Map(known.map((one) => [key(one.outage), one]));
  const changes = wanted.flatMap((plan): PlanChange[] => {
    const kept = byOrigin.get(key(plan));
    byOrigin.delete(key(plan));
    if (kept === undefined) return [{ outage: plan, what: 'drafted', reason: 'It is announced in the catalogue.' }];
    const { outage, touched } = kept;
    if (touched || outage.detected.from <= now) return [];
    const { detected, fault, vendor, cause, summary, dueAt } = plan;
    const told = { detected, fault, vendor, cause, summary, dueAt };
    const isSame = detected.to === outage.detected.to && fault === outage.fault && vendor === outage.vendor;
    if (outage.state === 'removed') {
      const reason = 'It stands in the catalogue again.';
      return [{ outage: { ...outage, ...told, state: 'draft' }, what: 'restored', reason }];
    }
    return isSame ? [] : [{ outage: { ...outage, ...told }, what: 'corrected', reason: 'The catalogue says so now.' }];
  });
  const gone = [...byOrigin.values()].filter(
    ({ outage, touched }) => !touched && outage.state === 'draft' && outage.detected.from > now,
  );
  const removed = gone.map(({ outage }): PlanChange => {
    return {
      outage: { ...outage, state: 'removed' },
      what: 'removed',
      reason: 'It left the catalogue before it began.',
    };
  });
  return [...changes, ...removed];
}
