import { type EpochMs, hour, type Interval } from '../../../maths/instants.ts';
import { positiveModulo, zoneOf } from '../../../maths/zoned-time.ts';
import { type Catalog, processNamed } from '../../catalog/catalog.ts';
import { rotationFor, rotationsOf } from '../../duty/covering.ts';
import { measureIdOf } from '../../signals/alerts/alert-finder.ts';
import type { KeptIncident } from '../../unavailability/kept-incident.ts';

/** A page that called somebody: when, by night or not, and the alerts that it was made of. */
export interface CalledPage {
  at: EpochMs;
  byNight: boolean;
  alerts: readonly string[];
}

/** Night is from 22:00 to 06:00 on the wall clock of who is called. */
const night = { from: 22, to: 6 };

/** Whether an instant lies in the night of a zone. */
export function isByNight(timeZone: string, at: EpochMs): boolean {
  const hourOfDay = Math.floor(positiveModulo(zoneOf(timeZone).localMinute(at), 24 * 60) / 60);
  return hourOfDay >= night.from || hourOfDay < night.to;
}

/** The zone of who answers for a component or a process: of the rotation, else of the process, else UTC. */
export function zoneAnswering(
  catalog: Catalog,
  { rotation, component, process }: { rotation?: string | null; component?: string | null; process?: string | null },
): string {
  const named = rotationsOf(catalog).find(({ metadata }) => metadata.name === rotation);
  const own = component == null ? undefined : rotationFor(catalog, { component });
  const over = process == null ? undefined : rotationFor(catalog, { process });
  const found = named ?? own ?? over;
  return found?.spec.timeZone ?? (process == null ? undefined : processNamed(catalog, process)?.spec.timeZone) ?? 'UTC';
}

/**
 * The pages that incidents made within a window, each counted once however often it was escalated. A page of alarms belongs to those
 * that lasted when somebody was called; one of a loss to the rule on its process. What was tried out in shadow called nobody.
 */
export function calledPages(
  catalog: Catalog,
  incidents: readonly KeptIncident[],
  { from, to }: Interval,
): CalledPage[] {
  return incidents.flatMap(({ incident, response }): CalledPage[] => {
    const { calledAt: at, route } = response;
    if (at === null || at < from || at >= to || route?.way !== 'page' || incident.shadow !== undefined) return [];
    const { technical, process, kind } = incident;
    const place = { rotation: response.rotation, component: technical?.component ?? null, process };
    const byNight = isByNight(zoneAnswering(catalog, place), at);
    if (technical === undefined) return kind === 'loss' ? [{ at, byNight, alerts: [businessIdOf(process)] }] : [];
    const lasting = technical.alarms.filter(
      ({ startedAt, endedAt }) => startedAt <= at && (endedAt === null || endedAt > at),
    );
    const made = lasting.length > 0 ? lasting : technical.alarms.slice(0, 1);
    return [{ at, byNight, alerts: [...new Set(made.map((one) => one.external ?? measureIdOf(one.measure)))] }];
  });
}

export const businessIdOf = (process: string): string => `business:${process}`;
export const objectiveIdOf = (name: string): string => `objective:${name}`;

/** So far back an incident may have begun that still calls within a window. */
export const longestCallMs = 7 * 24 * hour;
