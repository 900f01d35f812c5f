import type { EpochMs } from '../../maths/instants.ts';
import { localDay, zoneOf } from '../../maths/zoned-time.ts';
import type { CalendarSpec } from '../catalog/calendar.ts';
import { type Catalog, calendarOf, type Document, documentNamed, processNamed } from '../catalog/catalog.ts';
import { rotationFor, rotationsOf } from '../duty/covering.ts';
import type { RotationSpec } from '../duty/rotation.ts';
import { type Override, onCallAt } from '../duty/shifts.ts';
import { isIn, nextIn } from '../duty/wall-clock.ts';
import { holidayDays } from '../expectations/holiday-days.ts';
import type { Incident } from './incident.ts';
import type { Answering } from './respond.ts';

/**
 * Who answers for an incident at an instant: for its component, else for its process; null where no rotation covers it.
 * `overrides` are those of that instant.
 */
export function answeringFor(
  catalog: Catalog,
  { process, technical }: Pick<Incident, 'process' | 'technical'>,
  overrides: readonly Override[],
  now: EpochMs,
): Answering | null {
  const own = technical && rotationFor(catalog, { component: technical.component });
  const rotation = own ?? rotationFor(catalog, { process });
  if (rotation === undefined) return null;
  const { spec } = rotation;
  const zone = zoneOf(spec.timeZone);
  const holidays = holidaysOf(catalog, rotation, process, now);
  const isHoliday = (localDayNumber: number): boolean => holidays.has(localDayNumber);
  return {
    rotation: rotation.metadata.name,
    spec,
    hours: {
      isIn: (at) => isIn(spec.workingHours, zone, at) && !isHoliday(localDay(zone.localMinute(at))),
      next: (at) => nextIn(spec.workingHours, zone, at, isHoliday),
    },
    personOf(target) {
      if ('person' in target) return target.person;
      const name = 'rotation' in target ? target.rotation : rotation.metadata.name;
      const asked = rotationsOf(catalog).find(({ metadata }) => metadata.name === name);
      if (asked === undefined) return null;
      const standing = overrides.filter((one) => one.rotation === name);
      return onCallAt(asked.spec, standing, now).person;
    },
  };
}

/** Days that are no workdays: of the calendar that the rotation names, else of that of the process in the same zone. */
function holidaysOf(
  catalog: Catalog,
  { spec }: Document<RotationSpec>,
  process: string,
  now: EpochMs,
): ReadonlyMap<number, string> {
  const document = processNamed(catalog, process);
  const calendar: Document<CalendarSpec> | undefined =
    spec.calendar !== undefined
      ? documentNamed(catalog.documents, 'Calendar', spec.calendar)
      : document && calendarOf(catalog, document);
  if (calendar === undefined || calendar.spec.timeZone !== spec.timeZone) return new Map();
  const year = new Date(now).getUTCFullYear();
  return holidayDays(calendar.spec, year, year + 1);
}
