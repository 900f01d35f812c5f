import type { EpochMs, Interval } from '../../maths/instants.ts';
import type { Catalog, Document } from '../catalog/catalog.ts';
import { type CalendarShifts, calendarKey } from './calendar-layer.ts';
import { calendarShifts } from './calendar-shifts.ts';
import { rotationsOf } from './covering.ts';
import type { CalendarLayer, RotationSpec } from './rotation.ts';

/** What is kept of a calendar: its last good copy, and since when it cannot be read. */
export interface KeptCalendar {
  text: string | null;
  readAt: EpochMs | null;
  failingSince: EpochMs | null;
  reason: string | null;
}

/** The catalogue with what the calendars of its rotations say of a period; the same catalogue where none is read from a calendar. */
export function withCalendars(catalog: Catalog, kept: ReadonlyMap<string, KeptCalendar>, period: Interval): Catalog {
  if (!rotationsOf(catalog).some(({ spec }) => spec.layers.some((layer) => 'calendar' in layer))) return catalog;
  const documents = catalog.documents.map((document) =>
    document.kind === 'Rotation' ? laid(document as Document<RotationSpec>, kept, period) : document,
  );
  return { ...catalog, documents };
}

function laid(
  document: Document<RotationSpec>,
  kept: ReadonlyMap<string, KeptCalendar>,
  period: Interval,
): Document<RotationSpec> {
  const { spec } = document;
  const layers = spec.layers.map((layer) =>
    'calendar' in layer ? { ...layer, read: readOf(layer, spec.timeZone, kept, period) } : layer,
  );
  return { ...document, spec: { ...spec, layers } };
}

function readOf(
  { calendar }: CalendarLayer,
  zone: string,
  kept: ReadonlyMap<string, KeptCalendar>,
  period: Interval,
): CalendarShifts {
  const text = kept.get(calendarKey(calendar))?.text ?? null;
  return text === null ? { shifts: [], unknown: [] } : calendarShifts(text, zone, calendar.people ?? {}, period);
}
