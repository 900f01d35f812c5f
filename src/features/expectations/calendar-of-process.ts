import { day, type EpochMs } from '../../maths/instants.ts';
import { type Catalog, calendarOf, campaignsOfProcess, type Document } from '../catalog/catalog.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import type { BusinessCalendar } from './business-calendar.ts';
import { holidayDays } from './holiday-days.ts';

/** Campaigns and holidays of a process as the catalogue has them, from the year before `now` to the year after. */
export function calendarOfProcess(catalog: Catalog, process: Document<ProcessSpec>, now: EpochMs): BusinessCalendar {
  const calendar = calendarOf(catalog, process);
  const year = (at: EpochMs): number => new Date(at).getUTCFullYear();
  return {
    factors: campaignsOfProcess(catalog, process.metadata.name).map(({ metadata, spec }) => ({
      name: metadata.name,
      from: Date.parse(spec.from),
      to: Date.parse(spec.to),
      factor: Number(spec.factor),
    })),
    holidays: calendar ? holidayDays(calendar.spec, year(now - 90 * day), year(now + 90 * day)) : new Map(),
  };
}
